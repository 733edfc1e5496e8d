/** Each proprietary way of ending a token against a transcript of what the provider documents; none was tried live. */
import { describe, expect, it } from 'vitest';
import { chooseRecipe } from '../../../../electron/oauth/recipes/choose-recipe.ts';
import type { TokenAtServer } from '../../../../electron/oauth/recipes/recipe.ts';
import { createTranscript, type Exchange, tokenAt } from '../../../fixtures/oauth-transcript.ts';

const withSecret = `Basic ${Buffer.from('client-1:secret-1').toString('base64')}`;

type Documented = {
  readonly name: string;
  readonly tokenEndpoint: string;
  readonly change?: Partial<TokenAtServer>;
  readonly revocation: Exchange;
  /** Answers with which the provider says no. */
  readonly refusals: readonly (readonly [number, string])[];
};

const documented: readonly Documented[] = [
  {
    name: 'GitHub, with the secret: the grant is deleted',
    tokenEndpoint: 'https://github.com/login/oauth/access_token',
    revocation: {
      request: {
        method: 'DELETE',
        url: 'https://api.github.com/applications/client-1/grant',
        authorization: withSecret,
        body: '{"access_token":"token-1"}',
      },
      status: 204,
    },
    refusals: [
      [404, '{"message":"Not Found"}'],
      [422, '{"message":"Validation Failed"}'],
    ],
  },
  {
    name: 'GitHub, without a secret: the token is handed in as leaked',
    tokenEndpoint: 'https://github.com/login/oauth/access_token',
    change: { clientSecret: null },
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.github.com/credentials/revoke',
        authorization: null,
        body: '{"credentials":["token-1"]}',
      },
      status: 202,
    },
    refusals: [
      [403, '{"message":"Forbidden"}'],
      [422, ''],
    ],
  },
  {
    name: 'GitHub, a refresh token: handed in as leaked',
    tokenEndpoint: 'https://github.com/login/oauth/access_token',
    change: { kind: 'refresh_token' },
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.github.com/credentials/revoke',
        authorization: null,
        body: '{"credentials":["token-1"]}',
      },
      status: 202,
    },
    refusals: [[422, '']],
  },
  {
    name: 'Slack',
    tokenEndpoint: 'https://slack.com/api/oauth.v2.access',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://slack.com/api/auth.revoke',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
      text: '{"ok":true,"revoked":true}',
    },
    refusals: [
      [200, '{"ok":false,"error":"invalid_auth"}'],
      [200, '{"ok":true,"revoked":false}'],
      [200, '<html>'],
    ],
  },
  {
    name: 'Dropbox',
    tokenEndpoint: 'https://api.dropboxapi.com/oauth2/token',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.dropboxapi.com/2/auth/token/revoke',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
      text: 'null',
    },
    refusals: [[401, '{"error_summary":"invalid_access_token/"}']],
  },
  {
    name: 'Notion',
    tokenEndpoint: 'https://api.notion.com/v1/oauth/token',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.notion.com/v1/oauth/revoke',
        authorization: withSecret,
        body: '{"token":"token-1"}',
      },
      status: 200,
      text: '{}',
    },
    refusals: [[400, '{"code":"validation_error"}']],
  },
  {
    name: 'HubSpot',
    tokenEndpoint: 'https://api.hubapi.com/oauth/v1/token',
    change: { kind: 'refresh_token' },
    revocation: {
      request: {
        method: 'DELETE',
        url: 'https://api.hubapi.com/oauth/v1/refresh-tokens/token-1',
        authorization: null,
        body: null,
      },
      status: 204,
    },
    refusals: [[404, '{"status":"error"}']],
  },
  {
    name: 'Asana',
    tokenEndpoint: 'https://app.asana.com/-/oauth_token',
    change: { kind: 'refresh_token' },
    revocation: {
      request: {
        method: 'POST',
        url: 'https://app.asana.com/-/oauth_revoke',
        authorization: null,
        body: 'client_id=client-1&client_secret=secret-1&token=token-1',
      },
      status: 200,
      text: '{}',
    },
    refusals: [[400, '{"error":"invalid_request"}']],
  },
  {
    name: 'Facebook',
    tokenEndpoint: 'https://graph.facebook.com/v24.0/oauth/access_token',
    revocation: {
      request: {
        method: 'DELETE',
        url: 'https://graph.facebook.com/v24.0/me/permissions',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
      text: '{"success":true}',
    },
    refusals: [
      [200, '{"success":false}'],
      [400, '{"error":{"code":190}}'],
    ],
  },
  {
    name: 'Strava',
    tokenEndpoint: 'https://www.strava.com/api/v3/oauth/token',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://www.strava.com/oauth/deauthorize',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
      text: '{"access_token":"token-1"}',
    },
    refusals: [[401, '{"message":"Authorization Error"}']],
  },
  {
    name: 'Intercom',
    tokenEndpoint: 'https://api.intercom.io/auth/eagle/token',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.intercom.io/auth/uninstall',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
      text: '{}',
    },
    refusals: [[401, '{"type":"error.list"}']],
  },
  {
    name: 'Linear',
    tokenEndpoint: 'https://api.linear.app/oauth/token',
    revocation: {
      request: {
        method: 'POST',
        url: 'https://api.linear.app/oauth/revoke',
        authorization: 'Bearer token-1',
        body: null,
      },
      status: 200,
    },
    refusals: [
      [400, ''],
      [401, ''],
    ],
  },
  {
    name: 'Microsoft Entra ID, asked with the access token for the end of all sessions',
    tokenEndpoint: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    change: { kind: 'refresh_token' },
    revocation: {
      request: {
        method: 'POST',
        url: 'https://graph.microsoft.com/v1.0/me/revokeSignInSessions',
        authorization: 'Bearer access-1',
        body: null,
      },
      status: 200,
      text: '{"value":true}',
    },
    refusals: [[403, '{"error":{"code":"Authorization_RequestDenied"}}']],
  },
];

