/** A revocation of many on screen: it goes on when closed, and its end never claims more than each verdict. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../shared/revocation-run.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { makeOutcome } from '../../../fixtures/revocation-outcomes.ts';
import { sampleRun, sampleRunAccount } from '../../../fixtures/sample-run.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from '../dialogs/open-dialog.tsx';

const row = (index: number, change: Parameters<typeof sampleRunAccount>[0] = {}) =>
  sampleRunAccount({ accountId: `account-${index}`, label: `Service ${index}`, ...change });
const open = (run: RunView, change: Parameters<typeof openDialog>[1] = {}) =>
  openDialog({ kind: 'run', runId: run.runId }, { run, ...change });
const labels = (): readonly (string | null)[] =>
  screen.getAllByRole('listitem').flatMap((it) => /Service \d+/.exec(it.textContent ?? '') ?? []);
const itemOf = (label: string): HTMLElement => {
  const found = screen.getAllByRole('listitem').find((it) => it.textContent?.includes(label));
  if (found === undefined) throw new Error(`no row is called ${label}`);
  return found;
};
const ended = (change: Partial<RunView>): RunView =>
  sampleRun({ finishedAt: Date.now(), ...change });

const waiting = {
  status: 'revocation_pending',
  at: 1,
  outcomes: [makeOutcome({ verdict: 'not_revoked' })],
  attempts: 1,
  nextTryAt: null,
} as const;

describe('while it runs', () => {
  const running = sampleRun({
    accounts: [
      row(1, { state: 'done', verdict: 'accepted' }),
      row(2, { state: 'running' }),
      row(3),
    ],
  });

  it('shows for each account how it stands, and how many are done', async () => {
    await open(running);
    expect(screen.getByRole('dialog', { name: 'Revoking 3 accounts' })).toBeTruthy();
    const bar = screen.getByRole('progressbar');
    expect(bar.getAttribute('aria-valuetext')).toBe('1 of 3 done');
    expect(itemOf('Service 1').textContent).toContain('Accepted by the server, not provable here');
    expect(itemOf('Service 2').textContent).toContain('Asking the server…');
    expect(itemOf('Service 3').textContent).toContain('Waiting');
  });

  it('stops only by Stop, and goes on when it is closed', async () => {
    const { main, user, ui, push } = await open(running);
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    expect(main.callsOf('run.stop')).toEqual([{}]);
    push({ run: { ...running, stopped: true } });
    expect(screen.getByRole('button', { name: 'Stopping…' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(ui().state.dialog).toBeNull();
    expect(main.callsOf('run.stop')).toHaveLength(1);
  });

  it('comes up by itself where it was taken up again, and only once', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    rendered.push({ run: running });
    expect(rendered.ui().state.dialog?.kind).toBe('settings');
    const again = await openDialog({ kind: 'settings' }, { run: null });
    await again.user.keyboard('{Escape}');
    again.push({ run: running });
    await waitFor(() =>
      expect(again.ui().state.dialog).toEqual({ kind: 'run', runId: 'run-0001' }),
    );
    await again.user.keyboard('{Escape}');
    again.push({ run: { ...running, stopped: true } });
    expect(again.ui().state.dialog).toBeNull();
  });

  it('says that it waits for a keychain that is not open', async () => {
    await open(running, { keychain: { name: 'GNOME Keyring', state: 'locked' } });
    expect(screen.getByRole('dialog').textContent).toContain('GNOME Keyring is not open.');
  });

  it('draws no more rows than fit, whatever their number', async () => {
    await open(sampleRun({ accounts: Array.from({ length: 5000 }, (_, index) => row(index)) }));
    const items = screen.getAllByRole('listitem');
    expect(items.length).toBeLessThan(60);
    expect(items[0]?.getAttribute('aria-setsize')).toBe('5000');
  });
});

describe('at its end', () => {
  const run = ended({
    accounts: [
      row(1, { state: 'done', verdict: 'proven_dead' }),
      row(2, { state: 'done', verdict: 'not_revoked', hasPage: true }),
      row(3, { state: 'done', verdict: 'alive_until', until: Date.now() + 3_600_000 }),
      row(4, { state: 'done', verdict: null, code: 'no_tokens' }),
      row(5, { state: 'done', verdict: null, code: 'account_busy' }),
      row(6),
    ],
  });

  it('counts each verdict, puts what needs a person first, and says what stays alive until when', async () => {
    await open(run);
    const text = screen.getByRole('dialog').textContent ?? '';
    expect(text).toContain('1 Proven dead');
    expect(text).toContain('1 Not revoked');
    expect(text).toContain('3 accounts need a person');
    expect(text).toContain('UTC');
    expect(labels()).toEqual([2, 5, 6, 3, 1, 4].map((it) => `Service ${it}`));
    expect(itemOf('Service 6').textContent).toContain('Not asked: it was stopped before');
    expect(itemOf('Service 4').textContent).toContain('No token was held');
  });

  it('says a verdict briefly where its row has one more line to say, and whole in its title', async () => {
    const foreign = { state: 'done', verdict: 'foreign_client' } as const;
    await open(
      ended({ accounts: [row(1, { ...foreign, until: Date.now() + 3_600_000 }), row(2, foreign)] }),
    );
    const whole = 'Issued to another client: cannot be revoked from here';
    expect(within(itemOf('Service 1')).getByTitle(whole).textContent).toBe(
      'Issued to another client',
    );
    expect(within(itemOf('Service 2')).getByTitle(whole).textContent).toBe(whole);
  });

  it('opens the page of the provider where it has one, for that account', async () => {
    const { main, user } = await open(run);
    await user.click(within(itemOf('Service 2')).getByRole('button', { name: 'Provider’s page' }));
    expect(main.callsOf('account.open_page')).toEqual([{ accountId: 'account-2' }]);
    expect(screen.getAllByRole('button', { name: 'Provider’s page' })).toHaveLength(1);
  });

  it('follows a revocation that was pending and is decided after the run', async () => {
    const pending = ended({
      accounts: [row(1, { state: 'done', verdict: 'not_revoked', pending: true })],
    });
    const account = sampleAccount({ accountId: 'account-1', grant: waiting });
    const { push } = await open(pending, { accounts: [account] });
    expect(itemOf('Service 1').textContent).toContain('Pending: asked again by itself');
    const outcomes = [makeOutcome({ verdict: 'accepted' })];
    push({ upsertedAccounts: [{ ...account, grant: { status: 'revoked', at: 1, outcomes } }] });
    expect(itemOf('Service 1').textContent).toContain('Accepted by the server, not provable here');
  });

  it('N-12 promises to ask again for no account that was removed, or signed in again, since', async () => {
    const pending = { state: 'done', verdict: 'not_revoked', pending: true } as const;
    const accounts = [1, 2].map((n) =>
      sampleAccount({ accountId: `account-${n}`, grant: waiting }),
    );
    const { push } = await open(ended({ accounts: [row(1, pending), row(2, pending)] }), {
      accounts,
    });
    expect(itemOf('Service 1').textContent).toContain('Pending: asked again by itself');
    push({
      removedAccountIds: ['account-1'],
      upsertedAccounts: accounts.slice(1).map((it) => ({ ...it, grant: { status: 'live' } })),
    });
    for (const label of ['Service 1', 'Service 2']) {
      expect(itemOf(label).textContent).toContain('Not revoked');
      expect(itemOf(label).textContent).not.toContain('asked again');
    }
  });

  it('saves its report in either form, and says what hindered it', async () => {
    const { main, user } = await open(run);
    main.answer('run.save_report', () => ok({ saved: true }));
    await user.click(screen.getByRole('button', { name: 'Save report (HTML)' }));
    expect(await screen.findByText('Report saved.')).toBeTruthy();
    main.answer('run.save_report', () => failed('disk_unwritable'));
    await user.click(screen.getByRole('button', { name: 'Save report (JSON)' }));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByText('Report saved.')).toBeNull();
    expect(main.callsOf('run.save_report')).toEqual([{ format: 'html' }, { format: 'json' }]);
  });

  it('is forgotten only by Dismiss', async () => {
    const { main, user, ui } = await open(run);
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(main.callsOf('run.dismiss')).toEqual([{}]);
    await waitFor(() => expect(ui().state.dialog).toBeNull());
  });
});
