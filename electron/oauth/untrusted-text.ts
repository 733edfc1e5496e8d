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

/** Cuts by UTF-16 length without leaving half a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return text.slice(0, max).replace(/[\uD800-\uDBFF]$/u, '');
}
