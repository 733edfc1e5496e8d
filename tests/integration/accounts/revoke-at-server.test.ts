/** The end of a token's life at a real authorization server: what is asked, what else ends with it, and what can be proven. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AuthorizationServer,
  type AuthorizationServerOptions,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { fingerprintOf } from '../../fixtures/authorization-server-log.mjs';
import { createSignInBrowser } from '../../fixtures/sign-in-browser.mjs';
import { createSignedInApp } from '../../fixtures/signed-in-app.ts';

let server: AuthorizationServer;
afterEach(() => server.close());

async function setUp(options: AuthorizationServerOptions = {}) {
  server = await startAuthorizationServer(options);
  return createSignedInApp(server.issuer);
}

/** The endpoints that were asked since the log was emptied, with the kind of token and what was said of it. */
const asked = () =>
  server.log.map(({ endpoint, tokenTypeHint, active }) => [endpoint, tokenTypeHint, active]);
const revocations = () => server.log.filter((it) => it.endpoint === 'revocation');

describe('revoking at a real authorization server', () => {
  it('O-37 O-41 proves both tokens dead by introspection before and after', async () => {
    const test = await setUp();
    const { accountId } = await test.signIn('alice');
    const before = test.tokens(accountId);
    server.log.length = 0;
    const result = await test.ask('account.revoke', { accountId });
    expect(result).toMatchObject({
      value: {
        revoked: true,
        pending: false,
        outcomes: [
          { token: 'refresh_token', verdict: 'proven_dead', method: 'introspection' },
          { token: 'access_token', verdict: 'proven_dead', method: 'introspection' },
        ],
      },
    });
    expect(asked().slice(2, 4)).toEqual([
      ['revocation', 'refresh_token', null],
      ['revocation', 'access_token', null],
    ]);
    const introspected = server.log.filter((it) => it.endpoint === 'introspection');
    expect(introspected.map((it) => it.active)).toEqual([true, true, false, false]);
    expect(test.audit.entries.filter((it) => it.event === 'revoke')).toMatchObject([
      { token: 'refresh_token', verdict: 'proven_dead', httpStatus: 200 },
      { token: 'access_token', fingerprint: fingerprintOf(before.accessToken) },
    ]);
    expect(test.item(accountId)).not.toContain(before.refreshToken);
    expect(test.item(accountId)).not.toContain(before.accessToken);
  });

  it('finds the tokens of other accounts that share the grant, which the preview had named, ended as well', async () => {
    const test = await setUp();
    const browser = createSignInBrowser();
    const first = await test.signIn('alice', { changes: { label: 'First' }, browser });
    const second = await test.signIn('alice', { changes: { label: 'Second' }, browser });
    const stranger = await test.signIn('bob', { changes: { label: 'Stranger' } });
    const preview = await test.ask('account.revoke_preview', { accountId: first.accountId });
    expect(preview).toMatchObject({
      value: {
        recipe: { route: 'rfc7009', cascade: 'unknown' },
        proof: 'introspection',
        sharing: [{ accountId: second.accountId, label: 'Second' }],
      },
    });
    const shared = test.tokens(second.accountId);
    await test.ask('account.revoke', { accountId: first.accountId });
    // One browser session has one grant at this server, and revoking any token ends all of it.
    expect(await server.isActive(shared.accessToken)).toBe(false);
    expect(await server.isActive(shared.refreshToken)).toBe(false);
    expect(await server.isActive(test.tokens(stranger.accountId).accessToken)).toBe(true);
    const { accountId } = second;
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({
      error: { code: 'grant_refused' },
    });
    expect(test.account(accountId)?.grant.status).toBe('refused');
  });

  it('O-41 P-13 says accepted and no more where the client may not look', async () => {
    const test = await setUp({ mayIntrospect: [] });
    const { accountId } = await test.signIn('alice');
    const { accessToken } = test.tokens(accountId);
    expect(await server.isActive(accessToken)).toBe(true);
    expect(await test.ask('account.revoke', { accountId })).toMatchObject({
      value: {
        revoked: true,
        outcomes: [
          { verdict: 'accepted', proof: 'inactive', wasActive: false },
          { verdict: 'accepted', proof: 'inactive', wasActive: false },
        ],
      },
    });
    expect(await server.isActive(accessToken)).toBe(false);
  });

  it('O-39 says until when a self-contained access token lives that the server does not end', async () => {
    const test = await setUp({ structuredAccessTokens: true });
    const { accountId } = await test.signIn('alice');
    const { accessToken, refreshToken } = test.tokens(accountId);
    expect(accessToken.split('.')).toHaveLength(3);
    const expiresAt = test.accounts.read().accounts[accountId]?.tokens?.expiresAt;
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(await test.ask('account.revoke_preview', { accountId })).toMatchObject({
      value: { selfContained: true },
    });
    server.log.length = 0;
    const result = await test.ask('account.revoke', { accountId });
    expect(result).toMatchObject({
      value: {
        revoked: false,
        pending: false,
        outcomes: [
          { token: 'refresh_token', verdict: 'proven_dead' },
          {
            token: 'access_token',
            outcome: 'unsupported',
            oauthError: 'unsupported_token_type',
            verdict: 'alive_until',
            until: expiresAt,
          },
        ],
      },
    });
    // Once with the hint and once without (RFC 7009 section 2.2.1).
    expect(revocations().map((it) => it.tokenTypeHint)).toEqual([
      'refresh_token',
      'access_token',
      null,
    ]);
    expect(test.account(accountId)?.grant.status).toBe('not_revoked');
    expect(test.item(accountId)).toContain(accessToken);
    expect(test.item(accountId)).not.toContain(refreshToken);
  });

  it('P-13 proves a refresh token dead by presenting it, where asked to and nothing else can', async () => {
    const test = await setUp({ mayIntrospect: [] });
    const { accountId } = await test.signIn('alice');
    server.log.length = 0;
    expect(await test.ask('account.revoke', { accountId, proveByRefreshing: true })).toMatchObject({
      value: {
        outcomes: [
          { token: 'refresh_token', verdict: 'proven_dead', method: 'refresh_attempt' },
          { token: 'access_token', verdict: 'accepted' },
        ],
      },
    });
    const presented = server.log.filter((it) => it.grantType === 'refresh_token');
    expect(presented.map((it) => it.error)).toEqual(['invalid_grant']);
  });

  it('R-08 revokes what a refresh under way brings, and nothing is refreshed afterwards', async () => {
    const test = await setUp();
    const { accountId } = await test.signIn('alice');
    server.log.length = 0;
    await Promise.all([
      test.ask('account.refresh', { accountId }),
      test.ask('account.revoke', { accountId }),
    ]);
    const [refreshed] = server.log.filter((it) => it.grantType === 'refresh_token');
    expect(revocations()[0]?.sent.token).toBe(refreshed?.issued.refresh_token);
    expect(test.account(accountId)?.grant.status).toBe('revoked');
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({ ok: false });
    expect(server.log.filter((it) => it.grantType === 'refresh_token')).toHaveLength(1);
  });
});

