/** What went wrong and what helps, by error code. */
import { errorCodes } from '../../errors.ts';
import type { ErrorWords, WordsOfEveryError } from '../error-words.ts';

const words = (code: string): ErrorWords => ({ title: code, hint: code, action: '' });

export const errors = Object.fromEntries(
  errorCodes.map((code) => [code, words(code)]),
) as WordsOfEveryError;
