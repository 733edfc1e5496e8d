/** Found tokens of accounts that are here: an account goes with a token that it holds, and is looked at where it held it before. */
import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../electron/account-record.ts';
import { Secret } from '../../../electron/secret.ts';
import { statusOf } from '../../../shared/status.ts';
import type { Answer, SentRequest } from '../../fixtures/scripted-transport.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const access = `access-of-${id}-0`;
const refresh = `refresh-of-${id}-0`;
const printOf = (token: string): string => Secret.of(token).fingerprint();

type TestApp = ReturnType<typeof createTestApp>;

async function examine(test: TestApp, text: string) {
  const asked = test.ask('found.examine', { text });
  await test.clock.advanceAsync(1);
  const result = await asked;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const press = (test: TestApp, { findId }: { readonly findId: string }) =>
  test.ask('found.revoke', { findId, index: 0 });
const find = async (test: TestApp, text: string) => press(test, await examine(test, text));

const asked = ({ transport }: TestApp): readonly (string | undefined)[] =>
  transport.sent.filter(({ url }) => url.endsWith('/revoke')).map(({ form }) => form.token);

const shown = (test: TestApp) => {
  const account = test.account(id);
  return account === undefined ? null : statusOf(account, test.clock.now());
};

const rotated = { access_token: 'access-2', refresh_token: 'refresh-2', token_type: 'bearer' };

describe('a found token that an account holds', () => {
  it.each([
    ['access', access],
    ['refresh', refresh],
  ])(
    'P-16 (%s token) takes its account along: everything is asked for, nothing is refreshed, and no word says alive',
    async (_kind, token) => {
      const test = createTestApp([holdAccount(id)]);
      test.transport.answerWith(() => ({ status: 200 }));
      await test.app.afterFirstPaint();
      const result = await find(test, `token access_token=${token}`);
      expect(result).toMatchObject({
        value: { outcome: { verdict: 'accepted', fingerprint: printOf(token) }, holder: 'revoked' },
      });
      expect(asked(test)).toEqual([refresh, access]);
      expect(shown(test)).toBe('revoked');
      expect(test.secrets.items.get(id)).not.toContain(token);
      expect(test.audit.entries.map(({ event, token: kind }) => [event, kind])).toEqual([
        ['revoke', 'refresh_token'],
        ['revoke', 'access_token'],
      ]);
      await test.clock.advanceAsync(3_700_000);
      expect(test.transport.sent).toHaveLength(2);
    },
  );

  it('waits for a refresh under way, and goes with the account that was shown to end, although it was replaced meanwhile', async () => {
    const test = createTestApp([holdAccount(id)]);
    const found = await examine(test, `refresh_token=${refresh}`);
    let release = (): void => undefined;
    test.transport.answerWith(async ({ url }) => {
      if (url.endsWith('/revoke')) return { status: 200 };
      await new Promise<void>((go) => {
        release = go;
      });
      return { json: { ...rotated, expires_in: 3600 } };
    });
    const refreshing = test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(1);
    const revoking = press(test, found);
    await test.clock.advanceAsync(1);
    expect(asked(test)).toEqual([]);
    release();
    await refreshing;
    expect(await revoking).toMatchObject({
      value: { outcome: { fingerprint: printOf(refresh), verdict: 'accepted' }, holder: 'revoked' },
    });
    expect([...asked(test)].sort()).toEqual(['access-2', 'refresh-2', refresh].sort());
    expect(shown(test)).toBe('revoked');
  });

  it('is not asked about again where a run, or a person, has ended it meanwhile', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(async () => {
      await new Promise<void>((go) => test.clock.after(100, go));
      return { status: 200 };
    });
    const found = await examine(test, `access_token=${access}`);
    await test.ask('run.start', {
      kind: 'panic',
      accountIds: [id],
      confirmation: { kind: 'held' },
    });
    const revoking = press(test, found);
    await test.clock.advanceAsync(1000);
    expect(await revoking).toMatchObject({
      value: { outcome: { verdict: 'accepted', token: 'access_token' }, holder: 'revoked' },
    });
    await test.clock.advanceAsync(1000);
    expect([...asked(test)].sort()).toEqual([access, refresh]);
    const known = await examine(test, `refresh_token=${refresh}`);
    expect(known.tokens[0]?.match).toMatchObject({ accountId: id, held: false });
    expect(await press(test, known)).toMatchObject({ value: { holder: 'revoked' } });
    expect(asked(test)).toHaveLength(2);
  });

  it('K-03 is sent nowhere while the keychain is locked, and its account stays as it was', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith('locked');
    expect(await find(test, `access_token=${access}`)).toMatchObject({
      error: { code: 'keychain_locked' },
    });
    expect(test.transport.sent).toEqual([]);
    expect(test.account(id)).toMatchObject({ grant: { status: 'live' }, operation: 'idle' });
  });

  it.each<[string, (test: TestApp) => void]>([
    ['is gone', ({ secrets }) => void secrets.items.delete(id)],
    ['is damaged', ({ secrets }) => secrets.corrupt(id)],
    ['is of an earlier state', putBackEarlier],
  ])('is ended where the keychain item %s, which nothing else could do', async (_name, lose) => {
    const test = createTestApp([holdAccount(id)]);
    lose(test);
    test.transport.answerWith(() => ({ status: 200 }));
    expect(await find(test, `refresh_token=${refresh}`)).toMatchObject({
      value: { outcome: { verdict: 'accepted', fingerprint: printOf(refresh) } },
    });
    expect(asked(test)).toContain(refresh);
    expect(new Set(asked(test)).size).toBe(asked(test).length);
  });

  it('is sent nowhere where its account was removed after the look', async () => {
    const test = createTestApp([holdAccount(id)]);
    const found = await examine(test, `access_token=${access}`);
    const removing = test.ask('account.remove', { accountId: id });
    expect(await press(test, found)).toMatchObject({ error: { code: 'account_not_found' } });
    await removing;
    expect(test.transport.sent).toEqual([]);
  });

  it('N-12 stays pending with its account where nobody answers, and is asked for again by itself', async () => {
    const test = createTestApp([holdAccount(id)]);
    let up = false;
    test.transport.answerWith(() => ({ status: up ? 200 : 503 }));
    await test.app.afterFirstPaint();
    expect(await find(test, `refresh_token=${refresh}`)).toMatchObject({
      value: { outcome: { verdict: 'not_revoked' }, holder: 'revocation_pending' },
    });
    expect(shown(test)).toBe('revocation_pending');
    up = true;
    await test.clock.advanceAsync(120_000);
    expect(shown(test)).toBe('revoked');
  });

  it('is sent nowhere where an account began to hold it after the look: it would be taken along unsaid', async () => {
    const replaced = replacedBefore();
    const test = createTestApp([replaced]);
    const found = await examine(test, 'access_token=access-of-old-times');
    expect(found.tokens[0]?.match).toMatchObject({ held: false });
    const file = test.accounts.read();
    const tokens = replaced.record.tokens && {
      ...replaced.record.tokens,
      accessFingerprint: printOf('access-of-old-times'),
    };
    test.accounts.write({ ...file, accounts: { [id]: { ...replaced.record, tokens } } });
    expect(await press(test, found)).toMatchObject({ error: { code: 'found_changed' } });
    expect(test.transport.sent).toEqual([]);
  });
});

