// Automatic refreshes on a machine whose clock is wrong: who is left alone, for how long, and what ends that.
import { beforeAll, describe, expect, it } from 'vitest';
import { accountRecordSchema } from '../../../electron/account-record.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createIdTokenSigner, type IdTokenSigner } from '../../fixtures/id-token-signer.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const minute = 60_000;
const hour = 60 * minute;
const stepMs = 10_000;
const id = 'acct_orders_api';
const issuer = 'https://id.example';
let signer: IdTokenSigner;
beforeAll(async () => {
  signer = await createIdTokenSigner();
});

/** An account that is due, on a machine whose clock is so far behind its server's, with its window up. */
async function setUp(wrongByMs = 25 * hour) {
  const plain = holdAccount(id, {}, { issuedAt: testStart - 2 * hour, expiresAt: testStart - 1 });
  const server = plain.record.server && {
    ...plain.record.server,
    issuer,
    jwksUri: 'https://as.example/jwks',
  };
  const subject = { sub: 'user-1', name: 'Ada', email: null, preferredUsername: null };
  const test = createTestApp([{ ...plain, record: { ...plain.record, server, subject } }]);
  const presented: string[] = [];
  let behindMs = wrongByMs;
  test.transport.answerWith(async ({ url, form }) => {
    if (url.endsWith('/jwks')) return { json: { keys: [signer.jwk] } };
    presented.push(form.refresh_token ?? '');
    const serverNow = test.clock.now().wall + behindMs;
    const idToken = await signer.sign({
      iss: issuer,
      sub: 'user-1',
      aud: 'client-1',
      iat: Math.floor(serverNow / 1000),
      // openid-client reads the machine's own clock, which no test moves.
      exp: behindMs < 0 ? 1_700_000_000 : 4_102_444_800,
    });
    const n = presented.length;
    return {
      headers: { date: new Date(serverNow).toUTCString() },
      json: {
        access_token: `access-${n}`,
        refresh_token: `refresh-${n}`,
        token_type: 'Bearer',
        expires_in: 7200,
        id_token: idToken,
      },
    };
  });
  /** In steps shorter than a request's deadline, because signing and verifying take time of their own. */
  const advance = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      await test.clock.advanceAsync(stepMs);
      await eventually(() => expect(test.account(id)?.operation).toBe('idle'));
    }
  };
  await test.app.afterFirstPaint();
  await advance(minute);
  const setClock = (): void => {
    behindMs = 0;
    test.clock.jump(wrongByMs);
  };
  /** The server's clock was the wrong one: nothing of it is seen here. */
  const setServerClock = (): void => {
    behindMs = 0;
  };
  return { ...test, advance, presented, setClock, setServerClock };
}

describe('an account whose ID token fails because the clock is wrong', () => {
  it('T-03 is tried once and then left alone, stays live, and asks for no sign-in', async () => {
    const test = await setUp();
    await test.advance(50 * minute);
    expect(test.presented).toEqual([`refresh-of-${id}-0`]);
    expect(test.account(id)).toMatchObject({
      grant: { status: 'live' },
      lastProblem: { error: { code: 'clock_wrong' } },
      needsCorrection: false,
      unavailableUntil: null,
    });
    expect(test.secrets.items.get(id)).toContain('refresh-1');
    expect(test.browser.opened).toEqual([]);
  });

  it.each([
    ['forward', 25 * hour],
    ['back', -25 * hour],
  ])('T-03 is refreshed by itself once the clock is set %s', async (_way, wrongByMs) => {
    const test = await setUp(wrongByMs);
    expect(test.account(id)?.lastProblem?.error.code).toBe('clock_wrong');
    test.setClock();
    await test.advance(minute);
    expect(test.presented).toEqual([`refresh-of-${id}-0`, 'refresh-1']);
    expect(test.account(id)).toMatchObject({ grant: { status: 'live' }, lastProblem: null });
    expect(test.secrets.items.get(id)).toContain('access-2');
  });

  it('T-03 is tried again after an hour, because the server’s clock may have been the wrong one', async () => {
    const test = await setUp();
    test.setServerClock();
    await test.advance(50 * minute);
    expect(test.presented).toHaveLength(1);
    await test.advance(12 * minute);
    expect(test.presented).toHaveLength(2);
    expect(test.account(id)?.lastProblem).toBeNull();
  });

  it('T-03 is stored with the difference, and a difference beyond a hundred years is not read', async () => {
    const test = await setUp();
    const record = test.accounts.read().accounts[id];
    const kept = accountRecordSchema.parse(record);
    expect(kept.lastProblem?.error.details.clockAheadMs).toBeLessThan(-24 * hour);
    const error = { code: 'clock_wrong', details: { clockAheadMs: 1e15 } };
    const beyond = { ...record, lastProblem: { at: 1, error } };
    expect(accountRecordSchema.safeParse(beyond).success).toBe(false);
  });
});
