/** The client secret as set or not set, to be replaced or erased; what is stored never comes to the window. */
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import type { FieldProblem } from '../forms/field-problem.ts';
import { TextInput } from '../forms/text-input.tsx';
import styles from './dialogs.module.css';

export type SecretChange =
  | { readonly kind: 'keep' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'replace'; readonly text: string };

type ClientSecretFieldProps = {
  readonly isSet: boolean;
  /** The account cannot be without one, so that it can be replaced but not erased. */
  readonly isNeeded: boolean;
  readonly change: SecretChange;
  readonly onChange: (change: SecretChange) => void;
  readonly problem: FieldProblem | undefined;
};

/** Nothing happens to the secret before the dialog is saved. */
export function ClientSecretField(props: ClientSecretFieldProps) {
  const { isSet, isNeeded, change, onChange, problem } = props;
  const { t } = useTranslation();
  return (
    <section className={styles.panel} aria-label={t('dialogs.edit.secret')}>
      <h3>{t('dialogs.edit.secret')}</h3>
      <div className={styles.secretRow}>
        <p role="status">{t(stateWords(isSet, change))}</p>
        <div className={styles.buttons}>
          {change.kind === 'keep' ? (
            <>
              <Button
                label={t(isSet ? 'dialogs.edit.secretReplace' : 'dialogs.edit.secretAdd')}
                onPress={() => onChange({ kind: 'replace', text: '' })}
              />
              {isSet && !isNeeded ? (
                <Button
                  label={t('dialogs.edit.secretErase')}
                  tone="danger"
                  onPress={() => onChange({ kind: 'erase' })}
                />
              ) : null}
            </>
          ) : (
            <Button
              label={t('dialogs.edit.secretUndo')}
              onPress={() => onChange({ kind: 'keep' })}
            />
          )}
        </div>
      </div>
      {change.kind === 'replace' ? (
        <TextInput
          label={t('dialogs.edit.secretNew')}
          value={change.text}
          onChange={(text) => onChange({ kind: 'replace', text })}
          hint={t('dialogs.hint.clientSecret')}
          problem={problem}
          type="password"
          autoFocus
        />
      ) : null}
    </section>
  );
}

function stateWords(isSet: boolean, change: SecretChange) {
  if (change.kind === 'erase') return 'dialogs.edit.secretErased';
  if (change.kind === 'replace' && isSet) return 'dialogs.edit.secretReplaced';
  return isSet ? 'dialogs.edit.secretSet' : 'dialogs.edit.secretNotSet';
}
