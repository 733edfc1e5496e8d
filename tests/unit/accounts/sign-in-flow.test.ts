// One sign-in from the click to the tokens, over the real listener: what is opened, what is believed, how it ends.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import type { FlowView } from '../../../shared/snapshot.ts';
import { definePlainAccount, plainEndpoints } from '../../fixtures/account-definitions.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createTestApp } from '../../fixtures/test-app.ts';

const definition = definePlainAccount({
  endpoints: { ...plainEndpoints, authorization: 'https://as.example/authorize?tenant=7' },
});
const issued = {
  json: { access_token: 'access-1', refresh_token: 'refresh-1', token_type: 'Bearer' },
};
const fiveMinutes = 5 * 60_000;

const apps: ReturnType<typeof createTestApp>[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) {
    for (const { flowId } of app.snapshot().flows) await app.ask('flow.cancel', { flowId });
    await app.clock.advanceAsync(1_000);
  }
});

function setUp() {
  const test = createTestApp();
  apps.push(test);
  test.transport.answerWith(() => issued);
  const flow = (flowId: string): FlowView | undefined =>
    test.snapshot().flows.find((it) => it.flowId === flowId);
  const reach = (flowId: string, status: FlowView['status']): Promise<void> =>
    eventually(() => expect(flow(flowId)?.status).toBe(status));
  const start = async (changes: Partial<AccountDefinition> = {}) => {
    const before = test.browser.opened.length;
    const result = await test.ask('flow.authorize', {
      definition: { ...definition, ...changes },
      clientSecret: null,
    });
    if (!result.ok) throw new Error(result.error.code);
    const { flowId, accountId } = result.value;
    await reach(flowId, 'awaiting_browser');
    await eventually(() => expect(test.browser.opened.length).toBe(before + 1));
    const request = test.browser.opened.at(-1) ?? new URL('about:blank');
    const state = request.searchParams.get('state') ?? '';
    return { flowId, accountId, request, state, redirect: flow(flowId)?.redirectUri ?? '' };
  };
  const tokenRequests = () => test.transport.sent.filter(({ url }) => url.endsWith('/token'));
  return { ...test, flow, reach, start, tokenRequests };
}

/** What a browser does: asks for the address and follows to the page that says so. */
const land = async (redirect: string, query: Readonly<Record<string, string>>): Promise<number> =>
  (await fetch(`${redirect}?${new URLSearchParams(query)}`)).status;

const isOpen = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the browser', () => {
  it('O-01 E-15 is the system’s own, and gets the authorization endpoint of this attempt', async () => {
    const test = setUp();
    const { request, redirect } = await test.start();
    expect(test.browser.opened).toHaveLength(1);
    expect(request.origin + request.pathname).toBe('https://as.example/authorize');
    expect(Object.fromEntries(request.searchParams)).toMatchObject({
      tenant: '7',
      client_id: 'client-1',
      response_type: 'code',
      redirect_uri: redirect,
      code_challenge_method: 'S256',
    });
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'http://as.example/authorize',
    'https://user@as.example/authorize',
  ])('E-15 is never opened for the endpoint %s', async (authorization) => {
    const test = setUp();
    const endpoints = definition.endpoints && { ...definition.endpoints, authorization };
    const result = await test.ask('flow.authorize', {
      definition: { ...definition, endpoints },
      clientSecret: null,
    });
    if (!result.ok) throw new Error(result.error.code);
    await test.reach(result.value.flowId, 'failed');
    expect(test.browser.opened).toEqual([]);
  });

  it('B-12 that cannot be opened leaves the sign-in waiting, with a link to copy', async () => {
    const test = setUp();
    test.browser.refuse(true);
    const result = await test.ask('flow.authorize', { definition, clientSecret: null });
    if (!result.ok) throw new Error(result.error.code);
    const { flowId } = result.value;
    await eventually(() => expect(test.flow(flowId)?.browserOpened).toBe(false));
    expect(test.flow(flowId)?.status).toBe('awaiting_browser');
    await test.ask('flow.copy_link', { flowId });
    const link = new URL(test.clipboard.text());
    expect(link.origin).toBe('https://as.example');
    const state = link.searchParams.get('state') ?? '';
    await land(link.searchParams.get('redirect_uri') ?? '', { code: 'c', state });
    await test.reach(flowId, 'done');
  });
});

