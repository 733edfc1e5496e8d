/** Holds back work so that one authorization server sees at most a few token requests of ours at once. */

export type IssuerLimiter = {
  readonly run: <T>(issuer: string, task: () => Promise<T>) => Promise<T>;
};

type Lane = { running: number; readonly waiting: (() => void)[] };

/** At most `limit` tasks at once for each issuer, in the order they came. */
export function createIssuerLimiter(limit: number): IssuerLimiter {
  const lanes = new Map<string, Lane>();
  return {
    run: async (issuer, task) => {
      const lane = lanes.get(issuer) ?? { running: 0, waiting: [] };
      lanes.set(issuer, lane);
      if (lane.running >= limit) await new Promise<void>((go) => lane.waiting.push(go));
      else lane.running += 1;
      try {
        return await task();
      } finally {
        const next = lane.waiting.shift();
        if (next !== undefined) next();
        else if (--lane.running === 0) lanes.delete(issuer);
      }
    },
  };
}
