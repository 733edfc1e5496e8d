/** How long a token still lives: pure, takes the time, used by list, details and main alike (RFC 6749 section 5.1). */

/**
 * A moment read from both clocks, in ms. `monotonic` is main's monotonic clock; the window maps its own onto it.
 */
export type Now = { readonly wall: number; readonly monotonic: number };

/** `expiresAt` is absolute (epoch ms) and null when the server announced nothing. */
export type Expiry = {
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  /** The same deadline on main's monotonic clock, so that a wall clock set back revives nothing. */
  readonly monotonicExpiresAt: number | null;
};

const fiveMinutesMs = 5 * 60_000;

/** Milliseconds left, never negative; null when no expiry was announced. */
export function remainingMs(expiry: Expiry, now: Now): number | null {
  if (expiry.expiresAt === null) return null;
  const byWall = expiry.expiresAt - now.wall;
  const byMonotonic =
    expiry.monotonicExpiresAt === null ? byWall : expiry.monotonicExpiresAt - now.monotonic;
  return Math.max(0, Math.min(byWall, byMonotonic));
}

/** The whole lifetime in ms as announced at receipt; null when none was, at least 1. */
export function lifetimeMs(expiry: Expiry): number | null {
  return expiry.expiresAt === null ? null : Math.max(1, expiry.expiresAt - expiry.issuedAt);
}

/** From how many ms before its end a token counts as expiring soon: 5 minutes or 10 % of its lifetime, the smaller. */
export function soonMs(expiry: Expiry): number {
  const lifetime = lifetimeMs(expiry);
  return lifetime === null ? 0 : Math.min(fiveMinutesMs, lifetime / 10);
}

/** The part of the lifetime that is left, 0 to 1; null when no expiry was announced. */
export function remainingFraction(expiry: Expiry, now: Now): number | null {
  const left = remainingMs(expiry, now);
  const whole = lifetimeMs(expiry);
  if (left === null || whole === null) return null;
  return Math.min(1, left / whole);
}

/** A moment to come on both clocks, so that a wall clock set back does not put it off. */
export type Deadline = { readonly at: number; readonly monotonicAt: number };

/** The deadline `ms` from now. */
export function deadlineIn(ms: number, now: Now): Deadline {
  return { at: now.wall + ms, monotonicAt: now.monotonic + ms };
}

/** Milliseconds until the deadline by whichever clock is nearer to it, never negative. */
export function untilMs(deadline: Deadline, now: Now): number {
  return Math.max(0, Math.min(deadline.at - now.wall, deadline.monotonicAt - now.monotonic));
}
