import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matchesAttempt } from '../../../electron/oauth/authorization-response.ts';
import { createServerDirectory } from '../../../electron/oauth/authorization-server.ts';
import { exchangeCode } from '../../../electron/oauth/token-endpoint.ts';
import { Secret } from '../../../electron/secret.ts';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { clientSecret } from '../../fixtures/authorization-server-directory.mjs';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import { makeAttempt, signIn, testRedirectUri } from '../../fixtures/sign-in.ts';
import { createSignInBrowser } from '../../fixtures/sign-in-browser.mjs';

let server: AuthorizationServer;
let deps: ReturnType<typeof makeOAuthDeps>;
beforeAll(async () => {
  server = await startAuthorizationServer();
});
afterAll(() => server.close());
beforeEach(() => {
  deps = makeOAuthDeps();
  server.log.length = 0;
});

const tokenRequests = () => server.log.filter((it) => it.endpoint === 'token');

/** An attempt and the response a user's browser brought back for it. */
async function respond(user = 'alice') {
  const found = await createServerDirectory(deps).discover(server.issuer);
  const attempt = makeAttempt(deps, found.server, { clientId: 'public' });
  const { landedOn } = await createSignInBrowser().signIn(attempt.url, {
    user,
    stopsBeforeRedirect: true,
  });
  if (landedOn === null) throw new Error('no response');
  const args = { server: found.server, clientId: 'public', clientSecret: null, scope: '', attempt };
  return { ...args, response: landedOn };
}

describe('a sign-in at a real server', () => {
  it('ends with a verified token set, its times fixed at receipt, and who signed in', async () => {
    const { issued } = await signIn(deps, server.issuer, { user: 'bob' });
    const { wall } = deps.clock.now();
    expect(issued.tokenSet).toMatchObject({
      issuedAt: wall,
      expiresAt: wall + 3_600_000,
      scope: 'openid profile email offline_access orders:read',
      tokenType: 'Bearer',
    });
    expect(issued.tokenSet.refreshToken).not.toBeNull();
    expect(issued.subject).toEqual({
      sub: 'user-bob',
      name: 'Bob Example',
      email: 'bob@example.test',
      preferredUsername: 'bob',
    });
    expect(issued.authTime).toBeTypeOf('number');
    expect(issued.claims).toMatchObject({ iss: server.issuer, aud: 'public', sub: 'user-bob' });
    expect(await server.isActive(issued.tokenSet.accessToken.reveal())).toBe(true);
  });

  it('O-06 O-07 sends code, verifier and the same redirect URI once, and no secret of a public client', async () => {
    await signIn(deps, server.issuer);
    expect(tokenRequests()).toHaveLength(1);
    expect(tokenRequests()[0]).toMatchObject({ grantType: 'authorization_code', status: 200 });
    expect([...(tokenRequests()[0]?.parameters ?? [])].sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ]);
  });

  it.each(['confidential', 'confidential-basic'])(
    'signs the client %s in with its secret',
    async (clientId) => {
      // The server announces both methods but enforces the one that the client is registered with.
      const { server: found } = await createServerDirectory(deps).discover(server.issuer);
      const basic = clientId === 'confidential-basic';
      const frozen = { ...found, tokenEndpointAuthMethods: basic ? ['client_secret_basic'] : null };
      const attempt = makeAttempt(deps, frozen, { clientId });
      const { landedOn } = await createSignInBrowser().signIn(attempt.url, {
        stopsBeforeRedirect: true,
      });
      const result = await exchangeCode(deps, {
        server: frozen,
        clientId,
        clientSecret: Secret.of(clientSecret),
        scope: '',
        attempt,
        response: landedOn ?? new URL(testRedirectUri),
      });
      expect(result.kind).toBe('issued');
      expect(tokenRequests()[0]?.parameters.includes('client_secret')).toBe(!basic);
    },
  );

  it('has no refresh token where the client may have none', async () => {
    const { issued } = await signIn(deps, server.issuer, { clientId: 'no-refresh' });
    expect(issued.tokenSet.refreshToken).toBeNull();
  });

  it('keeps the raw ID token only where there is an end-session endpoint', async () => {
    const { issued } = await signIn(deps, server.issuer);
    expect(issued.tokenSet.idToken).not.toBeNull();
    const other = await startAuthorizationServer({ endsSessions: false });
    expect((await signIn(deps, other.issuer)).issued.tokenSet.idToken).toBeNull();
    await other.close();
  });

  it('O-10 works without openid: no ID token, nobody named', async () => {
    const { issued } = await signIn(deps, server.issuer, { scope: 'offline_access orders:read' });
    expect(issued).toMatchObject({ subject: null, claims: {}, authTime: null });
  });
});

