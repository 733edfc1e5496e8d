/** Edits what may change while tokens are held; the server and the client may not, and the dialog says why. */
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GrantType } from '../../shared/account-definition.ts';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { type ChangeableForm, changeableFormOf, sameForm } from '../forms/account-form.ts';
import { AdvancedFields, advancedFields } from '../forms/advanced-fields.tsx';
import { AutomaticRefreshField } from '../forms/automatic-refresh-field.tsx';
import { checkEditForm } from '../forms/check-account-form.ts';
import type { FieldProblems } from '../forms/field-problem.ts';
import { NamingFields } from '../forms/naming-fields.tsx';
import { TextInput } from '../forms/text-input.tsx';
import { useServices } from '../services.tsx';
import { ClientSecretField, type SecretChange } from './client-secret-field.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { DiscardQuestion } from './discard-question.tsx';
import { ErrorNote } from './error-note.tsx';
import { FixedFacts } from './fixed-facts.tsx';
import { useAttempts } from './use-attempts.ts';

type EditDialogProps = { readonly account: AccountView; readonly onClose: () => void };

const formId = 'edit-account-form';

/** Starts from the account as it is; changes that arrive meanwhile do not overwrite what is being typed. */
export function EditDialog({ account, onClose }: EditDialogProps) {
  const { t } = useTranslation();
  const { client, toasts } = useServices();
  const { grantType } = account.definition;
  const [untouched] = useState(() => changeableFormOf(account.definition));
  const [form, setForm] = useState<ChangeableForm>(untouched);
  const [secret, setSecret] = useState<SecretChange>({ kind: 'keep' });
  const [asksDiscard, setAsksDiscard] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const attempts = useAttempts();
  const checked = checkEditForm(form, secretOf(secret), grantType);
  const problems = attempts.tried && !checked.ok ? checked.problems : {};
  const isTouched = secret.kind !== 'keep' || !sameForm(form, untouched);

  async function save(): Promise<void> {
    if (!checked.ok) return attempts.noteTry();
    setIsSaving(true);
    const { accountId } = account;
    const answer = await client.request('account.edit', { accountId, edit: checked.value });
    setIsSaving(false);
    if (!answer.ok) return setError(answer.error);
    setSecret({ kind: 'keep' });
    toasts.show({ tone: 'success', title: t('dialogs.edit.saved', { label: form.label.trim() }) });
    onClose();
  }
  const requestClose = (): void => (isTouched ? setAsksDiscard(!asksDiscard) : onClose());
  return (
    <DialogLayout
      title={t('dialogs.edit.title', { label: account.definition.label })}
      size="wide"
      onClose={requestClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        asksDiscard ? (
          <DiscardQuestion onKeep={() => setAsksDiscard(false)} onDiscard={onClose} />
        ) : (
          <Buttons isSaving={isSaving} onCancel={requestClose} />
        )
      }
    >
      <Form
        ref={attempts.formRef}
        id={formId}
        className={styles.group ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSaving) void save();
        }}
      >
        <EditFields
          form={form}
          grantType={grantType}
          problems={problems}
          onChange={(part) => setForm({ ...form, ...part })}
        />
        <ClientSecretField
          isSet={account.clientSecretSet}
          isNeeded={grantType === 'client_credentials'}
          change={secret}
          onChange={setSecret}
          problem={problems.clientSecret}
        />
        <FixedFacts account={account} />
      </Form>
    </DialogLayout>
  );
}

function secretOf(change: SecretChange): string | null | undefined {
  if (change.kind === 'keep') return undefined;
  return change.kind === 'erase' ? null : change.text;
}

type EditFieldsProps = {
  readonly form: ChangeableForm;
  readonly grantType: GrantType;
  readonly problems: FieldProblems;
  readonly onChange: (part: Partial<ChangeableForm>) => void;
};

function EditFields({ form, grantType, problems, onChange }: EditFieldsProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <NamingFields form={form} problems={problems} onChange={onChange} suggestion="" autoFocus />
      <TextInput
        label={t('dialogs.field.scope')}
        value={form.scope}
        onChange={(scope) => onChange({ scope })}
        hint={t(
          grantType === 'client_credentials'
            ? 'dialogs.client.scopeHint'
            : 'dialogs.edit.scopeHint',
        )}
        problem={problems.scope}
        mono
      />
      <AutomaticRefreshField
        value={form.automaticRefresh}
        onChange={(automaticRefresh) => onChange({ automaticRefresh })}
      />
      <AdvancedFields
        form={form}
        grantType={grantType}
        problems={problems}
        onChange={onChange}
        isExpanded={opened || advancedFields.some((name) => problems[name] !== undefined)}
        onExpandedChange={setOpened}
      />
    </>
  );
}

type ButtonsProps = { readonly isSaving: boolean; readonly onCancel: () => void };

function Buttons({ isSaving, onCancel }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Button label={t('dialogs.cancel')} onPress={onCancel} />
      <Button
        label={t(isSaving ? 'dialogs.edit.saving' : 'dialogs.edit.save')}
        tone="primary"
        type="submit"
        form={formId}
        className={isSaving ? styles.busyButton : undefined}
      />
    </>
  );
}
