/** What a person says about an account before any token exists, with the bounds of every field. */
import { z } from './zod.ts';

export const providerIds = [
  'custom_oidc',
  'custom_oauth2',
  'keycloak',
  'gitlab',
  'atlassian',
  'box',
] as const;
export type ProviderId = (typeof providerIds)[number];

/** Servers without metadata: their accounts name endpoints instead of an issuer. */
export const plainOAuth2Providers: readonly ProviderId[] = ['custom_oauth2', 'atlassian', 'box'];

export const environments = ['none', 'production', 'staging', 'development'] as const;
export type Environment = (typeof environments)[number];

export const redirectHosts = ['127.0.0.1', 'localhost'] as const;
export type RedirectHost = (typeof redirectHosts)[number];

/** Authorization request parameters that Tokenward sets itself (RFC 6749 4.1.1, RFC 7636 4.3, OIDC Core 3.1.2.1). */
export const reservedParameters: readonly string[] = [
  'client_id',
  'client_secret',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'request',
  'request_uri',
];

/** What a token request says by itself, beyond the above (RFC 6749 section 4.4.2, RFC 7521 section 4.2). */
const reservedTokenParameters: readonly string[] = [
  ...reservedParameters,
  'grant_type',
  'client_assertion',
  'client_assertion_type',
];

/** How an account gets its tokens (RFC 6749 sections 4.1 and 4.4). `client_credentials` needs no person and no browser. */
export const grantTypes = ['authorization_code', 'client_credentials'] as const;
export type GrantType = (typeof grantTypes)[number];

/** The parameters that no account of this grant may set itself. */
export function reservedParametersOf(grantType: GrantType): readonly string[] {
  return grantType === 'client_credentials' ? reservedTokenParameters : reservedParameters;
}

/** `in_use`: only while its token was copied within the last 24 hours or its last lifetime, whichever is longer. */
export const automaticRefreshModes = ['on', 'off', 'in_use'] as const;
export type AutomaticRefreshMode = (typeof automaticRefreshModes)[number];

const minimumLeftSeconds = z.number().int().min(0).max(86_400).nullable();
const refreshInactivityHours = z.number().int().min(1).max(87_600).nullable();

const noControls = (text: string): boolean => ![...text].some((c) => c < ' ' || c === '\u007f');
const line = (max: number) => z.string().trim().max(max).refine(noControls, 'control_characters');
const url = z.string().trim().min(1).max(2048).refine(noControls, 'control_characters');

export const endpointsSchema = z.strictObject({
  /** Null where no browser is ever sent there: exactly for `client_credentials`. */
  authorization: url.nullable(),
  token: url,
  revocation: url.nullable(),
  introspection: url.nullable(),
});
export type CustomEndpoints = Readonly<z.infer<typeof endpointsSchema>>;

const extraParametersSchema = z
  .record(z.string().min(1).max(64), z.string().max(1024).refine(noControls, 'control_characters'))
  .refine((all) => Object.keys(all).length <= 20, 'too_many')
  .refine(
    (all) => Object.keys(all).every((name) => !reservedParameters.includes(name)),
    'reserved',
  );

export const clientSecretSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\u0000'), 'control_characters');

/** Fields that may change while tokens are held. */
const changeable = {
  label: line(120).min(1),
  tags: z.array(line(40).min(1)).max(20),
  environment: z.enum(environments),
  scope: line(2048),
  redirectPort: z.number().int().min(1024).max(65535).nullable(),
  redirectHost: z.enum(redirectHosts),
  extraParameters: extraParametersSchema,
  automaticRefresh: z.enum(automaticRefreshModes).default('on'),
  /** Refreshed by itself, and before a copy, once fewer seconds than this are left; null: the app's own rule. */
  minimumLeftSeconds: minimumLeftSeconds.default(null),
  /** The refresh token dies when it was not used for this long; null: no such limit is known. */
  refreshInactivityHours: refreshInactivityHours.default(null),
};

/** Exactly one of `issuer` and `endpoints` is set: an OpenID Connect or RFC 8414 server, or a plain OAuth 2.0 one. */
export const accountDefinitionSchema = z
  .strictObject({
    provider: z.enum(providerIds),
    grantType: z.enum(grantTypes).default('authorization_code'),
    issuer: url.nullable(),
    endpoints: endpointsSchema.nullable(),
    clientId: line(512).min(1),
    ...changeable,
  })
  .refine((it) => (it.issuer === null) !== (it.endpoints === null), 'issuer_or_endpoints')
  .refine(
    (it) => plainOAuth2Providers.includes(it.provider) === (it.endpoints !== null),
    'issuer_or_endpoints',
  )
  .refine(
    ({ endpoints, grantType }) =>
      endpoints === null ||
      (endpoints.authorization === null) === (grantType === 'client_credentials'),
    { path: ['endpoints', 'authorization'], error: 'authorization_endpoint' },
  )
  .refine(
    ({ extraParameters, grantType }) =>
      Object.keys(extraParameters).every((name) => !reservedParametersOf(grantType).includes(name)),
    { path: ['extraParameters'], error: 'reserved' },
  );
export type AccountDefinition = Readonly<z.infer<typeof accountDefinitionSchema>>;

/** `clientSecret`: absent keeps what is stored, `null` erases it, a text replaces it. */
export const accountEditSchema = z.strictObject({
  ...changeable,
  // Without the default of the definition: what is absent stays as it was.
  automaticRefresh: z.enum(automaticRefreshModes).exactOptional(),
  minimumLeftSeconds: minimumLeftSeconds.exactOptional(),
  refreshInactivityHours: refreshInactivityHours.exactOptional(),
  clientSecret: clientSecretSchema.nullable().optional(),
});
export type AccountEdit = Readonly<z.infer<typeof accountEditSchema>>;