describe('attacks on the response', () => {
  it('O-09 sends nothing for the response of another attempt', async () => {
    const mine = await respond('alice');
    const theirs = await respond('bob');
    server.log.length = 0;
    expect(matchesAttempt(mine.attempt, theirs.response)).toBe(false);
    await expect(exchangeCode(deps, { ...mine, response: theirs.response })).rejects.toMatchObject({
      code: 'state_mismatch',
    });
    expect(tokenRequests()).toEqual([]);
  });

  it.each(['state', 'iss', 'code'])(
    'O-09 O-11 sends nothing for a response without %s',
    async (name) => {
      const args = await respond();
      args.response.searchParams.delete(name);
      await expect(exchangeCode(deps, args)).rejects.toBeDefined();
      expect(tokenRequests()).toEqual([]);
    },
  );

  it('O-10 does not promote tokens whose ID token repeats another nonce', async () => {
    const args = await respond();
    const other = makeAttempt(deps, args.server, { clientId: 'public' });
    const swapped = { ...args.attempt, nonce: other.nonce };
    expect(await exchangeCode(deps, { ...args, attempt: swapped })).toMatchObject({
      kind: 'not_promoted',
      error: { code: 'id_token_invalid', details: { reason: 'nonce' } },
    });
  });

  it('O-12 sends the code to the issuer of the attempt and to no other server', async () => {
    const args = await respond();
    const attacker = await startAuthorizationServer();
    const confused = {
      ...args.server,
      issuer: attacker.issuer,
      tokenEndpoint: attacker.tokenEndpoint,
    };
    await expect(exchangeCode(deps, { ...args, server: confused })).rejects.toMatchObject({
      code: 'response_issuer_mismatch',
    });
    expect(attacker.log.filter((it) => it.method === 'POST')).toEqual([]);
    await attacker.close();
  });

  it('B-13 a stolen code is worth nothing without the verifier', async () => {
    const { response } = await respond();
    const theft = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'public',
      code: response.searchParams.get('code') ?? '',
      redirect_uri: testRedirectUri,
      code_verifier: 'a-guess-that-is-long-enough-to-be-a-verifier-at-all',
    });
    const stolen = await fetch(server.tokenEndpoint, { method: 'POST', body: theft });
    expect(await stolen.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('B-13 a code that was used already is refused', async () => {
    const args = await respond();
    expect((await exchangeCode(deps, args)).kind).toBe('issued');
    await expect(exchangeCode(deps, args)).rejects.toMatchObject({
      code: 'grant_refused',
      details: { oauthError: 'invalid_grant', httpStatus: 400 },
    });
  });

  it('B-07 gives the reason when the person says no', async () => {
    const found = await createServerDirectory(deps).discover(server.issuer);
    const attempt = makeAttempt(deps, found.server, { clientId: 'public' });
    const { landedOn } = await createSignInBrowser().signIn(attempt.url, {
      denies: true,
      stopsBeforeRedirect: true,
    });
    const response = landedOn ?? new URL(testRedirectUri);
    const args = { server: found.server, clientId: 'public', clientSecret: null, scope: '' };
    await expect(exchangeCode(deps, { ...args, attempt, response })).rejects.toMatchObject({
      code: 'access_denied',
      details: { description: 'The person said no.' },
    });
  });
});
