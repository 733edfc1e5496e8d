/** When the words of a problem appear: at the issuer on leaving it, everywhere once the person tried to continue. */
import { useEffect, useRef, useState } from 'react';
import type { FieldProblems } from '../forms/field-problem.ts';

export type Attempts = {
  /** True once the person tried to continue. */
  readonly tried: boolean;
  /** Notes a try that failed the check; the focus then goes to the first field with a problem. */
  readonly noteTry: () => void;
  readonly formRef: React.RefObject<HTMLFormElement | null>;
};

/** Counts tries and moves the focus after each. */
export function useAttempts(): Attempts {
  const [tries, setTries] = useState(0);
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries === 0) return;
    formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  return { tried: tries > 0, noteTry: () => setTries((count) => count + 1), formRef };
}

/** How many fields need a correction. */
export function countProblems(problems: FieldProblems): number {
  return Object.keys(problems).length;
}