describe('the port', () => {
  it('O-04 is closed until a sign-in waits, and a second after its answer', async () => {
    const test = setUp();
    const redirectPort = await findFreePort();
    expect(await isOpen(`http://127.0.0.1:${redirectPort}`)).toBe(false);
    const { flowId, redirect, state } = await test.start({ redirectPort });
    expect(await isOpen(redirect)).toBe(true);
    await land(redirect, { code: 'c', state });
    await test.reach(flowId, 'done');
    expect(await isOpen(redirect)).toBe(false);
  });

  it('O-04 is closed by a cancellation', async () => {
    const test = setUp();
    const { flowId, redirect } = await test.start();
    await test.ask('flow.cancel', { flowId });
    await eventually(async () => expect(await isOpen(redirect)).toBe(false));
  });

  it('takes an account that was never signed in along when it is cancelled or dismissed, unless that is to be kept', async () => {
    const test = setUp();
    const kept = await test.start();
    await test.ask('flow.cancel', { flowId: kept.flowId, keepAccount: true });
    const again = await test.ask('flow.reauthorize', { accountId: kept.accountId });
    if (!again.ok) throw new Error(again.error.code);
    await test.reach(again.value.flowId, 'awaiting_browser');
    await test.clock.advanceAsync(fiveMinutes);
    await test.reach(again.value.flowId, 'failed');
    await test.ask('flow.dismiss', { flowId: again.value.flowId, keepAccount: true });
    expect(test.account(kept.accountId)?.grant.status).toBe('none');
    const last = await test.ask('flow.reauthorize', { accountId: kept.accountId });
    if (!last.ok) throw new Error(last.error.code);
    await test.ask('flow.cancel', { flowId: last.value.flowId });
    expect(test.account(kept.accountId)).toBeUndefined();
  });

  it('B-08 O-04 is closed after five minutes, and nothing of the attempt is left', async () => {
    const test = setUp();
    const { flowId, redirect } = await test.start();
    expect(test.flow(flowId)?.expiresAt).toBe(test.clock.now().wall + fiveMinutes);
    await test.clock.advanceAsync(fiveMinutes - 1);
    expect(test.flow(flowId)?.status).toBe('awaiting_browser');
    await test.clock.advanceAsync(1);
    await test.reach(flowId, 'failed');
    expect(test.flow(flowId)?.error?.code).toBe('flow_timed_out');
    expect(await isOpen(redirect)).toBe(false);
    for (const name of ['flow.copy_link', 'flow.open_again', 'flow.choose_another_user'] as const) {
      expect(await test.ask(name, { flowId })).toMatchObject({ error: { code: 'flow_not_found' } });
    }
  });
});