describe('signing in again in the same browser session', () => {
  it('only writes down what it replaces, because revoking that would end the new tokens too', async () => {
    const test = await setUp();
    const browser = createSignInBrowser();
    const { accountId } = await test.signIn('alice', { browser });
    const old = test.tokens(accountId);
    server.log.length = 0;
    await test.again(accountId, 'alice', browser);
    const now = test.tokens(accountId);
    expect(now.refreshToken).not.toBe(old.refreshToken);
    expect(revocations()).toEqual([]);
    expect(test.audit.entries.filter((it) => it.event === 'supersede')).toMatchObject([
      {
        token: 'refresh_token',
        outcome: 'local_only',
        fingerprint: fingerprintOf(old.refreshToken),
        verdict: null,
      },
      {
        token: 'access_token',
        outcome: 'local_only',
        fingerprint: fingerprintOf(old.accessToken),
        verdict: null,
      },
    ]);
    expect(await server.isActive(now.accessToken)).toBe(true);

    // The reason, seen at the server: one session, one grant.
    const body = new URLSearchParams({ token: old.refreshToken, client_id: 'public' });
    expect((await fetch(server.revocationEndpoint, { method: 'POST', body })).status).toBe(200);
    expect(await server.isActive(now.accessToken)).toBe(false);
    expect(await server.isActive(now.refreshToken)).toBe(false);
    // What is said of the new tokens is found out and not assumed.
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({
      error: { code: 'grant_refused' },
    });
  });
});
