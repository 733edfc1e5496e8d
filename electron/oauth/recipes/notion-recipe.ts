/** Notion: revocation and introspection of its own shape, JSON and Basic. From its documentation and official SDK. */

import type { OAuthDeps } from '../oauth-deps.ts';
import {
  askProvider,
  basic,
  isSuccess,
  json,
  toProbeAnswer,
  toRevocationAnswer,
} from './ask-provider.ts';
import { atHost } from './match-server.ts';
import type { KnownRecipe, TokenAtServer } from './recipe.ts';

const api = 'https://api.notion.com/v1/oauth';

function post(deps: OAuthDeps, path: string, { clientId, clientSecret, token }: TokenAtServer) {
  return askProvider(deps, {
    url: `${api}/${path}`,
    method: 'POST',
    headers: { ...json, ...(clientSecret === null ? {} : basic(clientId, clientSecret)) },
    body: JSON.stringify({ token: token.reveal() }),
  });
}

export const notionRecipe: KnownRecipe = {
  facts: {
    id: 'notion',
    provider: 'Notion',
    route: 'proprietary',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'Notion API, revoke token and introspect token',
    triedLive: false,
    sideEffects: [],
    page: 'https://www.notion.so/profile/integrations',
  },
  matches: atHost('api.notion.com'),
  revocationUrl: () => new URL(`${api}/revoke`),
  revoke: async (deps, args) => {
    const answer = await post(deps, 'revoke', args);
    return toRevocationAnswer(answer, isSuccess(answer));
  },
  revokes: ['refresh_token', 'access_token'],
  probe: {
    method: 'introspection',
    kinds: ['refresh_token', 'access_token'],
    run: async (deps, args) => {
      const answer = await post(deps, 'introspect', args);
      const active = answer.status === 200 ? answer.body?.active : undefined;
      return toProbeAnswer(answer, { active: active === true, inactive: active === false });
    },
  },
};
