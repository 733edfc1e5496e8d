/**
 * GitHub: with the client's secret the whole grant is deleted; without it each token is handed to the endpoint for leaked
 * credentials, which tells the owner. From GitHub's REST API documentation, never run against the live service.
 */

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
import type { KnownRecipe, RevocationAnswer, TokenAtServer } from './recipe.ts';

const api = 'https://api.github.com';
const headers = { ...json, accept: 'application/vnd.github+json' };

/** `POST /credentials/revoke` takes no authentication and answers 202. */
async function handInToken(deps: OAuthDeps, { token }: TokenAtServer): Promise<RevocationAnswer> {
  const answer = await askProvider(deps, {
    url: `${api}/credentials/revoke`,
    method: 'POST',
    headers,
    body: JSON.stringify({ credentials: [token.reveal()] }),
  });
  return toRevocationAnswer(answer, isSuccess(answer));
}

/** `DELETE /applications/{client_id}/grant` wants an access token of the grant and answers 204. */
async function deleteGrant(deps: OAuthDeps, args: TokenAtServer): Promise<RevocationAnswer> {
  const { clientId, clientSecret, token } = args;
  if (clientSecret === null || args.kind === 'refresh_token') return handInToken(deps, args);
  const answer = await askProvider(deps, {
    url: `${api}/applications/${encodeURIComponent(clientId)}/grant`,
    method: 'DELETE',
    headers: { ...headers, ...basic(clientId, clientSecret) },
    body: JSON.stringify({ access_token: token.reveal() }),
  });
  return toRevocationAnswer(answer, isSuccess(answer));
}

export const githubRecipe: KnownRecipe = {
  facts: {
    id: 'github',
    provider: 'GitHub',
    route: 'proprietary',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'GitHub REST API, OAuth authorizations and credential revocation',
    triedLive: false,
    sideEffects: ['owner_is_notified', 'ends_other_tools'],
    page: 'https://github.com/settings/applications',
  },
  matches: atHost('github.com'),
  revocationUrl: () => new URL(api),
  revoke: deleteGrant,
  revokes: ['refresh_token', 'access_token'],
  probe: {
    method: 'validity_probe',
    kinds: ['access_token'],
    run: async (deps, { clientId, clientSecret, token }) => {
      if (clientSecret === null) return { state: 'inconclusive', httpStatus: null };
      const answer = await askProvider(deps, {
        url: `${api}/applications/${encodeURIComponent(clientId)}/token`,
        method: 'POST',
        headers: { ...headers, ...basic(clientId, clientSecret) },
        body: JSON.stringify({ access_token: token.reveal() }),
      });
      const { status } = answer;
      return toProbeAnswer(answer, { active: status === 200, inactive: status === 404 });
    },
  },
};
