/** Reads dropped or chosen files as text inside the page; nothing is opened by a path, and too much is refused unread. */
import { mostFoundText } from '../../shared/found-token.ts';

export type FoundProblem = 'empty' | 'too_large' | 'unreadable';

/** The text, or the problem; one text where there are several files. */
export async function readTextFiles(
  files: readonly File[],
): Promise<{ readonly text: string } | { readonly problem: FoundProblem }> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > mostFoundText) return { problem: 'too_large' };
  try {
    const texts = await Promise.all(files.map((file) => file.text()));
    return checkFoundText(texts.join('\n'));
  } catch {
    return { problem: 'unreadable' };
  }
}

/** Whether main would take it. */
export function checkFoundText(
  text: string,
): { readonly text: string } | { readonly problem: FoundProblem } {
  if (text.trim() === '') return { problem: 'empty' };
  return text.length > mostFoundText ? { problem: 'too_large' } : { text };
}
