/** What is known of a provider beforehand: pure data that fills the form; the server's own metadata always wins. */
import type { CustomEndpoints, ProviderId } from './account-definition.ts';

export type Preset = {
  readonly id: ProviderId;
  /** A proper name, the same in every language; null where the catalogue names the choice. */
  readonly name: string | null;
  readonly kind: 'oidc' | 'oauth2';
  readonly issuer: string;
  readonly issuerPlaceholder: string;
  readonly scope: string;
  /** Of a plain OAuth 2.0 server; left out, the person enters them. */
  readonly endpoints?: CustomEndpoints;
  readonly extraParameters?: Readonly<Record<string, string>>;
  /** Where the provider compares the redirect URI letter by letter; left out: any free port. */
  readonly redirectPort?: number;
  /** How long the grant lasts from the sign-in on, however often it is used; ms. */
  readonly refreshLifetimeMs?: number;
  /** The refresh token ends when it was not used for this long; ms. */
  readonly refreshInactivityMs?: number;
};

const dayMs = 24 * 3_600_000;

export const presets: readonly Preset[] = [
  {
    id: 'custom_oidc',
    name: null,
    kind: 'oidc',
    issuer: '',
    issuerPlaceholder: 'https://id.example.com',
    scope: 'openid profile email offline_access',
  },
  {
    id: 'custom_oauth2',
    name: null,
    kind: 'oauth2',
    issuer: '',
    issuerPlaceholder: '',
    scope: '',
  },
  {
    id: 'keycloak',
    name: 'Keycloak',
    kind: 'oidc',
    issuer: '',
    issuerPlaceholder: 'https://keycloak.example.com/realms/my-realm',
    scope: 'openid profile email',
  },
  {
    id: 'gitlab',
    name: 'GitLab',
    kind: 'oidc',
    issuer: 'https://gitlab.com',
    issuerPlaceholder: 'https://gitlab.example.com',
    scope: 'openid profile email read_api',
  },
  {
    id: 'atlassian',
    name: 'Atlassian',
    kind: 'oauth2',
    issuer: '',
    issuerPlaceholder: '',
    scope: 'offline_access read:me',
    endpoints: {
      authorization: 'https://auth.atlassian.com/authorize',
      token: 'https://auth.atlassian.com/oauth/token',
      // None is documented: access is ended at id.atlassian.com.
      revocation: null,
      introspection: null,
    },
    extraParameters: { audience: 'api.atlassian.com' },
    redirectPort: 8765,
    // Atlassian's developer documentation, OAuth 2.0 (3LO) apps, rotating refresh tokens: each ends after 90 days
    // without use, and the grant 365 days after the consent.
    refreshInactivityMs: 90 * dayMs,
    refreshLifetimeMs: 365 * dayMs,
  },
  {
    id: 'box',
    name: 'Box',
    kind: 'oauth2',
    issuer: '',
    issuerPlaceholder: '',
    scope: '',
    endpoints: {
      authorization: 'https://account.box.com/api/oauth2/authorize',
      token: 'https://api.box.com/oauth2/token',
      revocation: 'https://api.box.com/oauth2/revoke',
      introspection: null,
    },
    redirectPort: 8765,
    // Box's developer documentation, refresh access token: good for one use within 60 days; each use brings a new one.
    refreshInactivityMs: 60 * dayMs,
  },
];

/** The preset of an id; the ids are closed, so there is always one. */
export function presetOf(id: ProviderId): Preset {
  const preset = presets.find((it) => it.id === id);
  if (preset === undefined) throw new Error(`no preset for ${id}`);
  return preset;
}
