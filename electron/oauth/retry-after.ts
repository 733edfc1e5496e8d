/** Reads `Retry-After` as seconds or as a date and keeps it between a second and an hour (RFC 9110 section 10.2.3). */

const minMs = 1000;
const maxMs = 3_600_000;

/** Milliseconds to wait, or `undefined` when the header is absent or nonsense; `wallNow` is epoch ms. */
export function parseRetryAfter(header: string | null, wallNow: number): number | undefined {
  const value = header?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : parseHttpDate(value) - wallNow;
  return Number.isNaN(ms) ? undefined : Math.min(maxMs, Math.max(minMs, ms));
}

/** All three forms begin with the name of a day; the runtime's parser alone would read a date into `-5`. */
const parseHttpDate = (value: string): number =>
  /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
