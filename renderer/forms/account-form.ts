/** What a person typed about an account, as text, before any check; and how an account fills it (add another like this). */
import type {
  AccountDefinition,
  AutomaticRefreshMode,
  Environment,
  GrantType,
  ProviderId,
  RedirectHost,
} from '../../shared/account-definition.ts';
import { presetOf } from '../../shared/presets.ts';
import { hoursText, minutesText } from './refresh-limits.ts';

/** The part that may change while tokens are held. */
export type ChangeableForm = {
  readonly label: string;
  readonly tags: string;
  readonly environment: Environment;
  readonly scope: string;
  readonly redirectPort: string;
  readonly redirectHost: RedirectHost;
  readonly extraParameters: string;
  readonly automaticRefresh: AutomaticRefreshMode;
  /** In minutes. */
  readonly minimumLeft: string;
  /** In hours. */
  readonly refreshInactivity: string;
};

export type AccountForm = ChangeableForm & {
  readonly provider: ProviderId;
  readonly grantType: GrantType;
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly revocationEndpoint: string;
  readonly introspectionEndpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

export type FieldName = keyof AccountForm;

/** An untouched form of one provider. */
export function emptyForm(provider: ProviderId): AccountForm {
  return {
    provider,
    grantType: 'authorization_code',
    clientId: '',
    clientSecret: '',
    label: '',
    tags: '',
    environment: 'none',
    redirectHost: '127.0.0.1',
    automaticRefresh: 'on',
    minimumLeft: '',
    refreshInactivity: '',
    ...presetFields({ provider, grantType: 'authorization_code' }),
  };
}

const filledByPreset = [
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'revocationEndpoint',
  'introspectionEndpoint',
  'scope',
  'redirectPort',
  'extraParameters',
] as const satisfies readonly FieldName[];
type PresetFields = Readonly<Record<(typeof filledByPreset)[number], string>>;

type Choice = Pick<AccountForm, 'provider' | 'grantType'>;

function presetFields(choice: Choice): PresetFields {
  const { issuer, endpoints, redirectPort, extraParameters = {} } = presetOf(choice.provider);
  return {
    issuer,
    authorizationEndpoint: endpoints?.authorization ?? '',
    tokenEndpoint: endpoints?.token ?? '',
    revocationEndpoint: endpoints?.revocation ?? '',
    introspectionEndpoint: endpoints?.introspection ?? '',
    scope: usualScope(choice),
    redirectPort: redirectPort === undefined ? '' : String(redirectPort),
    extraParameters: parametersText(extraParameters),
  };
}

/** The form with another provider: what the person typed stays, what the old preset had filled in is replaced. */
export function changeProvider(form: AccountForm, provider: ProviderId): AccountForm {
  const before = presetFields(form);
  const after = presetFields({ ...form, provider });
  const untouched = filledByPreset.filter((name) => form[name] === before[name]);
  const filled = Object.fromEntries(untouched.map((name) => [name, after[name]]));
  return { ...form, ...filled, provider };
}

/** The form with another grant: scopes that are about a person go where nobody signs in, and come back. */
export function changeGrant(form: AccountForm, grantType: GrantType): AccountForm {
  const isUsual = form.scope === usualScope(form);
  return { ...form, grantType, scope: isUsual ? usualScope({ ...form, grantType }) : form.scope };
}

function usualScope({ provider, grantType }: Choice): string {
  return grantType === 'client_credentials' ? '' : presetOf(provider).scope;
}

/** Everything of an account but its secret and its label, which are another account's own. */
export function formLike(definition: AccountDefinition): AccountForm {
  return { ...formOf(definition), label: '' };
}

/** An account's definition as text; the secret is never here to be shown. */
export function formOf(definition: AccountDefinition): AccountForm {
  return {
    ...emptyForm(definition.provider),
    ...changeableFormOf(definition),
    grantType: definition.grantType,
    issuer: definition.issuer ?? '',
    authorizationEndpoint: definition.endpoints?.authorization ?? '',
    tokenEndpoint: definition.endpoints?.token ?? '',
    revocationEndpoint: definition.endpoints?.revocation ?? '',
    introspectionEndpoint: definition.endpoints?.introspection ?? '',
    clientId: definition.clientId,
  };
}

/** The changeable part of a definition as text. */
export function changeableFormOf(definition: AccountDefinition): ChangeableForm {
  return {
    label: definition.label,
    tags: definition.tags.join(', '),
    environment: definition.environment,
    scope: definition.scope,
    redirectPort: definition.redirectPort === null ? '' : String(definition.redirectPort),
    redirectHost: definition.redirectHost,
    extraParameters: parametersText(definition.extraParameters),
    automaticRefresh: definition.automaticRefresh,
    minimumLeft: minutesText(definition.minimumLeftSeconds),
    refreshInactivity: hoursText(definition.refreshInactivityHours),
  };
}

function parametersText(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

/** True when both name the same client of the same server for the same grant: what a secret is bound to. */
export function sameClient(a: AccountForm, b: AccountForm): boolean {
  return clientFields.every((name) => a[name].trim() === b[name].trim());
}

const clientFields = [
  'provider',
  'grantType',
  'issuer',
  'authorizationEndpoint',
  'tokenEndpoint',
  'revocationEndpoint',
  'introspectionEndpoint',
  'clientId',
] as const satisfies readonly FieldName[];

/** True when the forms hold the same text in every field. */
export function sameForm<F extends ChangeableForm>(a: F, b: F): boolean {
  return (Object.keys(a) as (keyof F)[]).every((name) => a[name] === b[name]);
}
