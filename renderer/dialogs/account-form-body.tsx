/** The fields of `Add account` in the order in which a person knows the answers, with what the server says in between. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presetOf } from '../../shared/presets.ts';
import type { AccountForm, ChangeableForm } from '../forms/account-form.ts';
import { AdvancedFields, advancedFields } from '../forms/advanced-fields.tsx';
import { checkIssuer } from '../forms/check-address.ts';
import type { FieldProblems } from '../forms/field-problem.ts';
import styles from '../forms/forms.module.css';
import { NamingFields } from '../forms/naming-fields.tsx';
import { refreshLimits } from '../forms/refresh-limits-fields.tsx';
import { ServerFields } from '../forms/server-fields.tsx';
import { TextInput } from '../forms/text-input.tsx';
import { RedirectPanel } from './redirect-panel.tsx';
import { ServerPanel } from './server-panel.tsx';
import { useDiscovery } from './use-discovery.ts';

type AccountFormBodyProps = {
  readonly form: AccountForm;
  readonly onChange: (form: AccountForm) => void;
  readonly problems: FieldProblems;
  readonly suggestion: string;
  /** The keychain already holds the client secret of this unfinished account. */
  readonly secretHeld: boolean;
};

/** Server, client, names, redirect URI, advanced. */
export function AccountFormBody(props: AccountFormBodyProps) {
  const { form, onChange, suggestion } = props;
  const [opened, setOpened] = useState(() => hasAdvanced(form));
  const { discovery, lookUp, lookUpAgain, forget } = useDiscovery();
  const [issuerLeft, setIssuerLeft] = useState<string | null>(null);
  const issuer = form.issuer.trim();
  const issuerProblem = issuer === '' ? null : checkIssuer(issuer);
  const canCheck = issuer !== '' && issuerProblem === null;
  const problems =
    issuerProblem !== null && issuerLeft === issuer
      ? { ...props.problems, issuer: issuerProblem }
      : props.problems;
  const advancedProblem = advancedFields.some((name) => problems[name] !== undefined);

  function change(next: AccountForm): void {
    if (next.issuer.trim() !== issuer) forget();
    onChange(next);
    // What is known of the server may do for one grant and not for another.
    if (next.grantType !== form.grantType && discovery.kind !== 'idle') {
      lookUpAgain(issuer, next.grantType);
    }
  }
  const changePart = (part: Partial<ChangeableForm>): void => onChange({ ...form, ...part });

  return (
    <div className={styles.fields}>
      <ServerFields
        form={form}
        problems={problems}
        onChange={change}
        onIssuerLeft={() => {
          setIssuerLeft(issuer);
          if (canCheck) lookUp(issuer, form.grantType);
        }}
      />
      {presetOf(form.provider).kind === 'oauth2' ? null : (
        <ServerPanel
          discovery={discovery}
          grantType={form.grantType}
          canCheck={canCheck}
          onCheck={() => lookUpAgain(issuer, form.grantType)}
        />
      )}
      <ClientFields {...props} onPart={changePart} />
      <NamingFields form={form} problems={problems} onChange={changePart} suggestion={suggestion} />
      {form.grantType === 'client_credentials' ? null : (
        <RedirectPanel host={form.redirectHost} port={portOf(form.redirectPort)} />
      )}
      <AdvancedFields
        form={form}
        grantType={form.grantType}
        problems={problems}
        onChange={changePart}
        isExpanded={opened || advancedProblem}
        onExpandedChange={setOpened}
      />
    </div>
  );
}

type ClientFieldsProps = AccountFormBodyProps & {
  readonly onPart: (part: Partial<ChangeableForm>) => void;
};

function ClientFields(props: ClientFieldsProps) {
  const { form, onChange, problems, secretHeld } = props;
  const { t } = useTranslation();
  const needsSecret = form.grantType === 'client_credentials';
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label={t('dialogs.field.clientId')}
          value={form.clientId}
          onChange={(clientId) => onChange({ ...form, clientId })}
          problem={problems.clientId}
          mono
          isRequired
        />
        <TextInput
          label={t(needsSecret ? 'dialogs.field.clientSecretNeeded' : 'dialogs.field.clientSecret')}
          value={form.clientSecret}
          onChange={(clientSecret) => onChange({ ...form, clientSecret })}
          hint={t(secretHeld ? 'dialogs.hint.clientSecretHeld' : 'dialogs.hint.clientSecret')}
          problem={problems.clientSecret}
          type="password"
          isRequired={needsSecret && !secretHeld}
        />
      </div>
      <TextInput
        label={t('dialogs.field.scope')}
        value={form.scope}
        onChange={(scope) => props.onPart({ scope })}
        hint={t('dialogs.hint.scope')}
        problem={problems.scope}
        mono
      />
    </>
  );
}

function hasAdvanced(form: AccountForm): boolean {
  return (
    form.redirectPort !== '' ||
    form.redirectHost !== '127.0.0.1' ||
    form.extraParameters !== '' ||
    refreshLimits.some((name) => form[name] !== '')
  );
}

/** The port to show in the redirect URI; anything that is no port yet counts as none. */
function portOf(text: string): number | null {
  const port = Number(text.trim());
  return text.trim() !== '' && Number.isInteger(port) && port >= 1024 && port <= 65535
    ? port
    : null;
}
