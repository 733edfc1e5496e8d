/** How long a token lives, by both clocks, and where expiring soon begins. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Expiry,
  lifetimeMs,
  remainingFraction,
  remainingMs,
  soonMs,
} from '../../../shared/expiry.ts';
import { formatDuration, formatWholeMinutes } from '../../../shared/format-duration.ts';

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

describe('zones and summer time', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'];
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  /** Within a day of the night in which clocks go forward in Berlin. */
  const moments = fc.integer({
    min: Date.UTC(2026, 2, 28, 12),
    max: Date.UTC(2026, 2, 29, 12),
  });

  it('T-06 change nothing about how long a token lives or how that is said', () => {
    const offsets = new Set<number>();
    const property = fc.property(moments, fc.nat(48 * hourMs), fc.nat(48 * hourMs), (...args) => {
      const [issuedAt, life, passed] = args;
      const token = { issuedAt, expiresAt: issuedAt + life, monotonicExpiresAt: null };
      const answers = zones.map((name) => {
        process.env.TZ = name;
        offsets.add(new Date(issuedAt + passed).getTimezoneOffset());
        const left = remainingMs(token, at(issuedAt + passed, 0)) ?? -1;
        return [left, formatDuration(left, 'en'), formatWholeMinutes(left, 'zh-CN')].join();
      });
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(new RegExp(`^${Math.max(0, life - passed)},`));
    });
    fc.assert(property, { numRuns: 200 });
    // Berlin in both of its times, and the four others: the zones did change.
    expect(offsets.size).toBeGreaterThanOrEqual(6);
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
