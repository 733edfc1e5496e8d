/** When a refresh token that ends unused is to be used, so that its grant outlives quiet weeks (requirement R-16). */
import { type Expiry, lifetimeMs, type Now, remainingMs } from '../../shared/expiry.ts';

const minuteMs = 60_000;
const longestJitterMs = 30_000;

/**
 * Milliseconds until four fifths of the limit have passed, at least a minute before its end and a little earlier by
 * chance; 0 when it is due, also after the limit has passed: then the server decides. `jitter` is in [0, 1).
 */
export function msUntilKeepAlive(unused: Expiry, now: Now, jitter: number): number | null {
  const limit = lifetimeMs(unused);
  const left = remainingMs(unused, now);
  if (limit === null || left === null) return null;
  const leadMs = Math.max(minuteMs, limit / 5);
  const earlierMs = jitter * Math.min(longestJitterMs, leadMs / 4);
  // A clock that stood wrong at the last use must not prolong the limit.
  return Math.max(0, Math.min(left, limit) - leadMs - earlierMs);
}
