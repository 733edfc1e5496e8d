/** Which server and which grant: the provider and its issuer, or the endpoints of a plain OAuth 2.0 server (RFC 8414 section 2). */
import { useTranslation } from 'react-i18next';
import { grantTypes, providerIds } from '../../shared/account-definition.ts';
import { presetOf } from '../../shared/presets.ts';
import { type AccountForm, changeGrant, changeProvider } from './account-form.ts';
import { endpointNames } from './check-account-form.ts';
import type { FieldProblems } from './field-problem.ts';
import { SelectInput } from './select-input.tsx';
import { TextInput } from './text-input.tsx';

type ServerFieldsProps = {
  readonly form: AccountForm;
  readonly problems: FieldProblems;
  readonly onChange: (form: AccountForm) => void;
  /** The person left the issuer field. */
  readonly onIssuerLeft: () => void;
};

/** The provider, the grant, and what is needed to find the server. */
export function ServerFields(props: ServerFieldsProps) {
  const { t } = useTranslation();
  const { form, onChange } = props;
  return (
    <>
      <SelectInput
        label={t('dialogs.field.provider')}
        value={form.provider}
        options={providerIds.map((id) => ({ id, name: t(`dialogs.provider.${id}`) }))}
        onChange={(provider) => onChange(changeProvider(form, provider))}
        autoFocus
      />
      <SelectInput
        label={t('dialogs.grant.label')}
        value={form.grantType}
        options={grantTypes.map((id) => ({ id, name: t(`dialogs.grant.${id}`) }))}
        onChange={(grantType) => onChange(changeGrant(form, grantType))}
      />
      {presetOf(form.provider).kind === 'oauth2' ? (
        <EndpointFields {...props} />
      ) : (
        <IssuerField {...props} />
      )}
    </>
  );
}

function IssuerField({ form, problems, onChange, onIssuerLeft }: ServerFieldsProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('dialogs.field.issuer')}
      value={form.issuer}
      onChange={(issuer) => onChange({ ...form, issuer })}
      onBlur={onIssuerLeft}
      placeholder={presetOf(form.provider).issuerPlaceholder}
      problem={problems.issuer}
      type="url"
      mono
      isRequired
    />
  );
}

function EndpointFields({ form, problems, onChange }: ServerFieldsProps) {
  const { t } = useTranslation();
  return endpointNames(form.grantType).map((name) => (
    <TextInput
      key={name}
      label={t(`dialogs.field.${name}`)}
      value={form[name]}
      onChange={(value) => onChange({ ...form, [name]: value })}
      problem={problems[name]}
      hint={name === 'revocationEndpoint' ? t('dialogs.hint.revocationEndpoint') : undefined}
      isRequired={name === 'authorizationEndpoint' || name === 'tokenEndpoint'}
      type="url"
      mono
    />
  ));
}
