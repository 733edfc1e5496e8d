/** How long a token lives, by both clocks, and where expiring soon begins. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expiry,
  lifetimeMs,
  remainingFraction,
  remainingMs,
  soonMs,
} from '../../../shared/expiry.ts';

const hourMs = 3_600_000;
const expiry = (change: Partial<Expiry> = {}): Expiry => ({
  issuedAt: 1_000_000,
  expiresAt: 1_000_000 + hourMs,
  monotonicExpiresAt: 50_000 + hourMs,
  ...change,
});
const at = (wall: number, monotonic: number) => ({ wall, monotonic });

describe('remaining time', () => {
  it('is the smaller of what the two clocks say, so that a wall clock set back revives nothing', () => {
    expect(remainingMs(expiry(), at(1_000_000 - 5 * hourMs, 50_000 + hourMs))).toBe(0);
    expect(remainingMs(expiry(), at(1_000_000 + hourMs - 5, 50_000))).toBe(5);
  });

  it('goes by the wall clock alone after a restart, when no monotonic deadline is known', () => {
    expect(remainingMs(expiry({ monotonicExpiresAt: null }), at(1_000_000, 9e12))).toBe(hourMs);
  });

  it('is null, not zero, when the server announced no expiry', () => {
    const open = expiry({ expiresAt: null, monotonicExpiresAt: null });
    expect([remainingMs(open, at(0, 0)), lifetimeMs(open), soonMs(open)]).toEqual([null, null, 0]);
    expect(remainingFraction(open, at(0, 0))).toBeNull();
  });

  it('is never negative and never grows while time goes on', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e9), (life, early, more) => {
        const token = expiry({ expiresAt: life, issuedAt: 0, monotonicExpiresAt: life });
        const before = remainingMs(token, at(early, early)) ?? -1;
        const after = remainingMs(token, at(early + more, early + more)) ?? -1;
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('expiring soon', () => {
  it('begins five minutes before the end of a long life and at a tenth of a short one', () => {
    expect(soonMs(expiry())).toBe(300_000);
    expect(soonMs(expiry({ expiresAt: 1_000_000 + 60_000 }))).toBe(6_000);
  });
});

describe('the ring', () => {
  it('is full at receipt, even when the wall clock lags behind the time of issue', () => {
    expect(remainingFraction(expiry({ monotonicExpiresAt: null }), at(900_000, 0))).toBe(1);
  });

  it('does not divide by a lifetime of zero', () => {
    const dead = expiry({ expiresAt: 1_000_000, monotonicExpiresAt: null });
    expect(remainingFraction(dead, at(1_000_000, 0))).toBe(0);
  });
});
