// What the app does about token sets that only memory holds when it is asked to end.
import { describe, expect, it } from 'vitest';
import { createTestApp, holdAccount } from '../fixtures/test-app.ts';

const id = 'acct_orders_api';
const json = {
  access_token: 'access-new',
  refresh_token: 'refresh-new',
  token_type: 'Bearer',
  expires_in: 3600,
};

/** An app whose keychain refused what the last refresh brought, and whose journal takes nothing. */
async function appWithUnsaved() {
  const test = createTestApp([holdAccount(id)]);
  await test.app.afterFirstPaint();
  test.transport.answerWith(() => ({ json }));
  test.secrets.failWith('denied', ['put']);
  await test.ask('account.refresh', { accountId: id });
  return test;
}

/** Whether it has settled by now, and by two seconds from now. */
async function settledSoon(work: Promise<void>, test: Awaited<ReturnType<typeof appWithUnsaved>>) {
  let settled = false;
  void work.then(() => {
    settled = true;
  });
  await test.clock.advanceAsync(2_000);
  return settled;
}

describe('quitting with a token set that the keychain refused', () => {
  it('R-07 is counted until a retry saved it', async () => {
    const { app, secrets } = await appWithUnsaved();
    expect(app.unsavedCount()).toBe(1);
    await app.retryUnsaved();
    expect(app.unsavedCount()).toBe(1);
    secrets.failWith(null);
    await app.retryUnsaved();
    expect(app.unsavedCount()).toBe(0);
    expect(secrets.items.get(id)).toContain('refresh-new');
  });

  it('R-07 waits for a keychain that hangs, unless the person gave the set up', async () => {
    const waiting = await appWithUnsaved();
    waiting.secrets.hold();
    expect(await settledSoon(waiting.app.stop(), waiting)).toBe(false);
    const given = await appWithUnsaved();
    given.secrets.hold();
    expect(await settledSoon(given.app.stop({ loseUnsaved: true }), given)).toBe(true);
  });
});
