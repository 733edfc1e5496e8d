/** What is known of a provider beforehand: pure data that fills the form; the server's own metadata always wins. */
import type { ProviderId } from './account-definition.ts';

export type Preset = {
  readonly id: ProviderId;
  /** A proper name, the same in every language; null where the catalogue names the choice. */
  readonly name: string | null;
  readonly kind: 'oidc' | 'oauth2';
  readonly issuer: string;
  readonly issuerPlaceholder: string;
  readonly scope: string;
  /** How long the grant lasts from the sign-in on, however often it is used; ms. */
  readonly refreshLifetimeMs?: number;
  /** The refresh token ends when it was not used for this long; ms. */
  readonly refreshInactivityMs?: number;
};

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
];

/** The preset of an id; the ids are closed, so there is always one. */
export function presetOf(id: ProviderId): Preset {
  const preset = presets.find((it) => it.id === id);
  if (preset === undefined) throw new Error(`no preset for ${id}`);
  return preset;
}
