/** The words for what is wrong with a field, in the language of the window. */
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from './field-problem.ts';

/** Returns the function that words a problem; null in, null out. */
export function useProblemWords(): (problem: FieldProblem | null) => string | null {
  const { t } = useTranslation();
  return (problem) => {
    if (problem === null) return null;
    const { key, maximum = 0, line = 0, name = '' } = problem;
    return t(`dialogs.problem.${key}`, { maximum, line, name });
  };
}
