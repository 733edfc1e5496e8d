/** When a token is refreshed ahead of its end. */
import { describe, expect, it } from 'vitest';
import { msUntilRefresh, refreshLeadMs } from '../../../electron/accounts/refresh-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = { wall: 1_000_000_000, monotonic: 5_000 };
const expiring = (leftMs: number, lifetime: number) => ({
  issuedAt: now.wall + leftMs - lifetime,
  expiresAt: now.wall + leftMs,
  monotonicExpiresAt: now.monotonic + leftMs,
});

describe('the moment of an automatic refresh', () => {
  it.each([
    [119_999, null],
    [2 * minute, minute],
    [10 * minute, minute],
    [30 * minute, 3 * minute],
    [hour, 6 * minute],
    [100 * minute, 10 * minute],
    [24 * hour, 10 * minute],
  ])('T-07 leads a lifetime of %i ms by %s ms', (lifetime, lead) => {
    expect(refreshLeadMs(lifetime)).toBe(lead);
  });

  it('T-07 is earlier by the jitter, at most 30 s and at most a quarter of the lead', () => {
    expect(msUntilRefresh(expiring(hour, hour), now, 0)).toBe(54 * minute);
    expect(msUntilRefresh(expiring(hour, hour), now, 1)).toBe(54 * minute - 30_000);
    expect(msUntilRefresh(expiring(2 * minute, 2 * minute), now, 1)).toBe(45_000);
  });

  it('is due at once for what has ended, and never for what has no end or lives too short', () => {
    expect(msUntilRefresh(expiring(-hour, hour), now, 0.5)).toBe(0);
    const noEnd = { issuedAt: now.wall, expiresAt: null, monotonicExpiresAt: null };
    expect(msUntilRefresh(noEnd, now, 0)).toBeNull();
    expect(msUntilRefresh(expiring(0, minute), now, 0)).toBeNull();
  });

  it('T-04 goes by the nearer clock, and never beyond the announced lifetime', () => {
    const issued = expiring(hour, hour);
    expect(msUntilRefresh(issued, { ...now, wall: now.wall - 24 * hour }, 0)).toBe(54 * minute);
    expect(msUntilRefresh(issued, { ...now, wall: now.wall + 2 * hour }, 0)).toBe(0);
    const restarted = { ...issued, monotonicExpiresAt: now.monotonic + 25 * hour };
    const clockWasSetBack = { ...now, wall: now.wall - 24 * hour };
    expect(msUntilRefresh(restarted, clockWasSetBack, 0)).toBe(54 * minute);
  });
});
