/** The book of statuses says the same as computing every status at every tick, which is what it saves. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStatusBook } from '../../../../renderer/list/status-book.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import { statusOf } from '../../../../shared/status.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';

const wall = 1_750_000_000_000;
const aged = (index: number, lifeMs: number, monotonic: boolean): AccountView =>
  sampleAccount({
    accountId: `account-${index}`,
    access: {
      issuedAt: wall,
      expiresAt: wall + lifeMs,
      monotonicExpiresAt: monotonic ? lifeMs : null,
    },
  });

describe('the book of statuses', () => {
  it('is never wrong, however the two clocks move', () => {
    const lives = fc.array(fc.tuple(fc.integer({ min: 1, max: 900_000 }), fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    });
    const step = fc.record({
      wallMs: fc.integer({ min: -400_000, max: 400_000 }),
      monotonicMs: fc.nat(200_000),
    });
    fc.assert(
      fc.property(lives, fc.array(step, { maxLength: 20 }), (briefs, steps) => {
        const accounts = briefs.map(([lifeMs, monotonic], at) => aged(at, lifeMs, monotonic));
        const book = createStatusBook(() => undefined);
        let now = { wall, monotonic: 0 };
        for (const { wallMs, monotonicMs } of [{ wallMs: 0, monotonicMs: 0 }, ...steps]) {
          now = { wall: now.wall + wallMs, monotonic: now.monotonic + monotonicMs };
          book.update(accounts, now);
          for (const account of accounts) {
            expect(book.statuses.get(account.accountId)).toBe(statusOf(account, now));
          }
        }
      }),
    );
  });

  it('answers that nothing changed while nothing did', () => {
    const book = createStatusBook(() => undefined);
    const accounts = [aged(1, 600_000, true)];
    expect(book.update(accounts, { wall, monotonic: 0 })).toBe(true);
    expect(book.update(accounts, { wall: wall + 1000, monotonic: 1000 })).toBe(false);
    expect(book.update([...accounts], { wall: wall + 2000, monotonic: 2000 })).toBe(false);
  });

  it('forgets who is gone, and says so', () => {
    const book = createStatusBook(() => undefined);
    const accounts = [aged(1, 600_000, true), aged(2, 600_000, true)];
    book.update(accounts, { wall, monotonic: 0 });
    expect(book.update(accounts.slice(1), { wall, monotonic: 0 })).toBe(true);
    expect([...book.statuses.keys()]).toEqual(['account-2']);
  });

  it('notices that one account took the place of another', () => {
    const book = createStatusBook(() => undefined);
    book.update([aged(1, 600_000, true)], { wall, monotonic: 0 });
    expect(book.update([aged(2, 600_000, true)], { wall, monotonic: 0 })).toBe(true);
    expect([...book.statuses.keys()]).toEqual(['account-2']);
  });
});