async function revokeWith(at: Documented, status: number, text?: string) {
  const args = tokenAt(at.tokenEndpoint, at.change);
  const { asked, deps } = createTranscript(status, text);
  const recipe = chooseRecipe(args.server);
  return { recipe, asked, answer: await recipe.revoke?.(deps, args), args };
}

describe.each(documented)('$name', (at) => {
  it('is asked exactly as documented, at the host that the preview names', async () => {
    const { status, text, request } = at.revocation;
    const { recipe, asked, answer, args } = await revokeWith(at, status, text);
    expect(asked).toEqual([request]);
    expect(answer).toMatchObject({ outcome: 'revoked', httpStatus: status });
    expect(recipe.revocationUrl(args.server)?.host).toBe(new URL(request.url).host);
    expect(recipe.revokes).toContain(args.kind);
    expect(recipe.facts.triedLive).toBe(false);
  });

  it('P-13 is called refused where the provider says no', async () => {
    for (const [status, text] of at.refusals) {
      const { answer } = await revokeWith(at, status, text);
      expect(answer).toMatchObject({ outcome: 'refused', httpStatus: status });
    }
  });

  it('O-38 is undecided where the provider is in trouble', async () => {
    for (const status of [429, 500, 503]) {
      expect((await revokeWith(at, status)).answer).toMatchObject({ outcome: 'unanswered' });
    }
  });
});

describe('the look at a token', () => {
  const looks = [
    ['https://github.com/login/oauth/access_token', [200, '{}'], [404, '{}'], [403, '{}']],
    [
      'https://slack.com/api/oauth.v2.access',
      [200, '{"ok":true}'],
      [200, '{"ok":false,"error":"token_revoked"}'],
      [200, '{"ok":false,"error":"ratelimited"}'],
    ],
    [
      'https://api.notion.com/v1/oauth/token',
      [200, '{"active":true}'],
      [200, '{"active":false}'],
      [401, '{}'],
    ],
    ['https://id.twitch.tv/oauth2/token', [200, '{}'], [401, '{}'], [404, '{}']],
    ['https://discord.com/api/oauth2/token', [200, '{}'], [401, '{}'], [403, '{}']],
  ] as const;

  it.each(looks)(
    'P-13 at %s believes only what the provider says in so many words',
    async (endpoint, ...answers) => {
      const states: unknown[] = [];
      for (const [status, text] of answers) {
        const args = tokenAt(endpoint);
        const { deps } = createTranscript(status, text);
        states.push((await chooseRecipe(args.server).probe?.run(deps, args))?.state);
      }
      expect(states).toEqual(['active', 'inactive', 'inconclusive']);
    },
  );

  it('uses the word that Twitch wants before its token', async () => {
    const args = tokenAt('https://id.twitch.tv/oauth2/token');
    const { asked, deps } = createTranscript(200, '{}');
    await chooseRecipe(args.server).probe?.run(deps, args);
    expect(asked[0]?.authorization).toBe('OAuth token-1');
  });
});
