/** Providers whose own API ends the refresh token alone, so that access tokens live on to their end. From their documentation. */
import { askProvider, isSuccess, toRevocationAnswer } from './ask-provider.ts';
import { atHost } from './match-server.ts';
import type { KnownRecipe } from './recipe.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const common = { route: 'proprietary', triedLive: false } as const;

/** HubSpot wants the token in the path; nothing of an address but its host is ever logged here. */
export const hubspotRecipe: KnownRecipe = {
  facts: {
    ...common,
    id: 'hubspot',
    provider: 'HubSpot',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'HubSpot API, delete a refresh token (v1, until February 2027)',
    sideEffects: ['ends_other_tools'],
    page: 'https://app.hubspot.com/l/integrations-settings/',
  },
  matches: atHost('api.hubapi.com'),
  revocationUrl: () => new URL('https://api.hubapi.com/oauth/v1/refresh-tokens'),
  revoke: async (deps, { token }) => {
    const url = `https://api.hubapi.com/oauth/v1/refresh-tokens/${encodeURIComponent(token.reveal())}`;
    const answer = await askProvider(deps, { url, method: 'DELETE' });
    return toRevocationAnswer(answer, isSuccess(answer));
  },
  revokes: ['refresh_token'],
  probe: null,
};

export const asanaRecipe: KnownRecipe = {
  facts: {
    ...common,
    id: 'asana',
    provider: 'Asana',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'Asana developer documentation, OAuth, token deauthorization',
    sideEffects: [],
    page: 'https://app.asana.com/0/my-apps',
  },
  matches: atHost('app.asana.com'),
  revocationUrl: () => new URL('https://app.asana.com/-/oauth_revoke'),
  revoke: async (deps, { clientId, clientSecret, token }) => {
    const fields = new URLSearchParams({
      client_id: clientId,
      ...(clientSecret === null ? {} : { client_secret: clientSecret.reveal() }),
      token: token.reveal(),
    });
    const url = 'https://app.asana.com/-/oauth_revoke';
    const answer = await askProvider(deps, {
      url,
      method: 'POST',
      headers: form,
      body: `${fields}`,
    });
    return toRevocationAnswer(answer, isSuccess(answer));
  },
  revokes: ['refresh_token'],
  probe: null,
};
