/** The activity view: opened, searched, filtered, scrolled on, checked and exported, over a fake main process. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { timeSpan } from '../../../../renderer/activity/log-time.ts';
import type { AuditEntry } from '../../../../shared/audit.ts';
import { gapLabel } from '../../../../shared/audit-gap.ts';
import type { AuditCheck } from '../../../../shared/audit-query.ts';
import type { AppSnapshot } from '../../../../shared/snapshot.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { answerActivity, sampleEntry } from '../../../fixtures/sample-activity.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { renderFrame } from '../render-frame.tsx';

const lines = [
  sampleEntry(1, { event: 'issue' }),
  sampleEntry(2, { accountId: 'account-two', label: 'Billing', outcome: 'refused' }),
  sampleEntry(3, { event: 'revoke', verdict: 'proven_dead', token: 'refresh_token' }),
];

async function openActivity(
  entries: readonly AuditEntry[] = lines,
  snapshot: Partial<AppSnapshot> = {},
) {
  const rendered = await renderFrame(snapshot);
  answerActivity(rendered.main, entries);
  await rendered.user.click(screen.getByRole('button', { name: 'Activity' }));
  return rendered;
}
const rows = () => screen.getAllByRole('row').slice(1);
const checked = (change: Partial<AuditCheck>): AuditCheck => ({
  lines: 3,
  torn: 0,
  lost: 0,
  waiting: 0,
  head: 'matches',
  since: 1,
  broken: null,
  ...change,
});

describe('the activity view', () => {
  it('D-08 shows what happened, newest first, with time, account, server, token, fingerprint and verdict', async () => {
    await openActivity();
    await waitFor(() => expect(rows()).toHaveLength(3));
    const newest = rows()[0]?.textContent ?? '';
    expect(newest).toContain('Revoked');
    expect(newest).toContain('Orders API');
    expect(newest).toContain('id.acme.example/realms/prod');
    expect(newest).toContain('Refresh token');
    expect(newest).toContain('9f3c07ab51e2');
    expect(newest).toContain('Proven dead');
    expect(rows()[1]?.textContent).toMatch(/Refresh.*Billing.*Refused/);
    const time = rows()[0]?.querySelector('[title$="UTC"]');
    expect(time?.getAttribute('title')).toBe('2026-03-03 14:10:33 UTC');
  });

  it('P-13 names a web page that came for an answer, also where that was a yes', async () => {
    await openActivity([
      sampleEntry(1, { event: 'revoke', verdict: 'accepted', answerBody: 'json' }),
      sampleEntry(2, { event: 'revoke', verdict: 'accepted', answerBody: 'page' }),
    ]);
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(
      rows().map((it) => /Accepted, not provable here(.*)$/.exec(it.textContent ?? '')?.[1]),
    ).toEqual(['web page', '']);
  });

  it('D-08 looks for a text in main once the hand rests, and says when nothing matches', async () => {
    const { user, main } = await openActivity();
    const search = screen.getByRole('searchbox', { name: 'Search activity' });
    await waitFor(() => expect(document.activeElement).toBe(search));
    await user.type(search, 'billing');
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(main.callsOf('audit.page').at(-1)?.filter.text).toBe('billing');
    await user.type(search, ' zzz');
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(rows()).toHaveLength(3));
  });

  it('D-08 filters by outcome, by what ends a token, and by account', async () => {
    const accounts = [sampleAccount({ accountId: 'account-two', label: 'Billing' })];
    const { user, main } = await openActivity(lines, { accounts });
    await user.click(screen.getByRole('button', { name: /All outcomes/ }));
    await user.click(screen.getByRole('option', { name: 'Refused' }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: /All events/ }));
    await user.click(screen.getByRole('option', { name: 'Whatever ends a token' }));
    await user.type(screen.getByRole('combobox', { name: 'Account' }), 'bil');
    await user.click(await screen.findByRole('option', { name: 'Billing' }));
    await waitFor(() => {
      const filter = main.callsOf('audit.page').at(-1)?.filter;
      expect(filter).toMatchObject({ accountId: 'account-two', outcomes: ['refused'] });
      expect(filter?.events).toContain('found_revoke');
    });
  });

  it('D-08 goes on by itself over pages without a hit, and draws only what is near the visible part', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => sampleEntry(index + 1));
    const { user, main } = await openActivity([sampleEntry(0, { label: 'Needle' }), ...many]);
    await waitFor(() => expect(rows().length).toBeGreaterThan(20));
    expect(rows().length).toBeLessThan(60);
    expect(main.callsOf('audit.page')).toHaveLength(1);
    await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'needle');
    await waitFor(() => expect(rows()[0]?.textContent).toContain('Needle'));
    expect(main.callsOf('audit.page').at(-1)?.from).toBe('1:3000');
  });

  it('D-08 begins at the top for another filter, and reads no further than what is on screen', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => sampleEntry(index + 1));
    const { user, main } = await openActivity(many);
    const table = await screen.findByRole('table', { name: 'Activity log' });
    // In a window of 1024 px each line of the log takes two.
    const rowHeight = 62;
    for (const row of [190, 380, 570]) {
      table.scrollTop = row * rowHeight;
      fireEvent.scroll(table);
      const asked = row / 190 + 1;
      await waitFor(() => expect(main.callsOf('audit.page')).toHaveLength(asked));
      await waitFor(() => expect(table.getAttribute('aria-busy')).toBe('false'));
    }
    await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'orders');
    await waitFor(() => expect(table.scrollTop).toBe(0));
    const asked = () => main.callsOf('audit.page').filter(({ filter }) => filter.text === 'orders');
    // A slow hand rests within the word, which is another filter.
    await waitFor(() => expect(asked()).not.toHaveLength(0));
    await waitFor(() => expect(table.getAttribute('aria-busy')).toBe('false'));
    expect(asked()).toHaveLength(1);
  });

  it('D-02 says how many lines of the log are missing, and from when to when', async () => {
    const gap = { count: 1_204, from: Date.UTC(2026, 2, 3, 14), to: Date.UTC(2026, 2, 3, 15, 30) };
    const lost = { event: 'lines_lost', outcome: 'failed', code: 'disk_unwritable' } as const;
    await openActivity([sampleEntry(1, { ...lost, label: gapLabel(gap), issuer: '' })]);
    await waitFor(() => expect(rows()).toHaveLength(1));
    const said = rows()[0]?.textContent ?? '';
    expect(said).toContain('Lines of this log lost');
    expect(said).toContain('1204 lines');
    expect(said).toContain(timeSpan(gap));
  });

  it('D-08 says that the log could not be read, and reads it again', async () => {
    const { user, main } = await openActivity();
    await waitFor(() => expect(rows()).toHaveLength(3));
    main.answer('audit.page', () => failed('internal'));
    await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'x');
    await screen.findByRole('heading', { name: 'The log could not be read' });
    answerActivity(main, [sampleEntry(1, { label: 'x' })]);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rows()).toHaveLength(1));
  });

  it('D-08 offers newer lines when something happened, without moving those that are read', async () => {
    const { user, main, push } = await openActivity();
    await waitFor(() => expect(rows()).toHaveLength(3));
    answerActivity(main, [...lines, sampleEntry(4, { event: 'copy' })]);
    push({ upsertedAccounts: [sampleAccount()] });
    const show = await screen.findByRole('button', { name: 'Show newer' }, { timeout: 5000 });
    expect(rows()).toHaveLength(3);
    await user.click(show);
    await waitFor(() => expect(rows()).toHaveLength(4));
    expect(screen.queryByRole('button', { name: 'Show newer' })).toBeNull();
  });
});

describe('checking and exporting', () => {
  it('D-08 names the first broken line and its file, what that means and what to do', async () => {
    const { user, main } = await openActivity();
    const broken = { line: 7012, fileName: 'audit.0001.jsonl', lineInFile: 12 };
    main.answer('audit.verify', () => ok(checked({ broken: { ...broken, fault: 'changed' } })));
    await user.click(screen.getByRole('button', { name: 'Verify log' }));
    const note = await screen.findByText('Line 7012 was changed after it was written');
    const said = note.closest('[role="status"]')?.textContent ?? '';
    expect(said).toContain('Line 12 of audit.0001.jsonl.');
    expect(said).toContain('do not rely on the rest');
    expect(said).toContain('compare the log with an earlier export');
  });

  const noteOf = async (title: string): Promise<HTMLElement | null> =>
    (await screen.findByText(title)).closest<HTMLElement>('[class*="note"]');

  it('D-08 is green only where the end is the one that the keychain remembers', async () => {
    const { user, main } = await openActivity();
    main.answer('audit.verify', () => ok(checked({})));
    await user.click(screen.getByRole('button', { name: 'Verify log' }));
    const note = await noteOf('The log is intact: 3 lines checked');
    expect(note?.className).toMatch(/ok/);
    expect(note?.textContent).toContain('one that the keychain remembers');
  });

  it.each([
    [
      'lost',
      /^.*remembers\.2 lines never reached the disk.* lines of the log say from when to when\.$/,
    ],
    ['waiting', /^.*remembers\.2 more lines wait in memory.* nothing that was checked\.$/],
  ] as const)(
    'D-02 D-08 is amber where the log is whole as far as it goes, but lines are missing in it: %s',
    async (missing, words) => {
      const { user, main } = await openActivity();
      main.answer('audit.verify', () => ok(checked({ [missing]: 2 })));
      await user.click(screen.getByRole('button', { name: 'Verify log' }));
      const note = await noteOf('The log is intact: 3 lines checked');
      expect(note?.className).toMatch(/warn/);
      expect(note?.textContent).toMatch(words);
    },
  );

  it.each([
    ['anew', /only since line 2: what the keychain held before was gone or damaged/],
    ['never', /as far as this profile knows it never did/],
    ['missing', /nothing to compare with any more, although it did/],
    ['damaged', /what the keychain holds to compare with is damaged/],
    ['unavailable', /the keychain did not answer/],
  ] as const)(
    'D-08 is amber, and says what was checked and what was not, where the keychain’s head is: %s',
    async (head, words) => {
      const { user, main } = await openActivity();
      main.answer('audit.verify', () => ok(checked({ head, since: head === 'anew' ? 2 : null })));
      await user.click(screen.getByRole('button', { name: 'Verify log' }));
      const note = await noteOf('The log agrees with itself: 3 lines checked');
      expect(note?.className).toMatch(/warn/);
      expect(note?.textContent).toMatch(words);
      expect(note?.textContent).toMatch(/cut off .* rewritten .*was not checked/);
      expect(screen.queryByText(/intact/)).toBeNull();
    },
  );

  it.each(['missing', 'damaged', 'unavailable'] as const)(
    'D-08 says of an empty log and of a broken one as well that nothing was compared: %s',
    async (head) => {
      const { user, main } = await openActivity([]);
      const broken = { line: 2, fileName: 'audit.jsonl', lineInFile: 2, fault: 'missing' } as const;
      main.answer('audit.verify', () => ok(checked({ lines: 0, head, since: null })));
      await user.click(screen.getByRole('button', { name: 'Verify log' }));
      const note = await noteOf('The log is empty');
      expect(note?.className).toMatch(/warn/);
      expect(note?.textContent).toContain('was not checked');
      main.answer('audit.verify', () => ok(checked({ head, since: null, broken })));
      await user.click(screen.getByRole('button', { name: 'Verify log' }));
      expect((await noteOf('Lines are missing before line 2'))?.textContent).toContain(
        'was not checked',
      );
    },
  );

  it('D-08 exports what the filters let through, and shows the line about it', async () => {
    const { user, main } = await openActivity();
    await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'orders');
    await waitFor(() => expect(rows()).toHaveLength(2));
    main.answer('audit.export', () => ok({ saved: true }));
    const before = main.callsOf('audit.page').length;
    await user.click(screen.getByRole('button', { name: 'Export CSV' }));
    await screen.findByText(/Only the lines that match/);
    expect(main.callsOf('audit.export')[0]).toMatchObject({
      format: 'csv',
      filter: { text: 'orders' },
    });
    expect(main.callsOf('audit.page').length).toBeGreaterThan(before);
  });
});

describe('the ways there and back', () => {
  it('opens by the menu, gives way to a view of the list and to the search for accounts', async () => {
    const { user, main, ui } = await openActivity(lines, { accounts: [sampleAccount()] });
    await user.click(screen.getByRole('button', { name: 'Back to accounts' }));
    expect(screen.getByRole('grid', { name: 'Accounts' })).toBeTruthy();
    main.emit('menu.chosen', 'activity');
    await screen.findByRole('table', { name: 'Activity log' }, { timeout: 5000 });
    await user.click(screen.getByRole('button', { name: /^All accounts, 1$/ }));
    expect(ui().state.activity).toBeNull();
  });

  it('D-08 shows all of one account from its details', async () => {
    const { user, main } = await renderFrame({ accounts: [sampleAccount()] });
    answerActivity(main, lines);
    await user.click(screen.getByRole('row', { name: 'Orders API' }));
    const details = screen.getByRole('region', { name: 'Account details' });
    await user.click(within(details).getByRole('button', { name: 'Show all' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(main.callsOf('audit.page')[0]?.filter.accountId).toBe('account-0001');
    const account = screen.getByRole('combobox', { name: 'Account' });
    expect((account as HTMLInputElement).value).toBe('Orders API');
  });
});
