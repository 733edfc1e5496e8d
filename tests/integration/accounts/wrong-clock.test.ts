// A machine whose clock is wrong, at a real server that says in Date what time it is.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  scriptedClientId as clientId,
  metadataAt,
  type ScriptedIssuer,
  startScriptedIssuer,
} from '../../fixtures/scripted-issuer.ts';
import { createSignedInApp } from '../../fixtures/signed-in-app.ts';

const minute = 60_000;
const hour = 60 * minute;

let issuer: ScriptedIssuer;
/** How far this machine's clock is ahead of the server's. */
let aheadMs = 0;
let lifetimeSeconds = 3600;
let nonce: string | undefined;
let issued = 0;
let date: ((serverNow: number) => string) | null = null;
beforeEach(() => {
  aheadMs = 0;
  lifetimeSeconds = 3600;
  issued = 0;
  date = null;
  issuer.received.length = 0;
});
afterAll(() => issuer.close());
beforeAll(async () => {
  issuer = await startScriptedIssuer();
  issuer.on('/.well-known/openid-configuration', { json: metadataAt(issuer.origin) });
  issuer.on('/revoke', {});
  issuer.on('/token', async () => {
    issued += 1;
    const serverNow = Date.now() - aheadMs;
    const iat = Math.floor(serverNow / 1000);
    const claims = issuer.claims({ nonce, iat, exp: iat + lifetimeSeconds });
    return {
      headers: { date: date?.(serverNow) ?? new Date(serverNow).toUTCString() },
      json: {
        access_token: `access-${issued}`,
        refresh_token: `refresh-${issued}`,
        token_type: 'Bearer',
        expires_in: 3600,
        id_token: await issuer.signer.sign(claims),
      },
    };
  });
});

const revoked = (): (string | null)[] =>
  issuer.received.filter(({ path }) => path === '/revoke').map(({ form }) => form.get('token'));

async function signIn() {
  const test = createSignedInApp(issuer.origin);
  const { flowId, accountId } = await test.start({ clientId });
  const asked = test.opened.at(-1)?.searchParams;
  nonce = asked?.get('nonce') ?? undefined;
  const address = new URL(asked?.get('redirect_uri') ?? '');
  address.searchParams.set('code', 'code-1');
  address.searchParams.set('state', asked?.get('state') ?? '');
  await fetch(address);
  return { ...test, accountId, view: await test.reach(flowId, 'done', 'failed') };
}

const near = (ms: number) => ({
  asymmetricMatch: (value: unknown) => typeof value === 'number' && Math.abs(value - ms) < 3_000,
});

describe('a first sign-in', () => {
  it.each([-25, -13, -2, -0.1, 0.1, 2, 13, 25])(
    'T-03 with a clock that is %d hours ahead says so, and its tokens are revoked',
    async (hours) => {
      aheadMs = hours * hour;
      const { view, account, accountId } = await signIn();
      expect(view).toMatchObject({
        status: 'failed',
        error: { code: 'clock_wrong', details: { clockAheadMs: near(aheadMs) } },
      });
      expect(account(accountId)?.grant.status).toBe('none');
      expect(revoked()).toEqual(['refresh-1', 'access-1']);
    },
  );

  it.each([-4, 0, 4])('T-03 with a clock that is %d minutes ahead succeeds', async (minutes) => {
    aheadMs = minutes * minute;
    expect((await signIn()).view.status).toBe('done');
  });
});

describe('a refresh', () => {
  const refreshAt = async (ms: number) => {
    const test = await signIn();
    nonce = undefined;
    aheadMs = ms;
    const answer = await test.ask('account.refresh', { accountId: test.accountId });
    return { ...test, answer };
  };

  it.each([-25, -13, -2, -0.1, 2, 13, 25])(
    'T-03 R-01 with a clock that is %d hours ahead says so, keeps the new refresh token and ends no grant',
    async (hours) => {
      const { answer, tokens, account, accountId } = await refreshAt(hours * hour);
      expect(answer).toMatchObject({
        error: { code: 'clock_wrong', details: { clockAheadMs: near(hours * hour) } },
      });
      expect(tokens(accountId)).toEqual({ accessToken: 'access-1', refreshToken: 'refresh-2' });
      expect(account(accountId)?.grant.status).toBe('live');
      expect(revoked()).toEqual([]);
    },
  );

  it('T-03 goes on with the kept refresh token once the clock is set', async () => {
    const { ask, tokens, accountId } = await refreshAt(25 * hour);
    aheadMs = 0;
    expect(await ask('account.refresh', { accountId })).toMatchObject({ ok: true });
    const presented = issuer.received.map(({ form }) => form.get('refresh_token'));
    expect(presented.filter((it) => it !== null)).toEqual(['refresh-1', 'refresh-2']);
    expect(tokens(accountId).refreshToken).toBe('refresh-3');
  });

  it.each([-4, 0, 4, 6])('T-03 with a clock that is %d minutes ahead succeeds', async (minutes) => {
    expect((await refreshAt(minutes * minute)).answer).toMatchObject({ ok: true });
  });

  it('T-03 blames no clock that is four minutes ahead for an ID token of a minute', async () => {
    lifetimeSeconds = 60;
    expect((await refreshAt(4 * minute)).answer).toMatchObject({
      error: { code: 'id_token_invalid', details: { reason: 'exp' } },
    });
  });

  it.each<[string, (serverNow: number) => string]>([
    ['no date', () => 'soon'],
    ['the year 1970', () => new Date(0).toUTCString()],
  ])('T-03 blames no clock where the server says %s', async (_name, said) => {
    date = said;
    expect((await refreshAt(25 * hour)).answer).toMatchObject({
      error: { code: 'id_token_invalid', details: { reason: 'exp' } },
    });
  });
});
