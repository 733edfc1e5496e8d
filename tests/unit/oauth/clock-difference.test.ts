// What the Date of an answer says of this machine's clock, and when that clock is to blame for an ID token's fault.
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import { learnClockDifference, withClockBlamed } from '../../../electron/oauth/clock-difference.ts';
import { clockAheadLimitMs } from '../../../shared/errors.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = Date.UTC(2026, 5, 1, 12);
const dateAt = (at: number): string => new Date(at).toUTCString();

/** An answer that took `roundTripMs`, over which the wall clock was set by `jumpMs`. */
const learn = (date: string | null, { roundTripMs = 0, jumpMs = 0 } = {}) =>
  learnClockDifference({
    date,
    sentAt: { wall: now - roundTripMs - jumpMs, monotonic: 5_000 },
    answeredAt: { wall: now, monotonic: 5_000 + roundTripMs },
  });

describe('the difference of the clocks', () => {
  it.each([-25 * hour, -4 * minute, 0, 4 * minute, 25 * hour])(
    'T-03 is learnt from the Date of the answer: %i ms ahead (RFC 9110 section 6.6.1)',
    (aheadMs) => {
      expect(learn(dateAt(now - aheadMs))).toEqual({ aheadMs: aheadMs - 500, uncertaintyMs: 500 });
    },
  );

  it('T-03 is as uncertain as half the round trip and half a second', () => {
    expect(learn(dateAt(now), { roundTripMs: 20_000 })).toEqual({
      aheadMs: -10_500,
      uncertaintyMs: 10_500,
    });
  });

  it('T-03 is that of the moment of the answer where the clock is set meanwhile', () => {
    const set = learn(dateAt(now - hour), { roundTripMs: 2_000, jumpMs: hour });
    expect(set).toEqual({ aheadMs: hour - 1_500, uncertaintyMs: 1_500 });
  });

  it.each([
    null,
    '',
    'now',
    '1780315200',
    '2026-06-01T12:00:00Z',
    'Mon, 01 Jun 2026 12:00:00 +0800',
    'Monday, 01-Jun-26 12:00:00 GMT',
    'Mon Jun  1 12:00:00 2026',
    'Mon, 99 Jun 2026 12:00:00 GMT',
    'Mon, 01 Jun 2026 12:00:00 GMT, Mon, 01 Jun 2026 12:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
  ])('T-03 is unknown where the Date is %j', (date) => {
    expect(learn(date)).toBeNull();
  });
});

const failed = (reason: string, libraryCode = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'): AppError =>
  new AppError(
    'id_token_invalid',
    { reason },
    Object.assign(new Error('x'), { code: libraryCode }),
  );
const blamed = (error: AppError, aheadMs: number, uncertaintyMs = 500): boolean =>
  withClockBlamed(error, { aheadMs, uncertaintyMs }).code === 'clock_wrong';

describe('the clock is to blame', () => {
  it.each([
    ['exp', true, false],
    ['auth_time', true, false],
    ['nbf', false, true],
    ['iat', true, true],
  ])('T-03 for %s where it is ahead: %s, behind: %s', (reason, ahead, behind) => {
    for (const off of [6 * minute, hour, 25 * hour]) {
      expect(blamed(failed(reason), off)).toBe(ahead);
      expect(blamed(failed(reason), -off)).toBe(behind);
    }
    for (const off of [-4 * minute, 0, 4 * minute]) {
      expect(blamed(failed(reason), off)).toBe(false);
    }
  });

  it('T-03 for our own check of iat', () => {
    expect(blamed(new AppError('id_token_invalid', { reason: 'iat' }), -hour)).toBe(true);
  });

  it('T-03 only where it is off by more than five minutes whatever the round trip was', () => {
    expect(blamed(failed('exp'), 6 * minute, minute - 1)).toBe(true);
    expect(blamed(failed('exp'), 6 * minute, minute)).toBe(false);
  });

  it.each([
    ['a signature', failed('signature', 'OAUTH_INVALID_RESPONSE')],
    ['a nonce', failed('nonce', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED')],
    ['an exp that is not there', failed('exp', 'OAUTH_INVALID_RESPONSE')],
    ['another identity', new AppError('identity_changed', { reason: 'sub' })],
    ['an authorized party', new AppError('id_token_invalid', { reason: 'azp' })],
    ['a server in trouble', new AppError('server_unavailable')],
  ])('T-03 never for %s', (_name, error) => {
    expect(withClockBlamed(error, { aheadMs: 25 * hour, uncertaintyMs: 0 })).toBe(error);
    expect(withClockBlamed(error, { aheadMs: -25 * hour, uncertaintyMs: 0 })).toBe(error);
  });

  it('T-03 never where the difference is unknown', () => {
    const error = failed('exp');
    expect(withClockBlamed(error, null)).toBe(error);
  });

  it('T-03 says by how much, at most a hundred years', () => {
    const say = (aheadMs: number) =>
      withClockBlamed(failed('iat'), { aheadMs, uncertaintyMs: 500 }).details;
    expect(say(-hour)).toEqual({ reason: 'iat', clockAheadMs: -hour });
    expect(say(1e15).clockAheadMs).toBe(clockAheadLimitMs);
    expect(say(-1e15).clockAheadMs).toBe(-clockAheadLimitMs);
  });
});
