import { describe, expect, it } from 'vitest';
import { createTestApp, type HeldAccount, holdAccount } from '../../fixtures/test-app.ts';

const hourMs = 3_600_000;

async function start(held: readonly HeldAccount[] = [holdAccount('acct_one')]) {
  const test = createTestApp(held);
  test.transport.answerWith(() => ({
    json: {
      access_token: 'new-access',
      refresh_token: 'new-refresh',
      token_type: 'bearer',
      expires_in: 3600,
    },
  }));
  await test.app.afterFirstPaint();
  const codes = (): string[] => test.snapshot().notices.map(({ code }) => code);
  const accountId = held[0]?.record.accountId ?? '';
  return { ...test, codes, accountId };
}

describe('a folder that is read-only', () => {
  it('D-03 shows the list, says so, and refreshes nothing by itself', async () => {
    const test = await start();
    test.tellDiskTrouble('read_only');
    expect(test.codes()).toEqual(['disk_read_only']);
    expect(test.snapshot().accounts).toHaveLength(1);
    await test.clock.advanceAsync(2 * hourMs);
    expect(test.transport.sent).toEqual([]);
    expect(test.account('acct_one')?.nextRefresh).toBeNull();
  });

  it('D-03 goes on by itself once the folder can be written', async () => {
    const test = await start();
    test.tellDiskTrouble('read_only');
    await test.clock.advanceAsync(2 * hourMs);
    test.tellDiskTrouble(null);
    await test.clock.advanceAsync(60_000);
    expect(test.codes()).toEqual([]);
    expect(test.transport.sent).toHaveLength(1);
  });

  it('D-03 asks first when a person refreshes, and leaves it when the answer is no', async () => {
    const test = await start();
    test.tellDiskTrouble('read_only');
    test.dialogs.answerWith(false);
    const refused = await test.ask('account.refresh', { accountId: test.accountId });
    expect(refused).toMatchObject({ ok: false, error: { code: 'disk_read_only' } });
    expect(await test.ask('account.refresh_all', {})).toMatchObject({ ok: false });
    expect(test.transport.sent).toEqual([]);
    expect(test.dialogs.questions).toHaveLength(2);
    test.dialogs.answerWith(true);
    const agreed = await test.ask('account.refresh', { accountId: test.accountId });
    expect(agreed).toEqual({ ok: true, value: { saved: true } });
    expect(test.secrets.items.get('acct_one')).toContain('new-refresh');
  });

  it('D-03 asks nobody where nothing can rotate', async () => {
    const held = holdAccount('acct_one', {}, { refreshToken: null });
    const test = await start([held]);
    test.tellDiskTrouble('read_only');
    await test.ask('account.refresh', { accountId: 'acct_one' });
    await test.ask('account.refresh_all', {});
    expect(test.dialogs.questions).toEqual([]);
  });

  it('D-03 copies the token held, and says why it was not refreshed first', async () => {
    const test = await start();
    test.tellDiskTrouble('read_only');
    test.clock.advance(hourMs - 10_000);
    const copied = await test.ask('account.copy', { accountId: 'acct_one', form: 'token' });
    expect(copied).toMatchObject({
      ok: true,
      value: { refreshed: false, warning: { code: 'disk_read_only' } },
    });
    expect(test.transport.sent).toEqual([]);
  });
});

describe('a disk that is full', () => {
  it('D-02 refreshes all the same: the tokens go to the keychain, and the banner says the rest', async () => {
    const test = await start();
    test.tellDiskTrouble('full');
    expect(test.codes()).toEqual(['disk_unwritable']);
    const refreshed = await test.ask('account.refresh', { accountId: 'acct_one' });
    expect(refreshed).toEqual({ ok: true, value: { saved: true } });
    expect(test.secrets.items.get('acct_one')).toContain('new-refresh');
    expect(test.account('acct_one')?.lastProblem).toBeNull();
    expect(test.accounts.durable().accounts.acct_one?.generation).toBe(1);
    test.tellDiskTrouble(null);
    await test.accounts.flush();
    expect(test.accounts.durable().accounts.acct_one?.generation).toBeGreaterThan(1);
    expect(test.codes()).toEqual([]);
  });
});

describe('a list of a newer version', () => {
  it('D-07 is saved as it is where the person says', async () => {
    const test = await start();
    const answer = await test.ask('account.save_copy', {});
    expect(answer).toEqual({ ok: true, value: { saved: true } });
    expect(test.dialogs.saved).toEqual([
      { suggestedName: 'tokenward-accounts.json', text: test.accounts.fileText() },
    ]);
    test.dialogs.answerWith(false);
    expect(await test.ask('account.save_copy', {})).toEqual({ ok: true, value: { saved: false } });
  });
});
