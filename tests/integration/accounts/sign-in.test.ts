import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { eventually } from '../../fixtures/eventually.ts';
import { createSignInBrowser } from '../../fixtures/sign-in-browser.mjs';
import { createSignedInApp } from '../../fixtures/signed-in-app.ts';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
});
afterEach(() => server.close());

const setUp = () => createSignedInApp(server.issuer);

describe('signing in at a real authorization server', () => {
  it('ends with a live account whose tokens the server knows, and shows who it is', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    expect(test.account(accountId)).toMatchObject({
      grant: { status: 'live' },
      saved: true,
      local: true,
      refreshTokenHeld: true,
      subject: { sub: 'user-alice', email: 'alice@example.test' },
    });
    expect(test.accounts.durable().accounts[accountId]?.grant.status).toBe('live');
    await test.ask('account.copy', { accountId, form: 'token' });
    expect(await server.isActive(test.clipboard.text())).toBe(true);
  });

  it('B-05 B-09 keeps two sign-ins at once apart', async () => {
    const test = setUp();
    const first = await test.start({ label: 'First' });
    const firstUrl = test.opened.at(-1);
    const second = await test.start({ label: 'Second' });
    const secondUrl = test.opened.at(-1);
    await createSignInBrowser().signIn(secondUrl ?? '', { user: 'bob' });
    await createSignInBrowser().signIn(firstUrl ?? '', { user: 'alice' });
    await test.reach(first.flowId, 'done');
    await test.reach(second.flowId, 'done');
    expect(test.account(first.accountId)?.subject?.sub).toBe('user-alice');
    expect(test.account(second.accountId)?.subject?.sub).toBe('user-bob');
  });

  it('B-09 refuses a sixth sign-in under way', async () => {
    const test = setUp();
    for (let n = 0; n < 5; n += 1) await test.start({ label: `Number ${n}` });
    const definition = test.snapshot().accounts[0]?.definition;
    if (definition === undefined) throw new Error('no account');
    expect(await test.ask('flow.authorize', { definition, clientSecret: null })).toMatchObject({
      error: { code: 'too_many_flows' },
    });
    for (const { flowId } of test.snapshot().flows) await test.ask('flow.cancel', { flowId });
    expect(test.snapshot().accounts).toEqual([]);
  });

  it('shows the reason when the person says no, and Try again signs the same account in', async () => {
    const test = setUp();
    const { flowId, accountId } = await test.start();
    await createSignInBrowser().signIn(test.opened.at(-1) ?? '', { denies: true });
    expect(await test.reach(flowId, 'failed')).toMatchObject({ error: { code: 'access_denied' } });
    const { view } = await test.again(accountId, 'alice');
    expect(view.status).toBe('done');
    expect(test.account(accountId)?.grant.status).toBe('live');
  });

  it('takes the pasted address with the same checks as the listener', async () => {
    const test = setUp();
    const { flowId, accountId } = await test.start();
    const walk = await createSignInBrowser().signIn(test.opened.at(-1) ?? '', {
      user: 'carol',
      stopsBeforeRedirect: true,
    });
    const landed = walk.landedOn?.href ?? '';
    const forged = landed.replace(/state=[^&]+/, 'state=another');
    expect(await test.ask('flow.paste_address', { flowId, address: forged })).toMatchObject({
      error: { code: 'state_mismatch' },
    });
    expect(await test.ask('flow.paste_address', { flowId, address: 'no address' })).toMatchObject({
      error: { code: 'address_invalid' },
    });
    expect(await test.ask('flow.paste_address', { flowId, address: landed })).toMatchObject({
      ok: true,
    });
    await test.reach(flowId, 'done');
    expect(test.account(accountId)?.subject?.sub).toBe('user-carol');
  });

  it('asks for another user with a prompt, and the earlier attempt no longer counts', async () => {
    const test = setUp();
    const { flowId } = await test.start();
    const first = test.opened.at(-1);
    await test.ask('flow.choose_another_user', { flowId });
    await eventually(() => expect(test.opened).toHaveLength(2));
    const second = test.opened.at(-1);
    expect(second?.searchParams.get('prompt')).toMatch(/select_account|login/);
    expect(second?.searchParams.get('state')).not.toBe(first?.searchParams.get('state'));
    await createSignInBrowser().signIn(first ?? '', { user: 'alice' });
    expect(test.flow(flowId)?.status).toBe('awaiting_browser');
    await test.ask('flow.cancel', { flowId });
  });

  it('Cancel frees the port, forgets the unfinished account and its secret', async () => {
    const test = setUp();
    const { flowId, accountId } = await test.start({ clientId: 'confidential' }, 'typed secret');
    const { port } = new URL(test.flow(flowId)?.redirectUri ?? '');
    expect(test.item(accountId)).toContain('typed secret');
    await test.ask('flow.cancel', { flowId });
    expect(test.account(accountId)).toBeUndefined();
    expect(test.secrets.items.size).toBe(0);
    await eventually(() => expect(fetch(`http://127.0.0.1:${port}/callback`)).rejects.toThrow());
  });

  it('a crash while the browser is open leaves the definition and the secret to go on with', async () => {
    const test = setUp();
    const { accountId } = await test.start({ clientId: 'confidential' }, 'typed secret');
    expect(test.accounts.durable().accounts[accountId]).toMatchObject({
      grant: { status: 'none' },
      clientSecretSet: true,
    });
    expect(test.item(accountId)).toContain('typed secret');
    for (const { flowId } of test.snapshot().flows) await test.ask('flow.cancel', { flowId });
  });

  it('keeps the old tokens until the new ones are safe when signing in again', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    const before = test.item(accountId);
    const result = await test.ask('flow.reauthorize', { accountId });
    if (!result.ok) throw new Error(result.error.code);
    await test.reach(result.value.flowId, 'awaiting_browser');
    expect(test.item(accountId)).toBe(before);
    expect(test.account(accountId)?.operation).toBe('reauthorizing');
    await eventually(() => expect(test.opened).toHaveLength(2));
    await createSignInBrowser().signIn(test.opened.at(-1) ?? '', { user: 'alice' });
    await test.reach(result.value.flowId, 'done');
    expect(test.item(accountId)).not.toBe(before);
    expect(server.log.filter((it) => it.endpoint === 'revocation')).toHaveLength(0);
  });

  it('leaves the account untouched when somebody else signs in, and keeps or revokes the new one as asked', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    const before = test.item(accountId);
    const { flowId, view } = await test.again(accountId, 'bob');
    const { question } = view;
    if (question?.kind !== 'subject_differs') throw new Error('no question');
    expect(question).toMatchObject({ before: 'alice@example.test', after: 'bob@example.test' });
    expect(test.item(accountId)).toBe(before);
    expect(test.account(question.newAccountId)).toMatchObject({ grant: { status: 'live' } });
    expect(await test.ask('flow.decide', { flowId, choice: 'revoke' })).toMatchObject({ ok: true });
    expect(test.account(question.newAccountId)).toBeUndefined();
    expect(server.log.filter((it) => it.endpoint === 'revocation')).toHaveLength(2);
    expect(test.account(accountId)?.grant.status).toBe('live');
  });

  it('B-10 says that the same user and client are already here, and replaces the older one only when asked', async () => {
    const test = setUp();
    const first = await test.signIn('alice');
    const second = await test.signIn('alice');
    const view = await test.reach(second.flowId, 'done');
    expect(view.question).toMatchObject({ kind: 'duplicate', otherAccountId: first.accountId });
    expect(test.account(first.accountId)).toBeDefined();
    await test.ask('flow.decide', { flowId: second.flowId, choice: 'replace' });
    expect(test.account(first.accountId)).toBeUndefined();
    expect(test.account(second.accountId)?.grant.status).toBe('live');
  });
});

