/** Audit lines that the disk did not take, in order, until it takes them (requirement D-02). */
import type { AuditFacts } from '../../shared/audit.ts';
import type { Clock } from '../ports.ts';

/** What is to be written, with the moment at which it happened (epoch ms). */
export type WaitingLine = {
  readonly facts: AuditFacts;
  readonly at: number;
  readonly durable: boolean;
};

/** Some months of an account's life; beyond it the oldest are given up. */
const largestRing = 1_000;
const retryMs = 10_000;

export type AuditRing = {
  readonly isEmpty: () => boolean;
  /** Puts a line behind the others. */
  readonly add: (line: WaitingLine) => void;
  /** Writes what waits, oldest first, as far as `last` where that is given; at the first refusal it rejects. */
  readonly drain: (
    write: (line: WaitingLine) => Promise<void>,
    last?: WaitingLine,
  ) => Promise<void>;
};

/** `tryAgain` is called from time to time after a refusal, until nothing waits. */
export function createAuditRing(clock: Clock, tryAgain: () => void): AuditRing {
  const waiting: WaitingLine[] = [];
  let armed = false;
  const tryLater = (): void => {
    if (armed) return;
    armed = true;
    clock.after(retryMs, () => {
      armed = false;
      if (waiting.length > 0) tryAgain();
    });
  };
  return {
    isEmpty: () => waiting.length === 0,
    add(line) {
      waiting.push(line);
      if (waiting.length > largestRing) waiting.shift();
    },
    async drain(write, last) {
      const upTo = last === undefined ? waiting.length : waiting.indexOf(last) + 1;
      try {
        for (const line of waiting.slice(0, upTo)) {
          await write(line);
          waiting.splice(waiting.indexOf(line), 1);
        }
      } catch (thrown) {
        tryLater();
        throw thrown;
      }
    },
  };
}
