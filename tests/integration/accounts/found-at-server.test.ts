/** Tokens that a person found, ended over real HTTP at the server that issued them, or sent nowhere at all. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { fingerprintOf } from '../../fixtures/authorization-server-log.mjs';
import { createSignedInApp } from '../../fixtures/signed-in-app.ts';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
});
afterEach(() => server.close());

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;

async function setUp() {
  const test = createSignedInApp(server.issuer);
  const { accountId } = await test.signIn('alice');
  const examine = async (text: string) => {
    const result = await test.ask('found.examine', { text });
    if (!result.ok) throw new Error(result.error.code);
    return result.value;
  };
  return { ...test, accountId, examine };
}

describe('a found token at a real authorization server', () => {
  it('P-16 is matched to the account that holds it, which is revoked with it, each token proven dead', async () => {
    const test = await setUp();
    const { accessToken, refreshToken } = test.tokens(test.accountId);
    server.log.length = 0;
    const { findId, tokens } = await test.examine(
      `GET /orders HTTP/1.1\r\nAuthorization: Bearer ${accessToken}\r\n`,
    );
    expect(tokens).toMatchObject([
      {
        fingerprint: fingerprintOf(accessToken),
        match: { accountId: test.accountId, held: true },
        route: { host: new URL(server.issuer).host },
      },
    ]);
    expect(server.log).toEqual([]);
    expect(await test.ask('found.revoke', { findId, index: 0 })).toMatchObject({
      value: {
        outcome: { token: 'access_token', verdict: 'proven_dead', method: 'introspection' },
        holder: 'revoked',
      },
    });
    expect(await server.isActive(accessToken)).toBe(false);
    expect(await server.isActive(refreshToken)).toBe(false);
    expect(test.account(test.accountId)?.grant.status).toBe('revoked');
    expect(test.tokens(test.accountId)).toEqual({ accessToken: '', refreshToken: '' });
    expect(test.audit.entries.slice(-2)).toMatchObject([
      { event: 'revoke', verdict: 'proven_dead', fingerprint: fingerprintOf(refreshToken) },
      { event: 'revoke', verdict: 'proven_dead', fingerprint: fingerprintOf(accessToken) },
    ]);
  });

  it.each(['accessToken', 'refreshToken'] as const)(
    'P-16 is matched also after a refresh has replaced it here (%s), and shows the account as over, whose grant this server ends with it',
    async (kind) => {
      const test = await setUp();
      const earlier = test.tokens(test.accountId);
      await test.ask('account.refresh', { accountId: test.accountId });
      const now = test.tokens(test.accountId);
      expect(now[kind]).not.toBe(earlier[kind]);
      expect(await server.isActive(now.refreshToken)).toBe(true);
      const name = kind === 'accessToken' ? 'access_token' : 'refresh_token';
      const { findId, tokens } = await test.examine(`${name}=${earlier[kind]}`);
      expect(tokens[0]?.match).toMatchObject({ accountId: test.accountId, held: false });
      expect(await test.ask('found.revoke', { findId, index: 0 })).toMatchObject({
        value: { outcome: { token: name }, holder: 'ended' },
      });
      expect(await server.isActive(now.refreshToken)).toBe(false);
      expect(test.account(test.accountId)?.grant).toMatchObject({
        status: 'refused',
        error: { code: 'grant_ended_with_found' },
      });
    },
  );

  it.each([
    ['a JWT of another client at this very server', 'found_foreign_client', 'another-client'],
    ['a JWT of an issuer that nobody here knows', 'found_unknown', null],
  ])('goes nowhere when it is %s', async (_name, whyNot, client) => {
    const test = await setUp();
    server.log.length = 0;
    const iss = client === null ? 'https://id.example' : server.issuer;
    const token = jwt({ iss, client_id: client ?? 'public', aud: 'https://orders.example' });
    const { findId, tokens } = await test.examine(`token: ${token}`);
    expect(tokens).toMatchObject([{ route: null, whyNot }]);
    expect(await test.ask('found.revoke', { findId, index: 0 })).toMatchObject({
      error: { code: whyNot },
    });
    expect(server.log).toEqual([]);
  });

  it('goes nowhere when it is an opaque text that nobody here knows', async () => {
    const test = await setUp();
    server.log.length = 0;
    const { findId, tokens } = await test.examine('access_token=2YotnFZFEjr1zCsicMWpAA');
    expect(tokens).toMatchObject([{ route: null, whyNot: 'found_unknown' }]);
    await test.ask('found.revoke', { findId, index: 0 });
    expect(server.log).toEqual([]);
  });
});
