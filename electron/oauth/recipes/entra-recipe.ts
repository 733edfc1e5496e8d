/**
 * Microsoft Entra ID ends no token; it ends all sessions of the person, in every app, when asked with a Graph access token
 * that has the permission for it. From Microsoft Graph's documentation of `revokeSignInSessions`.
 */
import { askProvider, bearer, isSuccess, toRevocationAnswer } from './ask-provider.ts';
import { atHost } from './match-server.ts';
import { type KnownRecipe, unsupportedHere } from './recipe.ts';

const url = 'https://graph.microsoft.com/v1.0/me/revokeSignInSessions';

/** Access tokens live on for about an hour, and the sessions' end takes minutes to arrive. */
export const entraRecipe: KnownRecipe = {
  facts: {
    id: 'entra',
    provider: 'Microsoft Entra ID',
    route: 'sessions',
    cascade: 'sessions',
    confidence: 'documented',
    source: 'Microsoft Graph, user: revokeSignInSessions',
    triedLive: false,
    sideEffects: ['ends_all_apps', 'takes_minutes'],
    page: 'https://myapps.microsoft.com',
  },
  matches: atHost('login.microsoftonline.com'),
  revocationUrl: () => new URL(url),
  revoke: async (deps, { accessToken }) => {
    if (accessToken === null) return unsupportedHere;
    const answer = await askProvider(deps, { url, method: 'POST', headers: bearer(accessToken) });
    return toRevocationAnswer(answer, isSuccess(answer));
  },
  revokes: ['refresh_token'],
  probe: null,
};
