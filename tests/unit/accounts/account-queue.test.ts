import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccountQueue } from '../../../electron/accounts/account-queue.ts';
import { createIssuerLimiter } from '../../../electron/accounts/issuer-limiter.ts';

describe('the queue of an account', () => {
  it('runs one task at a time and in order for one account, whatever the schedule', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 12 }),
        async (scheduler, count) => {
          const queue = createAccountQueue();
          const log: string[] = [];
          const tasks = Array.from({ length: count }, (_, n) =>
            queue.run('one', async () => {
              log.push(`start ${n}`);
              await scheduler.schedule(Promise.resolve());
              log.push(`end ${n}`);
            }),
          );
          await scheduler.waitFor(Promise.all(tasks));
          expect(log).toEqual(
            Array.from({ length: count }, (_, n) => [`start ${n}`, `end ${n}`]).flat(),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('goes on after a task that failed, and passes the failure to its caller', async () => {
    const queue = createAccountQueue();
    const failing = queue.run('one', () => Promise.reject(new Error('no')));
    const next = queue.run('one', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('does not hold one account back for another', async () => {
    const queue = createAccountQueue();
    void queue.run('slow', () => new Promise(() => undefined));
    expect(await queue.run('quick', () => Promise.resolve(1))).toBe(1);
  });
});

describe('the limiter of an issuer', () => {
  it('never runs more than its limit at once and loses no task, whatever the schedule', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 20 }),
        async (scheduler, count) => {
          const limiter = createIssuerLimiter(2);
          let running = 0;
          let most = 0;
          let finished = 0;
          const tasks = Array.from({ length: count }, () =>
            limiter.run('issuer', async () => {
              running += 1;
              most = Math.max(most, running);
              await scheduler.schedule(Promise.resolve());
              running -= 1;
              finished += 1;
            }),
          );
          await scheduler.waitFor(Promise.all(tasks));
          expect(most).toBeLessThanOrEqual(2);
          expect(finished).toBe(count);
        },
      ),
      { numRuns: 200 },
    );
  });
});
