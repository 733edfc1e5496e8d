/** One line or a few lines of text with a label, a hint and the words of what is wrong, tied together for screen readers. */
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import type { FieldProblem } from './field-problem.ts';
import styles from './forms.module.css';
import { useProblemWords } from './use-problem-words.ts';

export type TextInputProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly hint?: string | undefined;
  readonly problem?: FieldProblem | undefined;
  readonly placeholder?: string;
  readonly type?: 'text' | 'url' | 'password';
  readonly inputMode?: 'text' | 'decimal';
  /** More than one makes it a box of that many lines. */
  readonly lines?: number;
  readonly mono?: boolean;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly autoFocus?: boolean;
};

/** A text field; nothing typed is remembered, corrected or offered again by the browser. */
export function TextInput(props: TextInputProps) {
  const { label, value, onChange, hint, problem, lines = 1, mono = false } = props;
  const words = useProblemWords()(problem ?? null);
  const className = mono ? `${styles.input} ${styles.mono}` : (styles.input ?? '');
  const box = { className, placeholder: props.placeholder ?? '', spellCheck: false };
  return (
    <TextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      onBlur={() => props.onBlur?.()}
      type={props.type ?? 'text'}
      inputMode={props.inputMode ?? 'text'}
      isInvalid={words !== null}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      autoFocus={props.autoFocus ?? false}
      autoComplete={props.type === 'password' ? 'new-password' : 'off'}
      validationBehavior="aria"
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {lines > 1 ? <TextArea {...box} rows={lines} /> : <Input {...box} />}
      <FieldError className={styles.problem ?? ''}>{words}</FieldError>
      {hint === undefined ? null : (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
    </TextField>
  );
}
