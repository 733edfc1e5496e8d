/** Slack: `auth.revoke` ends the token it is called with; every answer is HTTP 200 and its `ok` counts. From its documentation. */
import { askProvider, bearer, toProbeAnswer, toRevocationAnswer } from './ask-provider.ts';
import { atHost } from './match-server.ts';
import type { KnownRecipe } from './recipe.ts';

const deadTokenErrors: readonly unknown[] = [
  'invalid_auth',
  'token_revoked',
  'token_expired',
  'account_inactive',
];

export const slackRecipe: KnownRecipe = {
  facts: {
    id: 'slack',
    provider: 'Slack',
    route: 'proprietary',
    cascade: 'unknown',
    confidence: 'documented',
    source: 'Slack Web API, auth.revoke and auth.test',
    triedLive: false,
    sideEffects: [],
    page: 'https://slack.com/apps/manage',
  },
  matches: atHost('slack.com'),
  revocationUrl: () => new URL('https://slack.com/api/auth.revoke'),
  revoke: async (deps, { token }) => {
    const url = 'https://slack.com/api/auth.revoke';
    const answer = await askProvider(deps, { url, method: 'POST', headers: bearer(token) });
    const { body } = answer;
    return toRevocationAnswer(answer, body?.ok === true && body.revoked === true);
  },
  revokes: ['access_token'],
  probe: {
    method: 'validity_probe',
    kinds: ['access_token'],
    run: async (deps, { token }) => {
      const url = 'https://slack.com/api/auth.test';
      const answer = await askProvider(deps, { url, method: 'POST', headers: bearer(token) });
      return toProbeAnswer(answer, {
        active: answer.body?.ok === true,
        inactive: answer.body?.ok === false && deadTokenErrors.includes(answer.body.error),
      });
    },
  },
};
