/** The settings few people need, behind a disclosure: redirect port and host, extra request parameters, refresh limits. */
import { ChevronRight } from 'lucide-react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type GrantType, redirectHosts } from '../../shared/account-definition.ts';
import type { ChangeableForm, FieldName } from './account-form.ts';
import type { FieldProblems } from './field-problem.ts';
import styles from './forms.module.css';
import { RefreshLimitsFields, refreshLimits } from './refresh-limits-fields.tsx';
import { SelectInput } from './select-input.tsx';
import { TextInput } from './text-input.tsx';

export const advancedFields: readonly FieldName[] = [
  'redirectPort',
  'redirectHost',
  'extraParameters',
  ...refreshLimits,
];

type AdvancedFieldsProps = {
  readonly form: ChangeableForm;
  readonly grantType: GrantType;
  readonly problems: FieldProblems;
  readonly onChange: (change: Partial<ChangeableForm>) => void;
  readonly isExpanded: boolean;
  readonly onExpandedChange: (isExpanded: boolean) => void;
};

/** The disclosure with its fields. */
export function AdvancedFields(props: AdvancedFieldsProps) {
  const { t } = useTranslation();
  return (
    <Disclosure
      className={styles.disclosure ?? ''}
      isExpanded={props.isExpanded}
      onExpandedChange={props.onExpandedChange}
    >
      <Heading level={3} className={styles.disclosureHeading ?? ''}>
        <Button slot="trigger" className={styles.disclosureButton ?? ''}>
          <ChevronRight size={15} aria-hidden="true" />
          {t('dialogs.add.advanced')}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.disclosurePanel ?? ''}>
        <Fields {...props} />
      </DisclosurePanel>
    </Disclosure>
  );
}

function Fields(props: AdvancedFieldsProps) {
  const { form, grantType, problems, onChange } = props;
  const { t } = useTranslation();
  const usesBrowser = grantType === 'authorization_code';
  return (
    <div className={styles.fields}>
      {usesBrowser ? <RedirectFields {...props} /> : null}
      <TextInput
        label={t(usesBrowser ? 'dialogs.field.extraParameters' : 'dialogs.field.tokenParameters')}
        value={form.extraParameters}
        onChange={(extraParameters) => onChange({ extraParameters })}
        hint={t('dialogs.hint.extraParameters')}
        problem={problems.extraParameters}
        lines={3}
        mono
      />
      <RefreshLimitsFields
        form={form}
        grantType={grantType}
        problems={problems}
        onChange={onChange}
      />
    </div>
  );
}

function RedirectFields({ form, problems, onChange }: AdvancedFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.pair}>
      <TextInput
        label={t('dialogs.field.redirectPort')}
        value={form.redirectPort}
        onChange={(redirectPort) => onChange({ redirectPort })}
        hint={t('dialogs.hint.redirectPort')}
        problem={problems.redirectPort}
        mono
      />
      <SelectInput
        label={t('dialogs.field.redirectHost')}
        value={form.redirectHost}
        options={redirectHosts.map((id) => ({ id, name: id }))}
        onChange={(redirectHost) => onChange({ redirectHost })}
        hint={t('dialogs.hint.redirectHost')}
      />
    </div>
  );
}
