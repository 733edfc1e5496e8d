/** Runs what changes one account strictly one after another, so that refresh, revoke and edit never interleave. */

export type AccountQueue = {
  /** Runs `task` after everything queued for this account before; rejects with what `task` rejects with. */
  readonly run: <T>(accountId: string, task: () => Promise<T>) => Promise<T>;
};

export function createAccountQueue(): AccountQueue {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: (accountId, task) => {
      const before = tails.get(accountId) ?? Promise.resolve();
      const result = before.then(task);
      const tail = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(accountId) === tail) tails.delete(accountId);
        });
      tails.set(accountId, tail);
      return result;
    },
  };
}
