/** How much of a token's life an account asks to have left, within what its lifetime allows (requirement T-07). */

/** In ms; at most half the lifetime, so that a wish no token can meet does not become a refresh loop. 0: no wish. */
export function minimumLeftMs(seconds: number | null, lifetime: number): number {
  return Math.min((seconds ?? 0) * 1000, lifetime / 2);
}
