// The certificate authorities of one's own in the settings: shown, added and removed by asking main (N-05).
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AuthorityView } from '../../../../shared/certificate-authority.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import { openDialog } from './open-dialog.tsx';

const authority = (change: Partial<AuthorityView> = {}): AuthorityView => ({
  fingerprint: 'a1b2c3d4e5f60718'.padEnd(64, '0'),
  subject: 'CN=Acme Root CA, O=Acme, C=DE',
  expiresAt: Date.UTC(2199, 4, 3, 12),
  ...change,
});
const addButton = () => screen.getByRole('button', { name: 'Add a certificate authority…' });
const group = () => screen.getByRole('region', { name: 'Certificates' });
const rows = () =>
  within(screen.getByRole('list', { name: /authorities/ })).getAllByRole('listitem');

describe('N-05 certificates in the settings', () => {
  it('say what they are for, and that the browser has trust of its own', async () => {
    await openDialog({ kind: 'settings' });
    expect(group().textContent).toContain('without the system’s proxy');
    expect(group().textContent).toContain('Your browser has trust of its own');
    expect(screen.queryByRole('list', { name: /authorities/ })).toBeNull();
  });

  it('show subject, end and a short fingerprint, each with its own button to remove it', async () => {
    const ended = authority({ fingerprint: 'ff'.repeat(32), subject: 'CN=Old', expiresAt: 1 });
    const rendered = await openDialog({ kind: 'settings' }, { authorities: [authority(), ended] });
    const [first, second] = rows();
    expect(first?.textContent).toContain('CN=Acme Root CA, O=Acme, C=DE');
    expect(first?.textContent).toContain('Valid until 3 May 2199');
    expect(first?.textContent).toContain('SHA-256 A1:B2:C3:D4:E5:F6:07:18…');
    expect(second?.textContent).toContain('Expired on 1 Jan 1970');
    const remove = within(second as HTMLElement).getByRole('button', { name: 'Remove' });
    const describedBy = remove.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(describedBy)?.textContent).toBe('CN=Old');
    await rendered.user.click(remove);
    expect(rendered.main.calls).toEqual([
      { name: 'authority.remove', params: { fingerprint: 'ff'.repeat(32) } },
    ]);
    expect(within(group()).getByRole('status').textContent).toMatch(/^Removed\./);
    rendered.push({ authorities: [authority()] });
    expect(rows()).toHaveLength(1);
  });

  it('ask main without a word about where the file is, and say what came of it', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    const said = () => within(group()).getByRole('status').textContent;
    rendered.main.answer('authority.add', () => ok({ kind: 'added', count: 2 }));
    await rendered.user.click(addButton());
    expect(rendered.main.calls).toEqual([{ name: 'authority.add', params: {} }]);
    expect(said()).toBe('2 authorities added.');
    rendered.main.answer('authority.add', () => ok({ kind: 'known' }));
    await rendered.user.click(addButton());
    expect(said()).toBe('What this file holds is here already.');
    rendered.main.answer('authority.add', () => ok({ kind: 'cancelled' }));
    await rendered.user.click(addButton());
    expect(said()).toBe('');
  });

  it('say why a file was refused, which certificate it is about, and the next step', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    const subject = 'CN=id.acme.example';
    rendered.main.answer('authority.add', () => failed('certificate_not_authority', { subject }));
    await rendered.user.click(addButton());
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('A certificate in this file is not an authority’s');
    expect(alert.textContent).toContain(subject);
    expect(alert.textContent).toContain('Choose the authority’s certificate');
    rendered.main.answer('authority.add', () => ok({ kind: 'added', count: 1 }));
    await rendered.user.click(addButton());
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('do not ask twice while the system asks', async () => {
    const rendered = await openDialog({ kind: 'settings' });
    rendered.main.answer('authority.add', () => new Promise(() => undefined));
    await rendered.user.click(addButton());
    await rendered.user.click(addButton());
    expect(rendered.main.callsOf('authority.add')).toHaveLength(1);
  });
});