describe('the life of an account at a real authorization server', () => {
  it('R-08 sends one refresh for 200 calls, keeps the rotated token and can refresh again', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    server.log.length = 0;
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        n % 2 === 0
          ? test.ask('account.refresh', { accountId })
          : test.ask('account.refresh_all', {}),
      ),
    );
    expect(results.every((it) => it.ok)).toBe(true);
    const refreshes = () => server.log.filter((it) => it.grantType === 'refresh_token');
    expect(refreshes()).toHaveLength(1);
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({ ok: true });
    expect(refreshes().map((it) => it.status)).toEqual([200, 200]);
  });

  it('revokes both tokens, and the server itself says that they are inactive', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    await test.ask('account.copy', { accountId, form: 'token' });
    const accessToken = test.clipboard.text();
    const { tokens } = JSON.parse(test.item(accountId)) as { tokens: { refreshToken: string } };
    expect(await server.isActive(accessToken)).toBe(true);
    expect(await test.ask('account.revoke', { accountId })).toMatchObject({
      value: { revoked: true },
    });
    expect(await server.isActive(accessToken)).toBe(false);
    expect(await server.isActive(tokens.refreshToken)).toBe(false);
    expect(test.item(accountId)).not.toContain(tokens.refreshToken);
  });

  it('R-03 asks for a sign-in when the server ended the grant, and signing in again heals it', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    const { tokens } = JSON.parse(test.item(accountId)) as { tokens: { refreshToken: string } };
    const body = new URLSearchParams({ token: tokens.refreshToken, client_id: 'public' });
    await fetch(server.revocationEndpoint, { method: 'POST', body });
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({
      error: { code: 'grant_refused' },
    });
    expect(test.account(accountId)?.grant.status).toBe('refused');
    await test.again(accountId, 'alice');
    expect(test.account(accountId)).toMatchObject({ grant: { status: 'live' }, lastProblem: null });
  });

  it('is a normal account without a refresh token, which only cannot be refreshed', async () => {
    const test = setUp();
    const changes = { clientId: 'no-refresh', scope: 'openid email' };
    const { accountId } = await test.signIn('dave', { changes });
    expect(test.account(accountId)).toMatchObject({
      grant: { status: 'live' },
      refreshTokenHeld: false,
    });
    expect(await test.ask('account.refresh', { accountId })).toMatchObject({
      error: { code: 'no_refresh_token' },
    });
  });

  it('cancels a waiting sign-in of the account that is revoked', async () => {
    const test = setUp();
    const { accountId } = await test.signIn('alice');
    const result = await test.ask('flow.reauthorize', { accountId });
    if (!result.ok) throw new Error(result.error.code);
    await test.reach(result.value.flowId, 'awaiting_browser');
    await test.ask('account.revoke', { accountId });
    expect((await test.reach(result.value.flowId, 'cancelled')).status).toBe('cancelled');
    expect(test.account(accountId)?.grant.status).toBe('revoked');
  });
});
