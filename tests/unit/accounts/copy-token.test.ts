import { describe, expect, it } from 'vitest';
import type { AccountRecord } from '../../../electron/account-record.ts';
import { TransportError } from '../../../electron/ports.ts';
import { createTestApp, holdAccount, testStart } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';
const fresh = {
  json: { access_token: 'access-new', token_type: 'Bearer', expires_in: 3600 },
};
const copy = (test: ReturnType<typeof createTestApp>, form: 'token' | 'header' = 'token') =>
  test.ask('account.copy', { accountId: id, form });

describe('copying a token', () => {
  it('writes the token itself, asks nobody, and says what was copied', async () => {
    const test = createTestApp([holdAccount(id)]);
    const result = await copy(test);
    expect(test.clipboard.text()).toBe(`access-of-${id}-0`);
    expect(test.transport.sent).toHaveLength(0);
    expect(result).toEqual({
      ok: true,
      value: {
        label: `Account ${id}`,
        who: null,
        environment: 'staging',
        form: 'token',
        clearsAfterMs: 30_000,
        remainingMs: 3_600_000,
        refreshed: false,
        saved: true,
        warning: null,
      },
    });
    expect(JSON.stringify(result)).not.toContain('access-of');
  });

  it('writes the whole header where that was asked (RFC 6750 section 2.1)', async () => {
    const test = createTestApp([holdAccount(id)]);
    await copy(test, 'header');
    expect(test.clipboard.text()).toBe(`Authorization: Bearer access-of-${id}-0`);
  });

  it('refreshes first with less than 30 s left', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart + 29_999 })]);
    test.transport.answerWith(() => fresh);
    expect(await copy(test)).toMatchObject({ ok: true, value: { refreshed: true } });
    expect(test.clipboard.text()).toBe('access-new');
  });

  it('R-07 says when the tokens of the refresh before it are only in memory', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart })]);
    test.transport.answerWith(() => fresh);
    test.secrets.failWith('denied', ['put']);
    expect(await copy(test)).toMatchObject({ ok: true, value: { refreshed: true, saved: false } });
    expect(test.clipboard.text()).toBe('access-new');
  });

  it('refreshes first with less than the chosen minimum left', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart + 600_000 })]);
    test.transport.answerWith(() => fresh);
    await test.ask('settings.update', { minimumLeftSeconds: 1200 });
    await copy(test);
    expect(test.clipboard.text()).toBe('access-new');
  });

  it('copies a still valid token when the refresh fails, and says why and how long is left', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart + 20_000 })]);
    test.transport.answerWith(() => {
      throw new TransportError('unreachable');
    });
    const copying = copy(test);
    await test.clock.advanceAsync(0);
    expect(await copying).toMatchObject({
      ok: true,
      value: { remainingMs: 20_000, warning: { code: 'network_unreachable' } },
    });
    expect(test.clipboard.text()).toBe(`access-of-${id}-0`);
  });

  it('leaves the clipboard alone when the token has expired and cannot be refreshed', async () => {
    const held = holdAccount(id, {}, { expiresAt: testStart, refreshToken: null });
    const test = createTestApp([held]);
    test.clipboard.overwrite('mine');
    expect(await copy(test)).toMatchObject({ ok: false, error: { code: 'token_expired' } });
    expect(test.clipboard.text()).toBe('mine');
  });

  it('leaves the clipboard alone when the token has expired and the refresh fails', async () => {
    const test = createTestApp([holdAccount(id, {}, { expiresAt: testStart })]);
    test.transport.answerWith(() => ({ status: 400, json: { error: 'invalid_grant' } }));
    test.clipboard.overwrite('mine');
    expect(await copy(test)).toMatchObject({ ok: false, error: { code: 'grant_refused' } });
    expect(test.clipboard.text()).toBe('mine');
  });

  it('does not revive a token when the wall clock is set back', async () => {
    const held = holdAccount(id, {}, { refreshToken: null });
    const test = createTestApp([held]);
    test.clock.advance(3_600_000);
    test.clock.jump(-7_200_000);
    expect(await copy(test)).toMatchObject({ ok: false, error: { code: 'token_expired' } });
  });

  it('copies nothing while a revocation is pending or after it', async () => {
    const ended = { at: 1, outcomes: [] };
    const grants: readonly AccountRecord['grant'][] = [
      { status: 'revocation_pending', ...ended, attempts: 1, nextTryAt: null },
      { status: 'not_revoked', ...ended },
      { status: 'revoked', ...ended },
    ];
    for (const grant of grants) {
      const test = createTestApp([holdAccount(id, { grant })]);
      expect(await copy(test)).toMatchObject({ ok: false, error: { code: 'grant_ended' } });
    }
  });

  it('clears the clipboard after 30 s if it is still ours', async () => {
    const test = createTestApp([holdAccount(id)]);
    await copy(test);
    await test.clock.advanceAsync(29_999);
    expect(test.clipboard.text()).not.toBe('');
    await test.clock.advanceAsync(1);
    expect(test.clipboard.text()).toBe('');
  });

  it('leaves what somebody else copied meanwhile', async () => {
    const test = createTestApp([holdAccount(id)]);
    await copy(test);
    test.clipboard.overwrite('a shopping list');
    await test.clock.advanceAsync(60_000);
    expect(test.clipboard.text()).toBe('a shopping list');
  });

  it('counts from the newest copy', async () => {
    const test = createTestApp([holdAccount(id)]);
    await copy(test);
    await test.clock.advanceAsync(20_000);
    await copy(test, 'header');
    await test.clock.advanceAsync(20_000);
    expect(test.clipboard.text()).toContain('Bearer');
  });

  it('keeps it until the app quits where the setting is never', async () => {
    const test = createTestApp([holdAccount(id)]);
    await test.ask('settings.update', { clipboardClearSeconds: null });
    await copy(test);
    await test.clock.advanceAsync(24 * 3_600_000);
    expect(test.clipboard.text()).not.toBe('');
    await test.app.stop();
    expect(test.clipboard.text()).toBe('');
  });

  it('writes one audit line with the fingerprint and without the token', async () => {
    const test = createTestApp([holdAccount(id)]);
    await copy(test);
    expect(test.audit.entries).toMatchObject([
      { event: 'copy', outcome: 'ok', token: 'access_token', accountId: id },
    ]);
    expect(test.audit.entries[0]?.fingerprint).toMatch(/^[0-9a-f]{12}$/);
    expect(JSON.stringify(test.audit.entries)).not.toContain('access-of');
  });
});
