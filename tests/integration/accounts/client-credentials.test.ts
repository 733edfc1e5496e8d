/** An account without a person at a real authorization server: issued, refreshed, proven alive, revoked, started again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import { defineAccount } from '../../fixtures/account-definitions.ts';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { clientSecret } from '../../fixtures/authorization-server-directory.mjs';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createTestApp } from '../../fixtures/test-app.ts';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
});
afterEach(() => server.close());

const bySecret = { scope: 'orders:read', clientId: 'machine' } as const;

async function setUp(changes: Partial<AccountDefinition> = {}, secret = clientSecret) {
  const clock = createFakeClock({ wall: Date.now() });
  const test = createTestApp([], { clock, transport: createNodeTransport() });
  await test.app.afterFirstPaint();
  const definition = defineAccount(server.issuer, {
    ...bySecret,
    grantType: 'client_credentials',
    label: 'Stock sync',
    ...changes,
  });
  const started = await test.ask('flow.authorize', { definition, clientSecret: secret });
  if (!started.ok) throw new Error(started.error.code);
  const { accountId } = started.value;
  await eventually(() => expect(test.snapshot().flows[0]?.status).toMatch(/done|failed/));
  const copy = async (): Promise<string> => {
    await test.ask('account.copy', { accountId, form: 'token' });
    return test.clipboard.text();
  };
  const grants = () => server.log.filter((it) => it.endpoint === 'token');
  return { ...test, clock, accountId, copy, grants };
}

describe('client credentials at a real authorization server', () => {
  it('O-55 issues, refreshes by itself, revokes with proof, and starts again only when asked', async () => {
    const test = await setUp();
    const { accountId } = test;
    expect(test.account(accountId)).toMatchObject({
      grant: { status: 'live' },
      subject: null,
      grantedScope: 'orders:read',
      refreshTokenHeld: false,
    });
    const first = await test.copy();
    expect(await server.isActive(first)).toBe(true);

    await test.clock.advanceAsync(55 * 60_000);
    await eventually(() => expect(test.grants()).toHaveLength(2));
    await eventually(() => expect(test.account(accountId)?.operation).toBe('idle'));
    const second = await test.copy();
    expect(second).not.toBe(first);
    expect(await server.isActive(second)).toBe(true);

    expect(await test.ask('account.revoke', { accountId })).toMatchObject({
      value: { revoked: true },
    });
    expect(await server.isActive(second)).toBe(false);
    await test.clock.advanceAsync(2 * 3_600_000);
    expect(test.grants()).toHaveLength(2);

    await test.ask('flow.reauthorize', { accountId });
    await eventually(() => expect(test.account(accountId)?.grant.status).toBe('live'));
    expect(await server.isActive(await test.copy())).toBe(true);
    expect(test.grants().map((it) => [it.grantType, it.status])).toEqual(
      Array.from({ length: 3 }, () => ['client_credentials', 200]),
    );
    expect(server.log.some((it) => it.endpoint === 'authorization')).toBe(false);
    expect(test.browser.opened).toEqual([]);
    await test.app.stop();
  });

  it('O-54 works with nothing but a token endpoint', async () => {
    const test = await setUp({
      provider: 'custom_oauth2',
      issuer: null,
      endpoints: {
        authorization: null,
        token: server.tokenEndpoint,
        revocation: null,
        introspection: null,
      },
    });
    expect(test.account(test.accountId)).toMatchObject({
      grant: { status: 'live' },
      server: server.issuer,
      local: true,
      revocationSupported: false,
    });
    expect(await server.isActive(await test.copy())).toBe(true);
    await test.app.stop();
  });

  it.each([
    ['a wrong secret', {}, 'not-the-secret', 'client_refused'],
    ['a client that may not', { clientId: 'confidential' }, clientSecret, 'request_refused'],
    ['a scope that it may not have', { scope: 'email' }, clientSecret, 'scope_refused'],
  ] as const)('O-55 says why %s brings no token', async (_name, changes, secret, code) => {
    const test = await setUp(changes, secret);
    expect(test.snapshot().flows[0]).toMatchObject({ status: 'failed', error: { code } });
    expect(test.account(test.accountId)?.grant.status).toBe('none');
    await test.app.stop();
  });
});
