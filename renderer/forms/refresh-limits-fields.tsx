/** How much of a token is always to be left, and how long its refresh token outlives without use (requirements T-07, R-16). */
import { useTranslation } from 'react-i18next';
import type { GrantType } from '../../shared/account-definition.ts';
import type { ChangeableForm, FieldName } from './account-form.ts';
import type { FieldProblems } from './field-problem.ts';
import styles from './forms.module.css';
import { TextInput } from './text-input.tsx';

export const refreshLimits = [
  'minimumLeft',
  'refreshInactivity',
] as const satisfies readonly FieldName[];

type RefreshLimitsFieldsProps = {
  readonly form: ChangeableForm;
  /** Without a browser there is no refresh token whose life could end. */
  readonly grantType: GrantType;
  readonly problems: FieldProblems;
  readonly onChange: (change: Partial<ChangeableForm>) => void;
};

/** Two numbers side by side; both may stay empty. */
export function RefreshLimitsFields(props: RefreshLimitsFieldsProps) {
  const { form, grantType, problems, onChange } = props;
  const { t } = useTranslation();
  const names = grantType === 'client_credentials' ? (['minimumLeft'] as const) : refreshLimits;
  return (
    <div className={styles.pair}>
      {names.map((name) => (
        <TextInput
          key={name}
          label={t(`dialogs.field.${name}`)}
          value={form[name]}
          onChange={(text) => onChange({ [name]: text })}
          hint={t(`dialogs.hint.${name}`)}
          problem={problems[name]}
          inputMode="decimal"
          mono
        />
      ))}
    </div>
  );
}
