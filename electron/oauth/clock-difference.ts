/** How far this machine's clock is from a server's, by the answer's `Date` (RFC 9110 section 6.6.1), and when that is to blame. */
import { clockAheadLimitMs, type ErrorDetails } from '../../shared/errors.ts';
import type { Now } from '../../shared/expiry.ts';
import { AppError } from '../app-error.ts';
import { libraryCode } from './oauth-errors.ts';

/** `aheadMs` is negative where this machine's clock is behind; the truth is at most `uncertaintyMs` away from it. */
export type ClockDifference = { readonly aheadMs: number; readonly uncertaintyMs: number };

type DatedAnswer = {
  readonly date: string | null;
  /** When the request may have left, and when the header of its answer was here. */
  readonly sentAt: Now;
  readonly answeredAt: Now;
};

/** The only form that is sent today; of the two older ones, one names no zone. */
const fixdate = /^[A-Za-z]{3}, \d{2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** A server that has not been told the time says something else than one whose clock can be compared. */
const earliestSane = Date.UTC(2025, 0, 1);
const latestSane = Date.UTC(2100, 0, 1);
const resolutionMs = 1_000;
const toBlameMs = 5 * 60_000;

/** Null where the answer has no `Date`, or none that makes sense. */
export function learnClockDifference(answer: DatedAnswer): ClockDifference | null {
  const { date, sentAt, answeredAt } = answer;
  const server = fixdate.test(date ?? '') ? Date.parse(date ?? '') : Number.NaN;
  if (!(server >= earliestSane && server <= latestSane)) return null;
  // A wall clock that jumps meanwhile makes no round trip longer.
  const onTheWayMs = (answeredAt.monotonic - sentAt.monotonic) / 2;
  return {
    aheadMs: Math.round(answeredAt.wall - (server + resolutionMs / 2 + onTheWayMs)),
    uncertaintyMs: resolutionMs / 2 + onTheWayMs,
  };
}

/** `clock_wrong` in place of an ID token's fault that a clock as wrong as this explains; any other error as it is. */
export function withClockBlamed(error: AppError, difference: ClockDifference | null): AppError {
  if (difference === null || !isTimeCheck(error)) return error;
  const { aheadMs, uncertaintyMs } = difference;
  if (Math.abs(aheadMs) - uncertaintyMs <= toBlameMs) return error;
  if (!explains(error.details, aheadMs)) return error;
  const clockAheadMs = Math.min(clockAheadLimitMs, Math.max(-clockAheadLimitMs, aheadMs));
  return new AppError('clock_wrong', { ...error.details, clockAheadMs }, error);
}

/** The claim was there and its time did not fit. Our own check of `iat` has no cause. */
function isTimeCheck({ code, details, cause }: AppError): boolean {
  if (code !== 'id_token_invalid') return false;
  if (cause === undefined) return details.reason === 'iat';
  return libraryCode(cause) === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';
}

/** A clock that is behind ends nothing too early, and one that is ahead begins nothing too late. */
function explains({ reason }: ErrorDetails, aheadMs: number): boolean {
  if (reason === 'exp' || reason === 'auth_time') return aheadMs > 0;
  return reason === 'nbf' ? aheadMs < 0 : reason === 'iat';
}
