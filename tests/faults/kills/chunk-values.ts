/** Values that are kept in parts: each of one letter and one length, so that any mixture of two shows. */

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** From just one part up to nine of them. */
export function chunkValue(n: number): string {
  const letter = letters[n % letters.length] ?? 'a';
  return `${n}:${letter.repeat(2_000 + ((n * 7_919) % 18_000))}`;
}
