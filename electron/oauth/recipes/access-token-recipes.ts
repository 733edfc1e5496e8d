/** Providers that end everything of a grant when their API is called with its access token. From their documentation. */
import type { RecipeFacts } from '../../../shared/revocation-route.ts';
import {
  askProvider,
  bearer,
  isSuccess,
  type ProviderAnswer,
  toRevocationAnswer,
} from './ask-provider.ts';
import { bearerProbe } from './bearer-probe.ts';
import { atHost } from './match-server.ts';
import type { KnownRecipe, Recipe } from './recipe.ts';

type Known = Pick<RecipeFacts, 'id' | 'confidence' | 'source' | 'page'> & {
  readonly provider: string;
  readonly hosts: readonly string[];
  readonly url: string;
  readonly method?: 'POST' | 'DELETE';
  readonly cascade?: RecipeFacts['cascade'];
  /** What the provider calls success; any 2xx by default. */
  readonly isDone?: (answer: ProviderAnswer) => boolean;
  readonly probe?: Recipe['probe'];
};

function recipeOf(known: Known): KnownRecipe {
  const {
    hosts,
    url,
    method = 'POST',
    cascade = 'grant',
    isDone = isSuccess,
    probe,
    ...facts
  } = known;
  return {
    facts: { ...facts, route: 'proprietary', cascade, triedLive: false, sideEffects: [] },
    matches: atHost(...hosts),
    revocationUrl: () => new URL(url),
    revoke: async (deps, { token }) => {
      const answer = await askProvider(deps, { url, method, headers: bearer(token) });
      return toRevocationAnswer(answer, isDone(answer));
    },
    revokes: ['access_token'],
    probe: probe ?? null,
  };
}

export const accessTokenRecipes: readonly KnownRecipe[] = [
  recipeOf({
    id: 'dropbox',
    provider: 'Dropbox',
    hosts: ['api.dropboxapi.com', 'api.dropbox.com'],
    url: 'https://api.dropboxapi.com/2/auth/token/revoke',
    confidence: 'documented',
    source: 'Dropbox API, /auth/token/revoke',
    page: 'https://www.dropbox.com/account/connected_apps',
    probe: bearerProbe({
      url: 'https://api.dropboxapi.com/2/users/get_current_account',
      method: 'POST',
    }),
  }),
  recipeOf({
    id: 'facebook',
    provider: 'Facebook',
    hosts: ['graph.facebook.com'],
    url: 'https://graph.facebook.com/v24.0/me/permissions',
    method: 'DELETE',
    isDone: (answer) => isSuccess(answer) && answer.body?.success === true,
    confidence: 'reported',
    source: 'Facebook Login documentation, revoking permissions',
    page: 'https://www.facebook.com/settings?tab=applications',
  }),
  recipeOf({
    id: 'strava',
    provider: 'Strava',
    hosts: ['www.strava.com'],
    url: 'https://www.strava.com/oauth/deauthorize',
    confidence: 'reported',
    source: 'Strava developer documentation, deauthorization',
    page: 'https://www.strava.com/settings/apps',
  }),
  recipeOf({
    id: 'intercom',
    provider: 'Intercom',
    hosts: ['api.intercom.io'],
    url: 'https://api.intercom.io/auth/uninstall',
    confidence: 'reported',
    source: 'Intercom developer documentation, uninstalling an app',
    page: null,
  }),
  recipeOf({
    id: 'linear',
    provider: 'Linear',
    hosts: ['api.linear.app'],
    url: 'https://api.linear.app/oauth/revoke',
    cascade: 'unknown',
    confidence: 'reported',
    source: 'Linear developer documentation, revoking access tokens',
    page: 'https://linear.app/settings/account/security',
  }),
];
