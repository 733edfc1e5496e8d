import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RefreshArgs, refreshTokens } from '../../../electron/oauth/token-endpoint.ts';
import { Secret } from '../../../electron/secret.ts';
import type { TokenSet } from '../../../electron/token-set.ts';
import { startAuthorizationServer } from '../../fixtures/authorization-server.mjs';
import { breakSignature, unsignedIdToken } from '../../fixtures/id-token-signer.ts';
import { type Behaviour, startMisbehavingServer } from '../../fixtures/misbehaving-server.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import {
  scriptedClientId as clientId,
  type ScriptedIssuer,
  serverAt,
  startScriptedIssuer,
} from '../../fixtures/scripted-issuer.ts';
import { createScriptedTransport } from '../../fixtures/scripted-transport.ts';
import { type SignedIn, signIn } from '../../fixtures/sign-in.ts';

let issuer: ScriptedIssuer;
let deps: ReturnType<typeof makeOAuthDeps>;
let saved: string[];
beforeAll(async () => {
  issuer = await startScriptedIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  deps = makeOAuthDeps();
  saved = [];
  issuer.received.length = 0;
  issuer.on('/jwks', { json: { keys: [issuer.signer.jwk] } });
});

const subject = { sub: 'user-1', name: null, email: null, preferredUsername: null };
const current: TokenSet = {
  accessToken: Secret.of('at-0'),
  refreshToken: Secret.of('rt-0'),
  idToken: null,
  issuedAt: 0,
  expiresAt: null,
  refreshExpiresAt: null,
  scope: 'openid orders:read',
  tokenType: 'Bearer',
};

function refresh(behaviour: Behaviour, changes: Partial<RefreshArgs> = {}) {
  issuer.on('/token', behaviour);
  return refreshTokens(deps, {
    server: issuer.server,
    clientId,
    clientSecret: null,
    refreshToken: Secret.of('rt-0'),
    current,
    expected: { subject, authTime: 1000, nonce: Secret.of('nonce-1') },
    onReceived: async (refreshToken) => {
      saved.push(refreshToken.reveal());
    },
    ...changes,
  });
}
const tokens = { access_token: 'at-1', token_type: 'bearer', expires_in: 60 };
const withIdToken = async (changes: Record<string, unknown> = {}) => ({
  json: {
    ...tokens,
    refresh_token: 'rt-1',
    id_token: await issuer.signer.sign(issuer.claims({ auth_time: 1000, ...changes })),
  },
});

describe('a refresh at a real server', () => {
  const refreshAt = ({ server, issued }: SignedIn, refreshToken = issued.tokenSet.refreshToken) =>
    refreshTokens(deps, {
      server,
      clientId: 'public',
      clientSecret: null,
      refreshToken: refreshToken ?? Secret.of('none'),
      current: issued.tokenSet,
      expected: { subject: issued.subject, authTime: issued.authTime },
      onReceived: async (received) => {
        saved.push(received.reveal());
      },
    });

  it('R-01 rotates, and the new refresh token is handed over first', async () => {
    const server = await startAuthorizationServer();
    const signedIn = await signIn(deps, server.issuer);
    const { tokenSet, subject: who } = await refreshAt(signedIn);
    expect(tokenSet.refreshToken?.reveal()).toBe(saved[0]);
    expect(saved).toHaveLength(1);
    expect(who?.sub).toBe('user-alice');
    expect(await server.isActive(tokenSet.accessToken.reveal())).toBe(true);
    await server.close();
  });

  it('O-36 a reused refresh token ends the grant, as the server said', async () => {
    const server = await startAuthorizationServer();
    const signedIn = await signIn(deps, server.issuer);
    await refreshAt(signedIn);
    await expect(refreshAt(signedIn)).rejects.toMatchObject({
      code: 'grant_refused',
      details: { oauthError: 'invalid_grant', httpStatus: 400 },
    });
    await server.close();
  });

  it('R-12 hands nothing over when the server does not rotate', async () => {
    const server = await startAuthorizationServer({ rotates: false });
    const signedIn = await signIn(deps, server.issuer);
    const { tokenSet } = await refreshAt(signedIn);
    expect(saved).toEqual([]);
    expect(tokenSet.refreshToken?.reveal()).toBe(signedIn.issued.tokenSet.refreshToken?.reveal());
    await server.close();
  });
});

