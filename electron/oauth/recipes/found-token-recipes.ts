/** Providers that end a token for whoever holds it, without the client it was issued to: for tokens that were found. */
import type { RecipeFacts } from '../../../shared/revocation-route.ts';
import type { Secret } from '../../secret.ts';
import type { OAuthDeps } from '../oauth-deps.ts';
import type { Recognised } from '../recognise-tokens.ts';
import {
  askProvider,
  bearer,
  isSuccess,
  json,
  toProbeAnswer,
  toRevocationAnswer,
} from './ask-provider.ts';
import type { ProbeAnswer, RevocationAnswer } from './recipe.ts';

export type FoundTokenRecipe = Pick<RecipeFacts, 'confidence' | 'source' | 'triedLive'> & {
  readonly provider: string;
  readonly host: string;
  readonly ownerIsNotified: boolean;
  readonly revoke: (deps: OAuthDeps, token: Secret) => Promise<RevocationAnswer>;
  readonly probe: ((deps: OAuthDeps, token: Secret) => Promise<ProbeAnswer>) | null;
};

type Simple = Pick<FoundTokenRecipe, 'provider' | 'host' | 'confidence' | 'source'> & {
  readonly ownerIsNotified?: boolean;
  readonly revocation: (token: Secret) => Parameters<typeof askProvider>[1];
  /** What the provider calls success; any 2xx by default. */
  readonly isDone?: (answer: Awaited<ReturnType<typeof askProvider>>) => boolean;
  /** Answers 200 to a living token and 401 to a dead one. */
  readonly lookAt?: (token: Secret) => Parameters<typeof askProvider>[1];
};

function recipeOf(simple: Simple): FoundTokenRecipe {
  const { revocation, isDone = isSuccess, lookAt, ownerIsNotified = false, ...facts } = simple;
  return {
    ...facts,
    triedLive: false,
    ownerIsNotified,
    revoke: async (deps, token) => {
      const answer = await askProvider(deps, revocation(token));
      return toRevocationAnswer(answer, isDone(answer));
    },
    probe:
      lookAt === undefined
        ? null
        : async (deps, token) => {
            const answer = await askProvider(deps, lookAt(token));
            const { status } = answer;
            return toProbeAnswer(answer, { active: status === 200, inactive: status === 401 });
          },
  };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** By the provider that the token's looks name. */
export const foundTokenRecipes: Readonly<
  Record<NonNullable<Recognised['provider']>, FoundTokenRecipe>
> = {
  github: recipeOf({
    provider: 'GitHub',
    host: 'api.github.com',
    confidence: 'documented',
    source: 'GitHub REST API, credential revocation',
    ownerIsNotified: true,
    revocation: (token) => ({
      url: 'https://api.github.com/credentials/revoke',
      method: 'POST',
      headers: json,
      body: JSON.stringify({ credentials: [token.reveal()] }),
    }),
    lookAt: (token) => ({
      url: 'https://api.github.com/user',
      method: 'GET',
      headers: bearer(token),
    }),
  }),
  gitlab: recipeOf({
    provider: 'GitLab',
    host: 'gitlab.com',
    confidence: 'documented',
    source: 'GitLab documentation, personal access tokens API, revoke itself',
    revocation: (token) => ({
      url: 'https://gitlab.com/api/v4/personal_access_tokens/self',
      method: 'DELETE',
      headers: { 'private-token': token.reveal() },
    }),
    lookAt: (token) => ({
      url: 'https://gitlab.com/api/v4/personal_access_tokens/self',
      method: 'GET',
      headers: { 'private-token': token.reveal() },
    }),
  }),
  slack: recipeOf({
    provider: 'Slack',
    host: 'slack.com',
    confidence: 'documented',
    source: 'Slack Web API, auth.revoke',
    revocation: (token) => ({
      url: 'https://slack.com/api/auth.revoke',
      method: 'POST',
      headers: bearer(token),
    }),
    isDone: ({ body }) => body?.ok === true && body.revoked === true,
  }),
  google: recipeOf({
    provider: 'Google',
    host: 'oauth2.googleapis.com',
    confidence: 'documented',
    source: 'Using OAuth 2.0 for mobile and desktop apps, revoking a token',
    revocation: (token) => ({
      url: 'https://oauth2.googleapis.com/revoke',
      method: 'POST',
      headers: form,
      body: new URLSearchParams({ token: token.reveal() }).toString(),
    }),
  }),
  dropbox: recipeOf({
    provider: 'Dropbox',
    host: 'api.dropboxapi.com',
    confidence: 'documented',
    source: 'Dropbox API, /auth/token/revoke',
    revocation: (token) => ({
      url: 'https://api.dropboxapi.com/2/auth/token/revoke',
      method: 'POST',
      headers: bearer(token),
    }),
    lookAt: (token) => ({
      url: 'https://api.dropboxapi.com/2/users/get_current_account',
      method: 'POST',
      headers: bearer(token),
    }),
  }),
  linear: recipeOf({
    provider: 'Linear',
    host: 'api.linear.app',
    confidence: 'reported',
    source: 'Linear developer documentation, revoking access tokens',
    revocation: (token) => ({
      url: 'https://api.linear.app/oauth/revoke',
      method: 'POST',
      headers: bearer(token),
    }),
  }),
};
