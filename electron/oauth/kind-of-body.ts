/** Tells what a body is by its looks, for the record alone: it decides nothing (RFC 7009 section 2.2). */
import type { AnswerBody } from '../../shared/verdict.ts';
import type { Answer } from './oauth-errors.ts';

/** How web pages begin; the announced type alone means little, since plain words are often sent as HTML. */
const pageBeginning =
  /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|\s)*<(?:!doctype\s+html|html|head|body|title)\b/i;

/** Null where the body did not come in time and nothing of it was seen. */
export function kindOfBody({ text, headers, isCut = false }: Answer): AnswerBody | null {
  const seen = text.replace(/^\uFEFF/, '').trim();
  if (seen === '') return isCut ? null : 'empty';
  const isMarkup = /html/i.test(headers.get('content-type') ?? '') && seen.startsWith('<');
  if (isMarkup || pageBeginning.test(seen)) return 'page';
  return isJson(seen, isCut) ? 'json' : 'other';
}

/** Of a body that was cut there is only its first character to go by. */
function isJson(text: string, isCut: boolean): boolean {
  if (isCut) return /^[[{]/.test(text);
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
