import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const issued = (n: number, extra: Record<string, unknown> = {}) => ({
  json: {
    access_token: `access-new-${n}`,
    refresh_token: `refresh-new-${n}`,
    token_type: 'Bearer',
    expires_in: 3600,
    ...extra,
  },
});
const stored = (app: ReturnType<typeof createTestApp>): string => app.secrets.items.get(id) ?? '';

describe('refreshing an account', () => {
  it('R-08 sends one request for 200 callers over row, toolbar and copy at once', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart - 1 })]);
    test.transport.answerWith(() => issued(1));
    const calls = Array.from({ length: 200 }, (_, n) => {
      if (n % 3 === 0) return test.ask('account.refresh', { accountId: id });
      if (n % 3 === 1) return test.ask('account.refresh_all', {});
      return test.ask('account.copy', { accountId: id, form: 'token' });
    });
    const results = await Promise.all(calls);
    expect(results.every((it) => it.ok)).toBe(true);
    expect(test.transport.sent).toHaveLength(1);
    expect(test.clipboard.text()).toBe('access-new-1');
  });

  it('O-33 keeps the previous refresh token when the response has none (RFC 6749 section 6)', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => issued(1, { refresh_token: undefined }));
    expect(await test.ask('account.refresh', { accountId: id })).toEqual({
      ok: true,
      value: { saved: true },
    });
    expect(stored(test)).toContain(`refresh-of-${id}-0`);
    expect(stored(test)).toContain('access-new-1');
  });

  it('O-33 replaces the refresh token when the server rotates it', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => issued(1));
    await test.ask('account.refresh', { accountId: id });
    expect(stored(test)).toContain('refresh-new-1');
    expect(stored(test)).not.toContain(`refresh-of-${id}-0`);
    expect(test.account(id)?.access?.expiresAt).toBe(testStart + 3_600_000);
  });

  it('R-07 says of a refresh whether its tokens are safe, or only in memory so far', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => issued(1));
    test.secrets.failWith('locked', ['put']);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
      value: { saved: false },
    });
    expect(await test.ask('account.refresh_all', {})).toMatchObject({
      value: { refreshed: 0, unsaved: 1, failed: 0 },
    });
    test.secrets.failWith(null);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
      value: { saved: true },
    });
  });

  it('O-52 knows the end of the refresh token where the server tells it, and only of that very token', async () => {
    const test = createTestApp([holdAccount(id)]);
    const refreshEnd = () => test.account(id)?.refreshEnd ?? null;
    test.transport.answerWith(() => issued(1, { refresh_expires_in: 7200 }));
    await test.ask('account.refresh', { accountId: id });
    expect(refreshEnd()).toMatchObject({ expiresAt: testStart + 7_200_000, saidBy: 'server' });
    test.transport.answerWith(() => issued(2, { refresh_token: undefined }));
    await test.ask('account.refresh', { accountId: id });
    expect(refreshEnd()).toMatchObject({ expiresAt: testStart + 7_200_000, saidBy: 'server' });
    test.transport.answerWith(() => issued(3));
    await test.ask('account.refresh', { accountId: id });
    expect(refreshEnd()).toBeNull();
  });

  it('R-01 keeps the rotated refresh token when the rest of the response is unusable', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => issued(1, { token_type: 'mac' }));
    const result = await test.ask('account.refresh', { accountId: id });
    expect(result.ok).toBe(false);
    expect(stored(test)).toContain('refresh-new-1');
    expect(stored(test)).toContain(`access-of-${id}-0`);
    expect(test.account(id)?.grant.status).toBe('live');
  });

  it('R-03 asks for a sign-in after invalid_grant and keeps the tokens', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_grant' } }));
    const result = await test.ask('account.refresh', { accountId: id });
    expect(result).toMatchObject({ ok: false, error: { code: 'grant_refused' } });
    expect(test.account(id)?.grant.status).toBe('refused');
    expect(stored(test)).toContain(`refresh-of-${id}-0`);
    expect(test.accounts.durable().accounts[id]?.grant.status).toBe('refused');
  });

  it('D-08 syncs the line about a grant that ended with its refresh, as every line about an end', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 503 }));
    await test.ask('account.refresh', { accountId: id });
    expect(test.audit.durable).toEqual([]);
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_grant' } }));
    await test.ask('account.refresh', { accountId: id });
    expect(test.audit.durable).toEqual([test.audit.entries.length]);
  });

  it('O-36 does not present a refused refresh token again', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_grant' } }));
    await test.ask('account.refresh', { accountId: id });
    await test.ask('account.refresh', { accountId: id });
    await test.ask('account.refresh_all', {});
    expect(test.transport.sent).toHaveLength(1);
  });

  it('R-05 O-36 has a refused refresh token noted as presented until the refusal is on disk', async () => {
    const audit = createFakeAuditLog({ clock: createFakeClock() });
    const found: unknown[] = [];
    const test = createTestApp([holdAccount(id)], {
      audit: {
        ...audit,
        // Written before the refusal is flushed: what a crash at this moment would leave.
        append: async (facts, options) => {
          const { grant, unanswered } = test.accounts.durable().accounts[id] ?? {};
          found.push([grant?.status, unanswered?.times]);
          await audit.append(facts, options);
        },
      },
    });
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_grant' } }));
    await test.ask('account.refresh', { accountId: id });
    expect(found).toEqual([['live', 1]]);
    expect(test.accounts.durable().accounts[id]?.grant.status).toBe('refused');
  });

  it.each([
    ['a network failure', () => Promise.reject(new TransportError('unreachable'))],
    ['a 500', () => ({ status: 500, text: 'oops' })],
    ['a 503', () => ({ status: 503, text: '' })],
    ['an HTML page', () => ({ status: 200, text: '<html>Sign in to Wi-Fi</html>' })],
    ['invalid_client', () => ({ status: 401, json: { error: 'invalid_client' } })],
  ])('never ends the grant or loses a token because of %s', async (_name, answer) => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(answer);
    const refreshing = test.ask('account.refresh', { accountId: id });
    await test.clock.advanceAsync(5_000);
    const result = await refreshing;
    expect(result.ok).toBe(false);
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.account(id)?.lastProblem).not.toBeNull();
    expect(stored(test)).toContain(`refresh-of-${id}-0`);
    expect(test.browser.opened).toHaveLength(0);
  });

  it('takes a 4xx that names no cause for a refusal only the second time, 30 s later', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 400, text: '' }));
    await test.ask('account.refresh', { accountId: id });
    test.clock.advance(29_000);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('live');
    test.clock.advance(1_000);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('refused');
  });

  it('O-36 takes refusals that name no cause for what they are, however often somebody asks within 30 s', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 403, text: '<html>' }));
    for (let asked = 0; asked < 6; asked += 1) {
      expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({
        error: { code: 'refresh_unexplained' },
      });
      test.clock.advance(3_000);
    }
    expect(test.account(id)?.grant.status).toBe('live');
    expect(test.accounts.durable().accounts[id]?.unanswered?.times).toBe(1);
    test.clock.advance(30_000);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.grant).toMatchObject({
      status: 'refused',
      error: { code: 'refresh_unexplained' },
    });
  });

  it('R-02 counts each refusal that names no cause where an answer was lost as well, since the token may be used up', async () => {
    const test = createTestApp([holdAccount(id)]);
    const lost = [() => Promise.reject(new TransportError('unreachable'))];
    test.transport.answerWith(() => lost.shift()?.() ?? { status: 400, text: '' });
    const codes: string[] = [];
    for (let asked = 0; asked < 3; asked += 1) {
      const asking = test.ask('account.refresh', { accountId: id });
      await test.clock.advanceAsync(5_000);
      const result = await asking;
      codes.push(result.ok ? 'ok' : result.error.code);
    }
    expect(codes).toEqual(['refresh_unexplained', 'refresh_unexplained', 'answer_lost']);
    expect(test.transport.sent.filter(({ method }) => method === 'POST')).toHaveLength(3);
    expect(test.account(id)?.grant.status).toBe('refused');
  });

  it('O-36 needs a sign-in after two refusals that name no cause where the clock was set back between them', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => ({ status: 403 }));
    await test.ask('account.refresh', { accountId: id });
    test.clock.jump(-365 * 24 * 3_600_000);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('live');
    test.clock.advance(30_000);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.grant.status).toBe('refused');
  });

  it('says that an account without a refresh token cannot be refreshed, and asks nobody', async () => {
    const held = holdAccount(id, {}, { refreshToken: null });
    const test = createTestApp([held]);
    const result = await test.ask('account.refresh', { accountId: id });
    expect(result).toMatchObject({ ok: false, error: { code: 'no_refresh_token' } });
    expect(test.transport.sent).toHaveLength(0);
  });

  it('shows Not saved yet while the keychain refuses, keeps the set in memory and tries again', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => issued(1));
    test.secrets.failWith('unavailable', ['put']);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.saved).toBe(false);
    await test.ask('account.copy', { accountId: id, form: 'token' });
    expect(test.clipboard.text()).toBe('access-new-1');
    test.secrets.failWith(null);
    await test.clock.advanceAsync(1_000);
    expect(test.account(id)?.saved).toBe(true);
    expect(stored(test)).toContain('refresh-new-1');
  });

  it('asks nothing of the server and changes nothing while the keychain cannot be read', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith('locked', ['get']);
    const result = await test.ask('account.refresh', { accountId: id });
    expect(result).toMatchObject({ ok: false, error: { code: 'keychain_locked' } });
    expect(test.transport.sent).toHaveLength(0);
    expect(test.account(id)?.grant.status).toBe('live');
  });

  it('R-07 asks for nothing newer while the newest set is nowhere but in memory, and tries to save that first', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(({ form }) => issued(form.refresh_token === 'refresh-new-1' ? 2 : 1));
    test.secrets.failWith('denied', ['put']);
    await test.ask('account.refresh', { accountId: id });
    expect(test.account(id)?.saved).toBe(false);
    const again = await test.ask('account.refresh', { accountId: id });
    expect(again).toMatchObject({ ok: false, error: { code: 'not_saved' } });
    expect(test.transport.sent).toHaveLength(1);
    test.secrets.failWith(null);
    expect(await test.ask('account.refresh', { accountId: id })).toMatchObject({ ok: true });
    expect(stored(test)).toContain('refresh-new-2');
  });

  it('counts every outcome once in the summary of Refresh all', async () => {
    const test = createTestApp([
      holdAccount('acct_fine_one'),
      holdAccount('acct_fine_two'),
      holdAccount('acct_refused'),
      holdAccount('acct_no_refresh', {}, { refreshToken: null }),
      holdAccount('acct_unreachable'),
      holdAccount('acct_revoked', { grant: { status: 'revoked', at: 1, outcomes: [] } }),
    ]);
    test.transport.answerWith(({ form }) => {
      if (form.refresh_token?.includes('acct_refused')) {
        return { status: 400, json: { error: 'invalid_grant' } };
      }
      if (form.refresh_token?.includes('acct_unreachable')) {
        throw new TransportError('unreachable', undefined, true);
      }
      return issued(1);
    });
    const refreshing = test.ask('account.refresh_all', {});
    await test.clock.advanceAsync(5_000);
    expect(await refreshing).toEqual({
      ok: true,
      value: { refreshed: 2, unsaved: 0, needSignIn: 1, cannot: 1, failed: 1 },
    });
  });

  it('R-11 never has more than two requests at once at one issuer', async () => {
    const test = createTestApp(
      Array.from({ length: 9 }, (_, n) => holdAccount(`acct_number_${n}`)),
    );
    let running = 0;
    let most = 0;
    test.transport.answerWith(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return issued(1);
    });
    await test.ask('account.refresh_all', {});
    expect(most).toBe(2);
  });
});
