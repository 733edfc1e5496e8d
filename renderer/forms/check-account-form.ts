/** Turns what was typed into what main accepts, by the schema that main uses, or into one problem at each field. */
import type { z } from 'zod';
import {
  type AccountDefinition,
  type AccountEdit,
  accountDefinitionSchema,
  accountEditSchema,
  clientSecretSchema,
  type GrantType,
} from '../../shared/account-definition.ts';
import { presetOf } from '../../shared/presets.ts';
import type { AccountForm, ChangeableForm, FieldName } from './account-form.ts';
import { checkEndpoint, checkIssuer } from './check-address.ts';
import { parseExtraParameters } from './extra-parameters.ts';
import type { FieldProblem, FieldProblems } from './field-problem.ts';
import { readRefreshLimits } from './refresh-limits.ts';

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: FieldProblems };

export type NewAccount = {
  readonly definition: AccountDefinition;
  readonly clientSecret: string | null;
};

/**
 * The request for a first grant; `suggestion` stands in where no label was typed. `secretHeld`: the keychain has this
 * client's secret already.
 */
export function checkAccountForm(
  form: AccountForm,
  suggestion: string,
  secretHeld = false,
): Checked<NewAccount> {
  // Without an address there is no suggestion: then the address is what is missing, not the label.
  const label = form.label.trim() || suggestion || form.provider;
  const { typed, problems } = readChangeable({ ...form, label }, form.grantType);
  const custom = presetOf(form.provider).kind === 'oauth2';
  const candidate = {
    ...typed,
    provider: form.provider,
    grantType: form.grantType,
    clientId: form.clientId,
    issuer: custom ? null : form.issuer,
    endpoints: custom ? endpointsOf(form) : null,
  };
  const parsed = accountDefinitionSchema.safeParse(candidate);
  const found = {
    ...problemsOf(parsed),
    ...secretProblem(form, secretHeld),
    ...problems,
    ...addressProblems(form, custom),
  };
  if (!parsed.success || Object.keys(found).length > 0) return { ok: false, problems: found };
  return {
    ok: true,
    value: { definition: parsed.data, clientSecret: form.clientSecret || null },
  };
}

/** The request for an edit; `clientSecret` undefined keeps what is stored, null erases it. */
export function checkEditForm(
  form: ChangeableForm,
  clientSecret: string | null | undefined,
  grantType: GrantType = 'authorization_code',
): Checked<AccountEdit> {
  const { typed, problems } = readChangeable(form, grantType);
  const parsed = accountEditSchema.safeParse({
    ...typed,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  });
  const found = { ...problemsOf(parsed), ...problems };
  if (!parsed.success || Object.keys(found).length > 0) return { ok: false, problems: found };
  return { ok: true, value: parsed.data };
}

function readChangeable(
  form: ChangeableForm,
  grantType: GrantType,
): {
  readonly typed: Record<Exclude<keyof AccountEdit, 'clientSecret'>, unknown>;
  readonly problems: FieldProblems;
} {
  const extra = parseExtraParameters(form.extraParameters, grantType);
  // A field that is not shown cannot be corrected either.
  const shown =
    grantType === 'client_credentials'
      ? { ...form, redirectPort: '', refreshInactivity: '' }
      : form;
  const port = shown.redirectPort.trim();
  const portOk = port === '' || /^\d{1,5}$/.test(port);
  const limits = readRefreshLimits(shown);
  return {
    typed: {
      label: form.label,
      tags: splitTags(form.tags),
      environment: form.environment,
      scope: form.scope.trim().split(/\s+/).join(' '),
      redirectPort: port === '' || !portOk ? null : Number(port),
      redirectHost: form.redirectHost,
      extraParameters: extra.ok ? extra.value : {},
      automaticRefresh: form.automaticRefresh,
      ...limits.typed,
    },
    problems: {
      ...limits.problems,
      ...(portOk ? {} : { redirectPort: { key: 'port' } }),
      ...(extra.ok ? {} : { extraParameters: extra.problem }),
    },
  };
}

function splitTags(text: string): string[] {
  const tags = text.split(/[,，]/).map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

function endpointsOf(form: AccountForm) {
  return {
    authorization: form.grantType === 'client_credentials' ? null : form.authorizationEndpoint,
    token: form.tokenEndpoint,
    revocation: form.revocationEndpoint.trim() || null,
    introspection: form.introspectionEndpoint.trim() || null,
  };
}

function addressProblems(form: AccountForm, custom: boolean): FieldProblems {
  const names = custom ? endpointNames(form.grantType) : (['issuer'] as const);
  const check = custom ? checkEndpoint : checkIssuer;
  const found: Partial<Record<FieldName, FieldProblem>> = {};
  for (const name of names) {
    const text = form[name].trim();
    const problem = text === '' ? null : check(text);
    if (problem !== null) found[name] = problem;
  }
  return found;
}

/** The endpoints that an account of this grant has; nobody is sent to an authorization endpoint without a browser. */
export function endpointNames(grantType: GrantType) {
  const names = ['tokenEndpoint', 'revocationEndpoint', 'introspectionEndpoint'] as const;
  return grantType === 'client_credentials'
    ? names
    : (['authorizationEndpoint', ...names] as const);
}

function secretProblem(
  { clientSecret, grantType }: AccountForm,
  secretHeld: boolean,
): FieldProblems {
  if (clientSecret === '') {
    const isMissing = grantType === 'client_credentials' && !secretHeld;
    return isMissing ? { clientSecret: { key: 'required' } } : {};
  }
  const parsed = clientSecretSchema.safeParse(clientSecret);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? {} : { clientSecret: problemOfIssue(issue) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(parsed: z.ZodSafeParseResult<unknown>): FieldProblems {
  const found: Partial<Record<FieldName, FieldProblem>> = {};
  for (const issue of parsed.error?.issues ?? []) {
    const field = fieldOf(issue.path);
    if (field !== null && found[field] === undefined) found[field] = problemOfIssue(issue);
  }
  return found;
}

const endpointFields: Readonly<Record<string, FieldName>> = {
  authorization: 'authorizationEndpoint',
  token: 'tokenEndpoint',
  revocation: 'revocationEndpoint',
  introspection: 'introspectionEndpoint',
};

function fieldOf(path: readonly PropertyKey[]): FieldName | null {
  const [first, second] = path;
  if (first === 'endpoints') return endpointFields[String(second)] ?? 'authorizationEndpoint';
  return first === undefined ? null : (String(first) as FieldName);
}

function problemOfIssue(issue: Issue): FieldProblem {
  const [field, part] = issue.path;
  if (field === 'redirectPort') return { key: 'port' };
  if (field === 'extraParameters') {
    return { key: part === undefined ? 'parameter_too_many' : 'parameter_too_long' };
  }
  if (field === 'tags') return { key: part === undefined ? 'too_many_tags' : 'tag_too_long' };
  if (issue.code === 'too_small') return { key: 'required' };
  if (issue.code === 'too_big') return { key: 'too_long', maximum: Number(issue.maximum) };
  if (issue.code === 'custom') return { key: 'control_characters' };
  return { key: 'generic' };
}
