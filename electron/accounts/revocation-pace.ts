/** How long to wait before a revocation that nobody answered is asked for again (requirements O-38, N-12). */

const firstWaitMs = 30_000;
/** No wait is longer. */
export const longestWaitMs = 6 * 60 * 60_000;

/**
 * Epoch ms of the next try: after 30 s, a minute, two and so on up to six hours, by chance up to half of it longer, and
 * never before what the server asked for: one that says `Retry-After: 0` for days is not asked every second. `random` in
 * [0, 1); `retryAfterMs` 0 where the server asked for nothing.
 */
export function nextTryAfter(
  attempts: number,
  {
    now,
    retryAfterMs,
    random,
  }: { readonly now: number; readonly retryAfterMs: number; readonly random: number },
): number {
  const wait = Math.min(firstWaitMs * 2 ** Math.min(attempts - 1, 20), longestWaitMs / 1.5);
  return Math.round(now + Math.max(retryAfterMs, wait * (1 + random / 2)));
}
