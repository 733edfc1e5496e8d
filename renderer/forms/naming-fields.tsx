/** How a person tells accounts apart: label, tags and environment. */
import { useTranslation } from 'react-i18next';
import { environments } from '../../shared/account-definition.ts';
import type { ChangeableForm } from './account-form.ts';
import type { FieldProblems } from './field-problem.ts';
import styles from './forms.module.css';
import { SelectInput } from './select-input.tsx';
import { TextInput } from './text-input.tsx';

type NamingFieldsProps = {
  readonly form: ChangeableForm;
  readonly problems: FieldProblems;
  readonly onChange: (change: Partial<ChangeableForm>) => void;
  /** What is used where no label is typed; empty where one must be. */
  readonly suggestion: string;
  readonly autoFocus?: boolean;
};

/** Label, tags and environment. */
export function NamingFields(props: NamingFieldsProps) {
  const { form, problems, onChange, suggestion } = props;
  const { t } = useTranslation();
  const usesSuggestion = suggestion !== '' && form.label.trim() === '';
  return (
    <>
      <TextInput
        label={t('dialogs.field.label')}
        value={form.label}
        onChange={(label) => onChange({ label })}
        placeholder={suggestion}
        hint={usesSuggestion ? t('dialogs.hint.label', { suggestion }) : undefined}
        problem={problems.label}
        autoFocus={props.autoFocus ?? false}
      />
      <div className={styles.pair}>
        <TextInput
          label={t('dialogs.field.tags')}
          value={form.tags}
          onChange={(tags) => onChange({ tags })}
          hint={t('dialogs.hint.tags')}
          problem={problems.tags}
        />
        <SelectInput
          label={t('dialogs.field.environment')}
          value={form.environment}
          options={environments.map((id) => ({ id, name: t(`dialogs.environment.${id}`) }))}
          onChange={(environment) => onChange({ environment })}
        />
      </div>
    </>
  );
}