describe('the refresh token in the response', () => {
  it('O-33 keeps the previous refresh token when the response has none (RFC 6749 section 6)', async () => {
    const { tokenSet } = await refresh({ json: tokens });
    expect(tokenSet.refreshToken?.reveal()).toBe('rt-0');
    expect(saved).toEqual([]);
  });

  it('O-33 R-12 replaces it when the response has another', async () => {
    const { tokenSet } = await refresh({ json: { ...tokens, refresh_token: 'rt-1' } });
    expect(tokenSet.refreshToken?.reveal()).toBe('rt-1');
    expect(saved).toEqual(['rt-1']);
  });

  it('O-33 R-12 hands nothing over when it is the same one again', async () => {
    const { tokenSet } = await refresh({ json: { ...tokens, refresh_token: 'rt-0' } });
    expect(tokenSet.refreshToken?.reveal()).toBe('rt-0');
    expect(saved).toEqual([]);
  });

  it.each([null, ''])('O-33 takes %j for an error and hands nothing over', async (value) => {
    await expect(refresh({ json: { ...tokens, refresh_token: value } })).rejects.toMatchObject({
      code: 'token_response_invalid',
      details: { reason: 'refresh_token' },
    });
    expect(saved).toEqual([]);
  });

  const hour = 3600;
  const mutations: [string, () => Promise<Behaviour> | Behaviour][] = [
    ['an ID token of another issuer', () => withIdToken({ iss: 'https://evil.example' })],
    ['an ID token for another client', () => withIdToken({ aud: 'other' })],
    ['an ID token for two clients', () => withIdToken({ aud: [clientId, 'other'], azp: clientId })],
    ['an ID token of another user', () => withIdToken({ sub: 'user-2' })],
    ['an ID token without a user', () => withIdToken({ sub: undefined })],
    ['an ID token of another sign-in', () => withIdToken({ auth_time: 2000 })],
    ['an ID token with another nonce', () => withIdToken({ nonce: 'other' })],
    ['an expired ID token', () => withIdToken({ exp: 1 })],
    ['an ID token without an expiry', () => withIdToken({ exp: undefined })],
    [
      'an ID token from the future',
      () => withIdToken({ iat: Math.floor(Date.now() / 1000) + hour }),
    ],
    [
      'an ID token that is not valid yet',
      () => withIdToken({ nbf: Math.floor(Date.now() / 1000) + hour }),
    ],
    ['a broken signature', async () => mutated((idToken) => breakSignature(idToken))],
    ['no signature', async () => mutated(() => unsignedIdToken(issuer.claims()))],
    ['no JWT at all', async () => mutated(() => 'not.a.jwt')],
    ['an ID token that is a number', async () => mutated(() => 7)],
    ['no access token', async () => body({ access_token: undefined })],
    ['an access token that is a list', async () => body({ access_token: ['at-1'] })],
    ['another token type', async () => body({ token_type: 'mac' })],
    ['a negative lifetime', async () => body({ expires_in: -1 })],
    ['a scope that is a number', async () => body({ scope: 7 })],
    [
      'an error beside the tokens, and no access token',
      async () => body({ access_token: undefined, error: 'x' }),
    ],
    [
      'another success status and no token type',
      async () => ({ ...(await body({ token_type: null })), status: 201 }),
    ],
  ];

  async function body(changes: Record<string, unknown>): Promise<Behaviour> {
    const { json } = await withIdToken();
    return { json: { ...json, ...changes } };
  }
  const mutated = async (change: (idToken: string) => unknown): Promise<Behaviour> => {
    const { json } = await withIdToken();
    return { json: { ...json, id_token: change(json.id_token) } };
  };

  it.each(mutations)('R-01 survives %s', async (_name, behaviour) => {
    await expect(refresh(await behaviour())).rejects.toBeDefined();
    expect(saved).toEqual(['rt-1']);
  });

  it('R-01 survives keys that cannot be fetched', async () => {
    issuer.on('/jwks', { status: 500 });
    await expect(refresh(await withIdToken())).rejects.toMatchObject({
      code: 'server_unavailable',
    });
    expect(saved).toEqual(['rt-1']);
  });

  it('R-01 waits for it to be safe before anything of the response is looked at', async () => {
    const order: string[] = [];
    issuer.on('/jwks', () => {
      order.push('keys');
      return { json: { keys: [issuer.signer.jwk] } };
    });
    await refresh(await withIdToken(), {
      onReceived: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        order.push('safe');
      },
    });
    expect(order).toEqual(['safe', 'keys']);
  });

  it('R-13 takes the last of two keys and no prototype from a body', async () => {
    const text =
      '{"access_token":"at-1","token_type":"bearer","refresh_token":"first","refresh_token":"rt-1","__proto__":{"scope":"evil"}}';
    const { tokenSet } = await refresh({ body: text });
    expect(saved).toEqual(['rt-1']);
    expect(tokenSet.scope).toBe(current.scope);
  });
});

