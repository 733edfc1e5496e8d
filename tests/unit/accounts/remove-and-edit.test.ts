import { describe, expect, it } from 'vitest';
import { TransportError } from '../../../electron/ports.ts';
import { editOf } from '../../fixtures/account-definitions.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';

describe('removing an account', () => {
  it('forgets the account and its keychain item, and asks the server nothing', async () => {
    const test = createTestApp([holdAccount(id)]);
    expect(await test.ask('account.remove', { accountId: id })).toEqual({ ok: true, value: null });
    expect(test.account(id)).toBeUndefined();
    expect(test.secrets.items.has(id)).toBe(false);
    expect(test.accounts.durable().tombstones).toEqual([]);
    expect(test.transport.sent).toHaveLength(0);
    expect(test.audit.entries).toMatchObject([{ event: 'remove', outcome: 'local_only' }]);
  });

  it('K-04 keeps a tombstone until the item is proven absent, and erases it once the keychain answers', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith('locked');
    await test.ask('account.remove', { accountId: id });
    expect(test.account(id)).toBeUndefined();
    expect(test.accounts.durable().tombstones).toEqual([id]);
    expect(test.audit.entries).toMatchObject([{ event: 'remove', outcome: 'failed' }]);
    test.secrets.failWith(null);
    await test.ask('keychain.retry', {});
    await test.clock.advanceAsync(1);
    expect(test.secrets.items.has(id)).toBe(false);
    expect(test.accounts.durable().tombstones).toEqual([]);
  });

  it.each([
    ['locked', 'keychain_locked'],
    ['timed_out', 'keychain_timed_out'],
    ['denied', 'keychain_denied'],
  ] as const)('K-04 writes down why an item is left: %s', async (failure, code) => {
    const test = createTestApp([holdAccount(id)]);
    test.secrets.failWith(failure);
    await test.ask('account.remove', { accountId: id });
    expect(test.audit.entries).toMatchObject([{ event: 'remove', outcome: 'failed', code }]);
  });

  it('D-02 erases the item and writes it down also where the disk takes nothing', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.tellDiskTrouble('full');
    expect(await test.ask('account.remove', { accountId: id })).toEqual({ ok: true, value: null });
    expect(test.account(id)).toBeUndefined();
    expect(test.secrets.items.has(id)).toBe(false);
    expect(test.audit.entries).toMatchObject([{ event: 'remove', outcome: 'local_only' }]);
    test.tellDiskTrouble(null);
    await test.accounts.flush();
    expect(test.accounts.durable()).toMatchObject({ accounts: {}, tombstones: [] });
  });
});

describe('editing an account', () => {
  const unchanged = (test: ReturnType<typeof createTestApp>) => {
    const definition = test.account(id)?.definition;
    if (definition === undefined) throw new Error('no account');
    return editOf(definition);
  };

  it('changes label, tags and environment and keeps the tokens', async () => {
    const test = createTestApp([holdAccount(id)]);
    const edit = {
      ...unchanged(test),
      label: 'Renamed',
      tags: ['a'],
      environment: 'production' as const,
    };
    await test.ask('account.edit', { accountId: id, edit });
    expect(test.accounts.durable().accounts[id]?.definition).toMatchObject({
      label: 'Renamed',
      tags: ['a'],
      environment: 'production',
    });
    expect(test.secrets.items.get(id)).toContain(`refresh-of-${id}-0`);
  });

  it('R-02 presents a refresh token no oftener without an answer for another client secret', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.transport.answerWith(() => {
      throw new TransportError('unreachable');
    });
    const presented = () => test.transport.sent.filter(({ method }) => method === 'POST').length;
    for (const clientSecret of ['secret-1', 'secret-2', 'secret-3']) {
      await test.ask('account.refresh', { accountId: id });
      expect(presented()).toBe(2);
      await test.ask('account.edit', { accountId: id, edit: { ...unchanged(test), clientSecret } });
    }
  });

  it('D-02 calls an edit that took effect no failure where the disk takes nothing, and writes it down', async () => {
    const test = createTestApp([holdAccount(id)]);
    test.tellDiskTrouble('full');
    const edit = { ...unchanged(test), label: 'Renamed' };
    expect(await test.ask('account.edit', { accountId: id, edit })).toMatchObject({ ok: true });
    expect(test.account(id)?.definition.label).toBe('Renamed');
    expect(test.audit.entries).toMatchObject([{ event: 'edit', outcome: 'ok' }]);
  });

  it('replaces and erases the client secret without touching the tokens, and shows only that it is set', async () => {
    const test = createTestApp([holdAccount(id)]);
    const edit = { ...unchanged(test), clientSecret: 'a client secret' };
    await test.ask('account.edit', { accountId: id, edit });
    expect(test.account(id)?.clientSecretSet).toBe(true);
    expect(test.secrets.items.get(id)).toContain('a client secret');
    expect(JSON.stringify(test.snapshot())).not.toContain('a client secret');
    await test.ask('account.edit', {
      accountId: id,
      edit: { ...unchanged(test), clientSecret: null },
    });
    expect(test.account(id)?.clientSecretSet).toBe(false);
    expect(test.secrets.items.get(id)).not.toContain('a client secret');
    expect(test.secrets.items.get(id)).toContain(`refresh-of-${id}-0`);
  });

  it('refuses to change issuer, client or endpoints', async () => {
    const test = createTestApp([holdAccount(id)]);
    const edit = { ...unchanged(test), clientId: 'another' };
    expect(await test.ask('account.edit', { accountId: id, edit })).toMatchObject({
      ok: false,
      error: { code: 'invalid_params' },
    });
  });
});
