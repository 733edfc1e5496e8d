// Logging out at the provider: its page in the browser, after a revocation and never instead of one.
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../electron/secret.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const accountId = 'acct_orders_api';
const hint = 'eyJ.hint.sig';

function setUp({ endSession = 'https://as.example/logout' as string | null } = {}) {
  const base = holdAccount(accountId, {}, { idToken: Secret.of(hint) });
  const server = base.record.server && { ...base.record.server, endSessionEndpoint: endSession };
  const test = createTestApp([{ ...base, record: { ...base.record, server } }]);
  test.transport.answerWith(() => ({ status: 200 }));
  const item = (): string => test.secrets.items.get(accountId) ?? '';
  const logOut = () => test.ask('account.log_out', { accountId });
  const events = (): readonly string[] => test.audit.entries.map((it) => it.event);
  return { ...test, item, logOut, events };
}

describe('logging out', () => {
  it('O-47 opens the frozen page with the hint, and revokes and erases nothing', async () => {
    const test = setUp();
    expect(test.account(accountId)?.canLogOut).toBe(true);
    expect(await test.logOut()).toEqual({ ok: true, value: null });
    const [opened] = test.browser.opened;
    expect(opened?.href.startsWith('https://as.example/logout?')).toBe(true);
    expect(opened?.searchParams.get('id_token_hint')).toBe(hint);
    expect(test.account(accountId)?.grant.status).toBe('live');
    expect(test.transport.sent).toEqual([]);
    expect(test.item()).toContain(`access-of-${accountId}-0`);
    expect(test.item()).toContain(hint);
  });

  it('O-46 keeps the hint over a revocation for this alone, and erases it once it was used', async () => {
    const test = setUp();
    await test.ask('account.revoke', { accountId });
    expect(test.account(accountId)).toMatchObject({
      grant: { status: 'revoked' },
      accessTokenHeld: false,
      refreshTokenHeld: false,
      access: null,
    });
    expect(test.item()).toContain(hint);
    expect(test.item()).not.toMatch(/access-of|refresh-of/);
    await test.logOut();
    expect(test.browser.opened[0]?.searchParams.get('id_token_hint')).toBe(hint);
    expect(test.item()).not.toContain(hint);
    expect(test.events()).toEqual(['revoke', 'revoke', 'log_out']);
    await test.logOut();
    expect(test.browser.opened[1]?.searchParams.get('id_token_hint')).toBeNull();
    expect(test.browser.opened[1]?.searchParams.get('client_id')).not.toBeNull();
  });

  it('D-02 is written down and forgets the hint also where the disk takes nothing', async () => {
    const test = setUp();
    await test.ask('account.revoke', { accountId });
    test.tellDiskTrouble('full');
    expect(await test.logOut()).toEqual({ ok: true, value: null });
    expect(test.item()).not.toContain(hint);
    expect(test.events()).toEqual(['revoke', 'revoke', 'log_out']);
  });

  it('O-47 waits for a revocation under way', async () => {
    const test = setUp();
    const revoked = test.ask('account.revoke', { accountId });
    const loggedOut = test.logOut();
    expect(test.browser.opened).toEqual([]);
    await Promise.all([revoked, loggedOut]);
    expect(test.events()).toEqual(['revoke', 'revoke', 'log_out']);
  });

  it('O-46 goes on without the hint while the keychain is locked', async () => {
    const test = setUp();
    test.secrets.failWith('locked');
    expect(await test.logOut()).toEqual({ ok: true, value: null });
    expect(test.browser.opened[0]?.searchParams.has('id_token_hint')).toBe(false);
  });

  it('O-46 is refused where the server has no such page, and keeps the hint where no browser opened', async () => {
    const without = setUp({ endSession: null });
    expect(without.account(accountId)?.canLogOut).toBe(false);
    expect(await without.logOut()).toMatchObject({ error: { code: 'logout_unsupported' } });
    expect(without.browser.opened).toEqual([]);
    const test = setUp();
    await test.ask('account.revoke', { accountId });
    test.browser.refuse(true);
    expect(await test.logOut()).toMatchObject({ error: { code: 'browser_not_opened' } });
    expect(test.item()).toContain(hint);
    expect(test.events()).not.toContain('log_out');
  });
});
