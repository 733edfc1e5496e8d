/** Providers with a revocation endpoint as RFC 7009 has it, and what is known beyond that: cascade, proof, their page. */
import type { TokenKind } from '../../../shared/account-view.ts';
import type { RecipeFacts } from '../../../shared/revocation-route.ts';
import type { Server } from '../../account-record.ts';
import { introspectToken } from '../introspection.ts';
import { revokeToken } from '../revocation.ts';
import { bearerProbe } from './bearer-probe.ts';
import { atDomain, atHost } from './match-server.ts';
import type { KnownRecipe, Recipe } from './recipe.ts';

type Known = Pick<RecipeFacts, 'id' | 'cascade' | 'confidence' | 'source'> & {
  readonly provider: string;
  readonly matches: (server: Server) => boolean;
  /** Where the metadata names none. */
  readonly endpoint?: string;
  readonly revokes?: readonly TokenKind[];
  readonly probe?: Recipe['probe'];
  readonly page?: string;
};

const both: readonly TokenKind[] = ['refresh_token', 'access_token'];

function recipeOf({
  matches,
  endpoint = '',
  revokes = both,
  probe,
  page,
  ...facts
}: Known): KnownRecipe {
  const endpointOf = (server: Server): string => server.revocationEndpoint ?? endpoint;
  return {
    facts: { ...facts, route: 'rfc7009', triedLive: false, sideEffects: [], page: page ?? null },
    matches: (server) => matches(server) && endpointOf(server) !== '',
    revocationUrl: (server) => new URL(endpointOf(server)),
    revoke: (deps, args) => {
      const server = { ...args.server, revocationEndpoint: endpointOf(args.server) };
      return revokeToken(deps, { ...args, server });
    },
    revokes,
    probe: probe ?? null,
  };
}

const byIntrospection: Recipe['probe'] = {
  method: 'introspection',
  kinds: both,
  run: async (deps, args) =>
    args.server.introspectionEndpoint === null
      ? { state: 'inconclusive', httpStatus: null }
      : introspectToken(deps, args),
};

/** In no particular order: no server matches two. */
export const revocationEndpointRecipes: readonly KnownRecipe[] = [
  recipeOf({
    id: 'google',
    provider: 'Google',
    matches: atHost('oauth2.googleapis.com'),
    endpoint: 'https://oauth2.googleapis.com/revoke',
    cascade: 'grant',
    confidence: 'documented',
    source: 'Using OAuth 2.0 for mobile and desktop apps, revoking a token',
    page: 'https://myaccount.google.com/connections',
  }),
  recipeOf({
    id: 'okta',
    provider: 'Okta',
    matches: atDomain('okta.com', 'oktapreview.com', 'okta-emea.com'),
    cascade: 'refresh_ends_access',
    confidence: 'documented',
    source: 'Okta developer guide, revoke tokens',
    probe: byIntrospection,
  }),
  recipeOf({
    id: 'auth0',
    provider: 'Auth0',
    matches: atDomain('auth0.com'),
    cascade: 'unknown',
    confidence: 'reported',
    source: 'Auth0 Authentication API, revoke refresh token',
    revokes: ['refresh_token'],
  }),
  recipeOf({
    id: 'cognito',
    provider: 'Amazon Cognito',
    matches: atDomain('amazoncognito.com'),
    cascade: 'refresh_ends_access',
    confidence: 'documented',
    source: 'Amazon Cognito developer guide, revoke endpoint',
    revokes: ['refresh_token'],
  }),
  recipeOf({
    id: 'gitlab',
    provider: 'GitLab',
    matches: atHost('gitlab.com'),
    endpoint: 'https://gitlab.com/oauth/revoke',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'GitLab documentation, OAuth 2.0 identity provider API',
    probe: bearerProbe({ url: 'https://gitlab.com/oauth/token/info' }),
    page: 'https://gitlab.com/-/user_settings/applications',
  }),
  recipeOf({
    id: 'salesforce',
    provider: 'Salesforce',
    matches: atDomain('salesforce.com'),
    cascade: 'refresh_ends_access',
    confidence: 'documented',
    source: 'Salesforce help, revoke OAuth tokens',
    probe: byIntrospection,
  }),
  recipeOf({
    id: 'discord',
    provider: 'Discord',
    matches: atHost('discord.com'),
    endpoint: 'https://discord.com/api/oauth2/token/revoke',
    cascade: 'grant',
    confidence: 'documented',
    source: 'Discord developer documentation, OAuth2, token revocation',
    probe: bearerProbe({ url: 'https://discord.com/api/oauth2/@me' }),
  }),
  recipeOf({
    id: 'twitch',
    provider: 'Twitch',
    matches: atHost('id.twitch.tv'),
    endpoint: 'https://id.twitch.tv/oauth2/revoke',
    cascade: 'token',
    confidence: 'documented',
    source: 'Twitch developer documentation, revoking access tokens',
    revokes: ['access_token'],
    probe: bearerProbe({ url: 'https://id.twitch.tv/oauth2/validate', scheme: 'OAuth' }),
    page: 'https://www.twitch.tv/settings/connections',
  }),
  recipeOf({
    id: 'x',
    provider: 'X',
    matches: atHost('api.x.com', 'api.twitter.com'),
    endpoint: 'https://api.x.com/2/oauth2/revoke',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'X developer documentation, OAuth 2.0 user access token',
    probe: bearerProbe({ url: 'https://api.x.com/2/users/me' }),
  }),
  recipeOf({
    id: 'box',
    provider: 'Box',
    matches: atHost('api.box.com'),
    endpoint: 'https://api.box.com/oauth2/revoke',
    cascade: 'refresh_ends_access',
    confidence: 'documented',
    source: 'Box developer documentation, revoke access token',
  }),
  recipeOf({
    id: 'zoom',
    provider: 'Zoom',
    matches: atHost('zoom.us'),
    endpoint: 'https://zoom.us/oauth/revoke',
    cascade: 'unknown',
    confidence: 'reported',
    source: 'Zoom developer documentation, OAuth, revoking an access token',
  }),
];
