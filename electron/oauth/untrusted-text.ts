/** Text that a server sent, made safe to show: one line, no control or bidirectional characters, bounded (O-50). */

const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** The text on one line, at most `max` characters long; `undefined` when nothing readable is left. */
export function safeText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .slice(0, max * 4)
    .replace(unsafe, ' ')
    .trim();
  return line === '' ? undefined : cut(line, max);
}

const run = /[\w+/=.~%-]{20,}/g;
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Words, paths and names of errors stay, and so do the trace numbers that a server's support asks for. */
const isOpaque = (text: string): boolean =>
  !uuid.test(text) && (/\d/.test(text) || (text.length >= 40 && /[A-Z]/.test(text)));

/** Safe text in which nothing is left that could be a token: servers repeat what they were sent. */
export function safeProse(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const bounded = value.slice(0, max * 4);
  return safeText(
    bounded.replace(run, (it) => (isOpaque(it) ? '[redacted]' : it)),
    max,
  );
}

/** Cuts by UTF-16 length without leaving half a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, max).replace(/[\uD800-\uDBFF]$/u, '');
}