/** As a backup of the keychain alone does; it holds what the account held before. */
function putBackEarlier({ secrets }: TestApp): void {
  const item = (secrets.items.get(id) ?? '').replaceAll('-0"', '-earlier"');
  secrets.items.set(id, JSON.stringify({ ...JSON.parse(item), generation: 0 }));
}

/** An account that held other tokens before; at a server with introspection unless a test says otherwise. */
function replacedBefore(changes: Partial<AccountRecord> = {}, introspects = true) {
  const { record } = holdAccount(id);
  const introspectionEndpoint = introspects ? 'https://as.example/introspect' : null;
  return holdAccount(id, {
    server: record.server && { ...record.server, introspectionEndpoint },
    earlierAccessTokens: [
      { issuedAt: testStart, expiresAt: null, fingerprint: printOf('access-of-old-times') },
    ],
    earlierRefreshTokens: [printOf('refresh-of-old-times')],
    ...changes,
  });
}

/** A server at which `dead` no longer work once anything was revoked. */
function endsTogether(test: TestApp, dead: readonly string[]): void {
  let ended = false;
  test.transport.answerWith(({ url, form: { token = '' } }: SentRequest): Answer => {
    if (url.endsWith('/revoke')) ended = true;
    if (url.endsWith('/introspect')) return { json: { active: !ended || !dead.includes(token) } };
    return url.endsWith('/token') ? { json: { ...rotated, expires_in: 3600 } } : { status: 200 };
  });
}