describe('who it is for', () => {
  it('O-35 accepts the same user, client, sign-in and nonce', async () => {
    const refreshed = await refresh(
      await withIdToken({ nonce: 'nonce-1', email: 'a@example.test' }),
    );
    expect(refreshed.subject).toMatchObject({ sub: 'user-1', email: 'a@example.test' });
    expect(refreshed.claims).toMatchObject({ sub: 'user-1' });
  });

  it('O-35 keeps what it knows when the response has no ID token', async () => {
    expect(await refresh({ json: tokens })).toMatchObject({ subject: null, claims: null });
  });

  it.each([
    ['sub', { sub: 'user-2' }],
    ['iss', { iss: 'https://evil.example' }],
    ['aud', { aud: 'other' }],
    ['auth_time', { auth_time: 2000 }],
    ['nonce', { nonce: 'other' }],
  ])('R-14 O-35 refuses another %s as a change of identity', async (reason, changes) => {
    await expect(refresh(await withIdToken(changes))).rejects.toMatchObject({
      code: 'identity_changed',
      details: { reason },
    });
  });
});

describe('what is asked and granted', () => {
  const sent = () => issuer.received.find((it) => it.path === '/token')?.form;

  it('O-34 asks for no scope, which is all that was granted', async () => {
    await refresh({ json: tokens });
    expect([...(sent()?.keys() ?? [])].sort()).toEqual([
      'client_id',
      'grant_type',
      'refresh_token',
    ]);
  });

  it.each([
    ['orders:read', 'orders:read'],
    ['orders:read orders:write admin', 'orders:read'],
    ['admin', null],
    ['openid orders:read', null],
  ])('O-34 never asks for more than was granted: "%s"', async (requestedScope, expected) => {
    const { tokenSet } = await refresh({ json: tokens }, { requestedScope });
    expect(sent()?.get('scope') ?? null).toBe(expected);
    expect(tokenSet.scope).toBe(expected ?? current.scope);
  });

  it('O-32 shows the scope that was granted, and fixes the expiry at receipt', async () => {
    const { wall } = deps.clock.now();
    const { tokenSet } = await refresh({ json: { ...tokens, scope: 'openid', expires_in: '90' } });
    expect(tokenSet).toMatchObject({ scope: 'openid', issuedAt: wall, expiresAt: wall + 90_000 });
    const silent = await refresh({ json: { ...tokens, expires_in: undefined } });
    expect(silent.tokenSet.expiresAt).toBeNull();
  });

  it('O-31 sends no token in an address', async () => {
    await refresh({ json: tokens });
    expect(JSON.stringify(issuer.received.map((it) => [it.path, it.headers]))).not.toContain(
      'rt-0',
    );
  });

  it('sends the secret in the body, and by Basic only where the metadata excludes that', async () => {
    const clientSecret = Secret.of('s3cret:with/chars');
    await refresh({ json: tokens }, { clientSecret });
    expect(sent()?.get('client_secret')).toBe('s3cret:with/chars');
    issuer.received.length = 0;
    const server = { ...issuer.server, tokenEndpointAuthMethods: ['client_secret_basic'] };
    await refresh({ json: tokens }, { clientSecret, server });
    expect(sent()?.has('client_secret')).toBe(false);
    const basic = issuer.received[0]?.headers.authorization ?? '';
    expect(Buffer.from(basic.slice(6), 'base64').toString()).toBe(
      'client%2D1:s3cret%3Awith%2Fchars',
    );
  });
});

