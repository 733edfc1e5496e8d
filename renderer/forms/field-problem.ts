/** What is wrong with one field, as a key of the catalogue with its figures, so that the words stay translatable. */
import type { dialogs } from '../../shared/catalogue/en/dialogs.ts';
import type { FieldName } from './account-form.ts';

type PluralKey = 'summary_one' | 'summary_other';

export type FieldProblem = {
  readonly key: Exclude<keyof typeof dialogs.problem, PluralKey>;
  readonly maximum?: number;
  readonly line?: number;
  readonly name?: string;
};

export type FieldProblems = Partial<Readonly<Record<FieldName, FieldProblem>>>;
