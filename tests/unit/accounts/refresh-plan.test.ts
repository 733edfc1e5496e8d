/** When a token is refreshed ahead of its end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msUntilKeepAlive } from '../../../electron/accounts/keep-alive.ts';
import { msUntilRefresh, refreshLeadMs } from '../../../electron/accounts/refresh-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = { wall: 1_000_000_000, monotonic: 5_000 };
const expiring = (leftMs: number, lifetime: number) => ({
  issuedAt: now.wall + leftMs - lifetime,
  expiresAt: now.wall + leftMs,
  monotonicExpiresAt: now.monotonic + leftMs,
});

const wish = (jitter: number, minimumLeftSeconds: number | null = null) => ({
  jitter,
  minimumLeftSeconds,
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
    expect(msUntilRefresh(expiring(hour, hour), now, wish(0))).toBe(54 * minute);
    expect(msUntilRefresh(expiring(hour, hour), now, wish(1))).toBe(54 * minute - 30_000);
    expect(msUntilRefresh(expiring(2 * minute, 2 * minute), now, wish(1))).toBe(45_000);
  });

  it('is due at once for what has ended, and never for what has no end or lives too short', () => {
    expect(msUntilRefresh(expiring(-hour, hour), now, wish(0.5))).toBe(0);
    const noEnd = { issuedAt: now.wall, expiresAt: null, monotonicExpiresAt: null };
    expect(msUntilRefresh(noEnd, now, wish(0))).toBeNull();
    expect(msUntilRefresh(expiring(0, minute), now, wish(0))).toBeNull();
  });

  it('T-04 goes by the nearer clock, and never beyond the announced lifetime', () => {
    const issued = expiring(hour, hour);
    expect(msUntilRefresh(issued, { ...now, wall: now.wall - 24 * hour }, wish(0))).toBe(
      54 * minute,
    );
    expect(msUntilRefresh(issued, { ...now, wall: now.wall + 2 * hour }, wish(0))).toBe(0);
    const restarted = { ...issued, monotonicExpiresAt: now.monotonic + 25 * hour };
    const clockWasSetBack = { ...now, wall: now.wall - 24 * hour };
    expect(msUntilRefresh(restarted, clockWasSetBack, wish(0))).toBe(54 * minute);
  });
});

/** Tokens as servers give them and clocks as machines have them: any lifetime, set wrong by up to 25 hours each way. */
const lifetimes = fc.oneof(
  fc.integer({ min: 1, max: 4 * hour }),
  fc.integer({ min: 1, max: 1e15 }),
);
const skews = fc.integer({ min: -25 * hour, max: 25 * hour });
const chances = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('the moment of an automatic refresh, for any token and any clock', () => {
  it('T-03 T-04 is never later by a clock that is wrong, whichever way it was set', () => {
    const property = fc.property(
      lifetimes,
      skews,
      chances,
      fc.nat(),
      (lifetime, skew, jitter, elapsed) => {
        const token = expiring(lifetime, lifetime);
        const passed = elapsed % (lifetime + 1);
        const right = { wall: now.wall + passed, monotonic: now.monotonic + passed };
        const wanted = msUntilRefresh(token, right, wish(jitter));
        const shown = msUntilRefresh(token, { ...right, wall: right.wall + skew }, wish(jitter));
        expect(shown === null).toBe(wanted === null);
        expect(shown ?? 0).toBeLessThanOrEqual(wanted ?? 0);
      },
    );
    fc.assert(property, { numRuns: 1000 });
  });

  it('T-03 a restart under a clock set back prolongs nothing beyond the announced lifetime', () => {
    const property = fc.property(lifetimes, skews, chances, (lifetime, skew, jitter) => {
      const token = { ...expiring(lifetime, lifetime), monotonicExpiresAt: null };
      const ms = msUntilRefresh(token, { ...now, wall: now.wall + skew }, wish(jitter)) ?? 0;
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(lifetime);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('T-01 T-07 lies between the earliest and the latest lead, also for an end in 30,000 years', () => {
    const property = fc.property(lifetimes, chances, (lifetime, jitter) => {
      const ms = msUntilRefresh(expiring(lifetime, lifetime), now, wish(jitter));
      expect(ms === null).toBe(lifetime < 2 * minute);
      if (ms === null) return;
      const lead = lifetime - ms;
      expect(lead).toBeGreaterThanOrEqual(minute);
      expect(lead).toBeLessThanOrEqual(10 * minute + 30_000);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe('a minimum time left', () => {
  it.each([
    ['nothing asked', null, 54 * minute],
    ['less than the rule', 60, 54 * minute],
    ['more than the rule', 20 * 60, 40 * minute],
    ['exactly half', 30 * 60, 30 * minute],
    ['more than half', 50 * 60, 30 * minute],
    ['more than there is', 24 * 3600, 30 * minute],
  ])('T-07 of an hour-long token: %s', (_name, seconds, ms) => {
    expect(msUntilRefresh(expiring(hour, hour), now, wish(0, seconds))).toBe(ms);
  });

  it('T-07 never lowers the lead, and never asks oftener than once in half a lifetime', () => {
    const wishes = fc.integer({ min: 0, max: 86_400 });
    const property = fc.property(lifetimes, wishes, chances, (lifetime, seconds, jitter) => {
      const token = expiring(lifetime, lifetime);
      const rule = msUntilRefresh(token, now, wish(jitter));
      const ms = msUntilRefresh(token, now, wish(jitter, seconds));
      expect(ms === null).toBe(rule === null);
      if (ms === null || rule === null) return;
      expect(ms).toBeLessThanOrEqual(rule);
      expect(ms).toBeGreaterThanOrEqual(Math.min(rule, lifetime / 2));
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe('keeping a refresh token alive', () => {
  it.each([
    [hour, 48 * minute],
    [90 * 24 * hour, 72 * 24 * hour],
    [3 * minute, 2 * minute],
    [30_000, 0],
  ])('R-16 uses a token that outlives %i ms without use after %i ms', (limit, ms) => {
    expect(msUntilKeepAlive(expiring(limit, limit), now, 0)).toBe(ms);
  });

  it('R-16 is due at once when overdue, and when the limit has passed', () => {
    expect(msUntilKeepAlive(expiring(minute, hour), now, 0.5)).toBe(0);
    expect(msUntilKeepAlive(expiring(-hour, hour), now, 0.5)).toBe(0);
  });

  it('R-16 T-04 is never put off by a clock that is wrong', () => {
    const property = fc.property(lifetimes, skews, chances, (limit, skew, jitter) => {
      const unused = expiring(limit, limit);
      const wanted = msUntilKeepAlive(unused, now, jitter) ?? 0;
      const wrong = { ...now, wall: now.wall + skew };
      expect(msUntilKeepAlive(unused, wrong, jitter)).toBeLessThanOrEqual(wanted);
      const restarted = { ...unused, monotonicExpiresAt: null };
      expect(msUntilKeepAlive(restarted, wrong, jitter)).toBeLessThanOrEqual(wanted);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