describe('answers that are no token response', () => {
  const answers: [string, Behaviour, string][] = [
    [
      'a sign-in page',
      { body: '<html>', headers: { 'content-type': 'text/html' } },
      'response_unreadable',
    ],
    ['nothing', { body: '' }, 'response_unreadable'],
    ['204', { status: 204 }, 'response_unreadable'],
    ['null', { body: 'null' }, 'response_unreadable'],
    ['a list', { json: [tokens] }, 'response_unreadable'],
    ['half of the JSON', { body: '{"access_token":"at-1"' }, 'response_unreadable'],
    ['an object without tokens', { json: {} }, 'token_response_invalid'],
    ['an error with 200', { json: { error: 'bad_refresh_token' } }, 'refresh_unexplained'],
    ['invalid_grant with 200', { json: { error: 'invalid_grant' } }, 'grant_refused'],
    ['a refusal in HTML', { status: 400, body: '<html>' }, 'refresh_unexplained'],
    ['an empty refusal', { status: 401, body: '' }, 'refresh_unexplained'],
    [
      'a challenge beside the error',
      {
        status: 401,
        json: { error: 'invalid_client' },
        headers: { 'www-authenticate': 'Basic realm="x"' },
      },
      'client_refused',
    ],
    ['too many requests', { status: 429 }, 'rate_limited'],
    ['a server in trouble', { status: 503 }, 'server_unavailable'],
    ['a reset connection', { reset: true }, 'network_unreachable'],
    ['half of the body', { json: tokens, cutAfter: 10 }, 'network_unreachable'],
    ['an endless body', { endless: true }, 'response_too_large'],
  ];
  it.each(answers)('N-03 N-08 O-36 names %s', async (_name, behaviour, code) => {
    await expect(refresh(behaviour)).rejects.toMatchObject({ code });
  });

  it('N-08 reads JSON that calls itself HTML or begins with a byte order mark', async () => {
    const headers = { 'content-type': 'text/html' };
    const text = `\uFEFF${JSON.stringify(tokens)}`;
    expect((await refresh({ body: text, headers })).tokenSet.accessToken.reveal()).toBe('at-1');
  });

  it('O-18 takes the refresh token to no other server', async () => {
    const other = await startMisbehavingServer();
    for (const status of [301, 302, 307, 308]) {
      await expect(refresh({ status, redirectTo: `${other.origin}/token` })).rejects.toMatchObject({
        code: 'redirect_refused',
      });
    }
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('R-04 gives a slow server thirty seconds', async () => {
    const pending = refresh({ never: true });
    pending.catch(() => undefined);
    while (issuer.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    deps.clock.advance(29_999);
    expect(deps.clock.pending()).toBe(1);
    deps.clock.advance(1);
    await expect(pending).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('takes a proxy that asks who we are for a matter of the network', async () => {
    // Node's own fetch never hands this status on; Chromium's does.
    const transport = createScriptedTransport();
    transport.answerWith(() => ({ status: 407, json: { error: 'invalid_grant' } }));
    deps = { ...makeOAuthDeps(), transport };
    await expect(refresh({})).rejects.toMatchObject({ code: 'proxy_authentication' });
  });

  it('O-17 sends nothing in the clear, whatever the stored server says', async () => {
    const transport = createScriptedTransport();
    deps = { ...makeOAuthDeps(), transport };
    const server = serverAt('https://id.example', { tokenEndpoint: 'http://id.example/token' });
    await expect(refresh({}, { server })).rejects.toMatchObject({ code: 'endpoint_not_https' });
    expect(transport.sent).toEqual([]);
  });

  it('D-09 shows nothing of the tokens in an error, however deep it is looked into', async () => {
    const body = {
      ...tokens,
      access_token: 'at-canary',
      refresh_token: 'rt-canary',
      expires_in: -1,
    };
    const error: unknown = await refresh({ json: body }).catch((thrown: unknown) => thrown);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('canary');
    const idToken = await withIdToken({ aud: 'claim-canary' });
    const refused: unknown = await refresh(idToken).catch((thrown: unknown) => thrown);
    expect(JSON.stringify([refused, String(refused), (refused as Error).stack])).not.toContain(
      'canary',
    );
  });
});
