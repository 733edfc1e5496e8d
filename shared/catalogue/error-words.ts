/** What must be said of every error: a code without words does not compile. */
import type { ErrorCode } from '../errors.ts';

/** `hint` is what it means and what helps; `action` names the one next step on its button, empty where there is none. */
export type ErrorWords = {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
};
export type WordsOfEveryError = Readonly<Record<ErrorCode, ErrorWords>>;