describe('the answer', () => {
  it('O-09 B-05 is redeemed once, however often the browser sends it', async () => {
    const test = setUp();
    const { flowId, accountId, redirect, state } = await test.start();
    const landed = await Promise.all(
      Array.from({ length: 20 }, () =>
        land(redirect, { code: 'c', state }).catch(() => 'the port was closed'),
      ),
    );
    expect(landed).toContain(200);
    await test.reach(flowId, 'done');
    expect(test.tokenRequests()).toHaveLength(1);
    expect(test.account(accountId)?.grant.status).toBe('live');
  });

  it('O-09 B-09 of one attempt is foreign to another that waits beside it', async () => {
    const test = setUp();
    const first = await test.start();
    const second = await test.start({ label: 'Another' });
    expect(await land(first.redirect, { code: 'c', state: second.state })).toBe(400);
    expect(await land(second.redirect, { code: 'c', state: first.state })).toBe(400);
    expect(await land(first.redirect, { code: 'c' })).toBe(400);
    expect(test.tokenRequests()).toEqual([]);
    await land(second.redirect, { code: 'two', state: second.state });
    await test.reach(second.flowId, 'done');
    expect(test.flow(first.flowId)?.status).toBe('awaiting_browser');
    await land(first.redirect, { code: 'one', state: first.state });
    await test.reach(first.flowId, 'done');
    expect(test.tokenRequests().map(({ form }) => form.code)).toEqual(['two', 'one']);
  });

  it('O-09 is redeemed by its own attempt, even where a person asks for another meanwhile', async () => {
    const test = setUp();
    const { flowId, redirect, state } = await test.start();
    const accepted = fetch(`${redirect}?code=c&state=${state}`, { redirect: 'manual' });
    expect((await accepted).status).toBe(303);
    expect(await test.ask('flow.choose_another_user', { flowId })).toMatchObject({
      error: { code: 'flow_not_found' },
    });
    await test.clock.advanceAsync(500);
    await test.reach(flowId, 'done');
    expect(test.browser.opened).toHaveLength(1);
  });

  it('O-13 is refused with two codes, and none of them is sent', async () => {
    const test = setUp();
    const { flowId, redirect, state } = await test.start();
    await fetch(`${redirect}?code=a&code=b&state=${state}`);
    await test.reach(flowId, 'failed');
    expect(test.flow(flowId)?.error?.code).toBe('response_invalid');
    expect(test.tokenRequests()).toEqual([]);
  });

  it('B-06 that belongs to nobody changes nothing, until there are too many', async () => {
    const test = setUp();
    const { flowId, redirect } = await test.start();
    for (let count = 1; count <= 20; count += 1) await land(redirect, { code: 'c', state: 'x' });
    expect(test.flow(flowId)?.status).toBe('awaiting_browser');
    await land(redirect, { code: 'c', state: 'x' });
    await test.reach(flowId, 'failed');
    expect(test.flow(flowId)?.error?.code).toBe('flow_flooded');
  });

  it('B-07 that is an error ends the sign-in only with the right state, and says why', async () => {
    const test = setUp();
    const { flowId, redirect, state } = await test.start();
    const denied = { error: 'access_denied', error_description: 'Not\u0007today' };
    expect(await land(redirect, { ...denied, state: 'another' })).toBe(400);
    expect(test.flow(flowId)?.status).toBe('awaiting_browser');
    expect(await land(redirect, { ...denied, state })).toBe(200);
    await test.reach(flowId, 'failed');
    expect(test.flow(flowId)?.error).toEqual({
      code: 'access_denied',
      details: { oauthError: 'access_denied', description: 'Not today' },
    });
    expect(await isOpen(redirect)).toBe(false);
    expect(test.tokenRequests()).toEqual([]);
  });

  it('O-12 goes to the token endpoint that was frozen for the attempt', async () => {
    const test = setUp();
    const { flowId, redirect, state } = await test.start();
    const iss = 'https://evil.example';
    await land(redirect, { code: 'c', state, iss, token_endpoint: `${iss}/token` });
    await test.reach(flowId, 'done');
    expect(test.transport.sent.map(({ url }) => url)).toEqual(['https://as.example/token']);
  });
});

describe('the verifier', () => {
  it('B-13 is kept in memory alone, and sent to the token endpoint alone', async () => {
    const test = setUp();
    const { flowId, redirect, request, state } = await test.start();
    const seen = () =>
      JSON.stringify([
        request.href,
        test.snapshot(),
        test.accounts.durable(),
        [...test.secrets.items],
        test.logger.lines,
        test.audit.entries,
      ]);
    const waiting = seen();
    await land(redirect, { code: 'code-canary', state });
    await test.reach(flowId, 'done');
    const form: Readonly<Record<string, string>> = test.tokenRequests()[0]?.form ?? {};
    expect(form).toMatchObject({ code: 'code-canary', redirect_uri: redirect });
    expect(form.code_verifier).toMatch(/^[\w-]{43}$/);
    for (const surface of [waiting, seen()]) {
      expect(surface).not.toContain(form.code_verifier);
      expect(surface).not.toContain('code-canary');
    }
  });
});