describe('a found token that an account held before', () => {
  it('is known after a refresh has replaced it, the refresh token too, and is ended alone', async () => {
    const test = createTestApp([holdAccount(id)]);
    endsTogether(test, []);
    await test.ask('account.refresh', { accountId: id });
    for (const text of [`access_token=${access}`, `refresh_token=${refresh}`]) {
      const found = await examine(test, text);
      expect(found.tokens[0]?.match).toEqual({
        accountId: id,
        label: expect.anything(),
        held: false,
      });
      await press(test, found);
    }
    expect(asked(test)).toEqual([access, refresh]);
    expect(test.audit.entries.slice(-2).map((it) => it.event)).toEqual([
      'found_revoke',
      'found_revoke',
    ]);
  });

  it('P-16 ends its account’s grant where a look shows that the tokens held now went with it', async () => {
    const test = createTestApp([replacedBefore()]);
    endsTogether(test, [access, refresh, 'refresh-of-old-times']);
    await test.app.afterFirstPaint();
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { outcome: { verdict: 'proven_dead' }, holder: 'ended' },
    });
    expect(asked(test)).toEqual(['refresh-of-old-times']);
    expect(shown(test)).toBe('needs_sign_in');
    expect(test.account(id)?.grant).toMatchObject({ error: { code: 'grant_ended_with_found' } });
    expect(await test.ask('account.copy', { accountId: id, form: 'token' })).toMatchObject({
      ok: false,
    });
    expect(test.audit.entries.map(({ event, token, verdict }) => [event, token, verdict])).toEqual([
      ['found_revoke', 'refresh_token', 'proven_dead'],
      ['revoke', 'refresh_token', 'proven_dead'],
      ['revoke', 'access_token', 'proven_dead'],
    ]);
    await test.clock.advanceAsync(3_700_000);
    expect(test.transport.sent.filter(({ url }) => url.endsWith('/token'))).toEqual([]);
  });

  it('expires the access token that went with it, so that the next copy is of a new one', async () => {
    const test = createTestApp([replacedBefore()]);
    endsTogether(test, [access]);
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { holder: 'expired' },
    });
    expect(shown(test)).toBe('expired');
    await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(test.clipboard.text()).toBe('access-2');
  });

  it('R-02 forgets nothing of how often the refresh token was presented without an answer', async () => {
    const test = createTestApp([replacedBefore({ unanswered: { generation: 1, times: 2 } })]);
    endsTogether(test, [access]);
    await find(test, 'refresh_token=refresh-of-old-times');
    const record = test.accounts.read().accounts[id];
    expect(record).toMatchObject({ generation: 2, unanswered: { generation: 2, times: 2 } });
  });

  it('is in doubt where the look at the access token alone brings no answer', async () => {
    const test = createTestApp([replacedBefore()]);
    let ended = false;
    test.transport.answerWith(({ url, form }) => {
      if (url.endsWith('/revoke')) ended = true;
      return ended && form.token === access ? { status: 500 } : { json: { active: true } };
    });
    expect(await find(test, 'access_token=access-of-old-times')).toMatchObject({
      value: { holder: 'in_doubt' },
    });
    expect(test.account(id)?.grant.status).toBe('live');
  });

  it('leaves the account alone where a look shows that everything still works', async () => {
    const test = createTestApp([replacedBefore()]);
    endsTogether(test, []);
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { holder: 'works' },
    });
    expect(test.account(id)).toMatchObject({ grant: { status: 'live' }, lastProblem: null });
    expect(shown(test)).toBe('active');
  });

  it('says that the grant may be over where nobody can look, until a refresh has told', async () => {
    const test = createTestApp([replacedBefore({}, false)]);
    endsTogether(test, []);
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { holder: 'in_doubt' },
    });
    expect(test.account(id)?.lastProblem?.error.code).toBe('grant_in_doubt');
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.lastProblem).toBeNull();
  });

  it('leaves the account alone where its access token had expired before, and the refresh token still works', async () => {
    const { record } = replacedBefore();
    const past = testStart - 60_000;
    const tokens = record.tokens && { ...record.tokens, expiresAt: past };
    const test = createTestApp([
      holdAccount(id, { ...record, tokens }, { issuedAt: past - 1, expiresAt: past }),
    ]);
    test.transport.answerWith(({ url, form }) =>
      url.endsWith('/introspect') ? { json: { active: form.token !== access } } : { status: 200 },
    );
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { holder: null },
    });
    expect(test.account(id)?.lastProblem).toBeNull();
  });

  it.each<[string, (test: TestApp) => void]>([
    ['is gone', ({ secrets }) => void secrets.items.delete(id)],
    ['is of an earlier state', putBackEarlier],
  ])(
    'is ended where the keychain item %s, and nothing is said of its account',
    async (_name, lose) => {
      const test = createTestApp([replacedBefore()]);
      lose(test);
      endsTogether(test, []);
      expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
        value: { outcome: { token: 'refresh_token' }, holder: null },
      });
      expect(asked(test)).toEqual(['refresh-of-old-times']);
    },
  );

  it('says nothing of the account where only that token ends, or the server refused', async () => {
    const { record } = replacedBefore();
    const server = record.server && {
      ...record.server,
      issuer: 'https://id.twitch.tv/oauth2',
      tokenEndpoint: 'https://id.twitch.tv/oauth2/token',
      revocationEndpoint: 'https://id.twitch.tv/oauth2/revoke',
    };
    const alone = createTestApp([replacedBefore({ server })]);
    endsTogether(alone, []);
    expect(await find(alone, 'access_token=access-of-old-times')).toMatchObject({
      value: { holder: null },
    });
    const refused = createTestApp([replacedBefore({}, false)]);
    refused.transport.answerWith(() => ({ status: 403 }));
    expect(await find(refused, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { outcome: { verdict: 'not_revoked' }, holder: null },
    });
    expect(refused.account(id)?.lastProblem).toBeNull();
  });

  it('D-02 has ended all the same where the disk takes no facts about the account', async () => {
    const test = createTestApp([replacedBefore()]);
    endsTogether(test, [access, refresh]);
    test.accounts.setUnwritable(true);
    expect(await find(test, 'refresh_token=refresh-of-old-times')).toMatchObject({
      value: { holder: 'ended' },
    });
  });
});
