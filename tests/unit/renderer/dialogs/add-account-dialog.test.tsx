// Adding an account: words, discovery, checks at the field, submission, and nothing typed is lost.
import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Result } from '../../../../shared/errors.ts';
import type { ServerCapabilities } from '../../../../shared/operations.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { sampleAccount, sampleFlow } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const capabilities: ServerCapabilities = {
  issuer: 'https://id.example.com',
  grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  pkce: 'announced',
  revocation: true,
  introspection: false,
  scopes: ['openid'],
};
const started = ok({ flowId: 'flow-0001', accountId: 'account-0001' });
const textbox = (name: string): HTMLElement => screen.getByLabelText(name);

/** At once, as from the clipboard. */
async function enter({ user }: RenderedWindow, box: HTMLElement, text: string): Promise<void> {
  await user.click(box);
  await user.paste(text);
}
async function fill(rendered: RenderedWindow): Promise<void> {
  rendered.main.answer('server.discover', () => ok(capabilities));
  await enter(rendered, textbox('Issuer URL'), 'https://id.example.com');
  await enter(rendered, textbox('Client ID'), 'tokenward');
  await enter(rendered, textbox('Client secret (optional)'), 's3cret');
}
const submit = ({ user }: RenderedWindow): Promise<void> =>
  user.click(screen.getByRole('button', { name: 'Continue in browser' }));

it('names every control exactly, with labels', async () => {
  const { user } = await openDialog({ kind: 'add' });
  const dialog = screen.getByRole('dialog', { name: 'Add account' });
  for (const name of ['Issuer URL', 'Client ID', 'Scopes', 'Label', 'Tags']) {
    expect(within(dialog).getByRole('textbox', { name })).toBeTruthy();
  }
  expect(textbox('Client secret (optional)').getAttribute('type')).toBe('password');
  await user.click(screen.getByRole('button', { name: 'Advanced' }));
  expect(screen.getByRole('textbox', { name: 'Redirect port (empty: any)' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: 'Extra authorization parameters' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /Redirect host/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: /Environment/ })).toBeTruthy();
});

it('offers every provider and asks a plain OAuth 2.0 server for its endpoints', async () => {
  const { user } = await openDialog({ kind: 'add' });
  await user.click(screen.getByRole('button', { name: /Provider/ }));
  const options = screen.getAllByRole('option').map((option) => option.textContent);
  const names = ['Custom OpenID Connect', 'Custom OAuth 2.0', 'Keycloak', 'GitLab'];
  expect(options).toEqual([...names, 'Atlassian', 'Box']);
  await user.click(screen.getByRole('option', { name: 'Custom OAuth 2.0' }));
  for (const name of [
    'Authorization endpoint',
    'Token endpoint',
    'Revocation endpoint (optional)',
    'Introspection endpoint (optional)',
  ]) {
    expect(screen.getByRole('textbox', { name })).toBeTruthy();
  }
  expect(screen.queryByRole('textbox', { name: 'Issuer URL' })).toBeNull();
});

it('asks the server on leaving the issuer field and shows what it supports', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('server.discover', () => ok(capabilities));
  await enter(rendered, textbox('Issuer URL'), ' https://id.example.com ');
  await rendered.user.tab();
  const panel = screen.getByRole('region', { name: 'What the server supports' });
  expect(await within(panel).findByText('PKCE with S256')).toBeTruthy();
  expect(within(panel).getByText('Revocation')).toBeTruthy();
  expect(within(panel).getByText('No introspection')).toBeTruthy();
  expect(within(panel).getByText('Also: client_credentials')).toBeTruthy();
  expect(rendered.main.callsOf('server.discover')).toEqual([
    { issuer: 'https://id.example.com', grantType: 'authorization_code' },
  ]);
});

it('ignores the answer about an issuer that is no longer in the field', async () => {
  const rendered = await openDialog({ kind: 'add' });
  const answers = new Map<string, (result: Result<ServerCapabilities>) => void>();
  rendered.main.answer(
    'server.discover',
    ({ issuer }) => new Promise((resolve) => answers.set(issuer, resolve)),
  );
  await enter(rendered, textbox('Issuer URL'), 'https://old.example');
  await rendered.user.tab();
  await rendered.user.clear(textbox('Issuer URL'));
  await enter(rendered, textbox('Issuer URL'), 'https://new.example');
  await rendered.user.tab();
  await act(async () => answers.get('https://new.example')?.(failed('metadata_not_found')));
  await act(async () => answers.get('https://old.example')?.(ok(capabilities)));
  expect(screen.getByText('No sign-in information at this address')).toBeTruthy();
  expect(screen.queryByText('PKCE with S256')).toBeNull();
});

it('says why discovery failed and asks again on request', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('server.discover', () => failed('network_unreachable'));
  await enter(rendered, textbox('Issuer URL'), 'https://id.example.com');
  await rendered.user.tab();
  expect(await screen.findByText('The server could not be reached')).toBeTruthy();
  rendered.main.answer('server.discover', () => ok(capabilities));
  await rendered.user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('PKCE with S256')).toBeTruthy();
});

it('tells a wrong issuer at its field and asks no server about it', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await enter(rendered, textbox('Issuer URL'), 'http://id.example.com');
  await rendered.user.tab();
  expect(textbox('Issuer URL').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/Must begin with https/)).toBeTruthy();
  expect(rendered.main.callsOf('server.discover')).toEqual([]);
});

it('shows the exact redirect URI and copies it through main', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('redirect.copy', () => ok({ redirectUri: '' }));
  expect(screen.getByText('http://127.0.0.1/callback')).toBeTruthy();
  await rendered.user.click(screen.getByRole('button', { name: 'Advanced' }));
  await enter(rendered, textbox('Redirect port (empty: any)'), '8765');
  expect(screen.getByText('http://127.0.0.1:8765/callback')).toBeTruthy();
  await rendered.user.click(screen.getByRole('button', { name: 'Copy redirect URI' }));
  expect(rendered.main.callsOf('redirect.copy')).toEqual([{ host: '127.0.0.1', port: 8765 }]);
});

it('puts words at each wrong field, goes to the first, opens Advanced for it, and sends nothing', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await rendered.user.click(screen.getByRole('button', { name: 'Advanced' }));
  await enter(rendered, textbox('Redirect port (empty: any)'), '80');
  await rendered.user.click(screen.getByRole('button', { name: 'Advanced' }));
  await submit(rendered);
  expect(document.activeElement).toBe(textbox('Issuer URL'));
  expect(screen.getAllByText('This is needed.')).toHaveLength(2);
  expect(screen.getByText('A whole number from 1024 to 65535, or empty.')).toBeTruthy();
  expect(screen.getByText('3 fields need a correction.')).toBeTruthy();
  expect(rendered.main.callsOf('flow.authorize')).toEqual([]);
});

it('submits the definition with a suggested label, then waits in the same place, keeping no secret', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('flow.authorize', () => started);
  await fill(rendered);
  await submit(rendered);
  expect(
    await screen.findByRole('heading', { name: 'Finish signing in in your browser' }),
  ).toBeTruthy();
  expect(rendered.main.callsOf('flow.authorize')).toMatchObject([
    {
      clientSecret: 's3cret',
      definition: {
        provider: 'custom_oidc',
        issuer: 'https://id.example.com',
        clientId: 'tokenward',
        label: 'id.example.com',
        scope: 'openid profile email offline_access',
      },
    },
  ]);
  act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } }));
  expect((textbox('Client secret (optional)') as HTMLInputElement).value).toBe('');
});

it('keeps everything typed, the secret too, when main refuses', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('flow.authorize', () => failed('keychain_locked'));
  await fill(rendered);
  await submit(rendered);
  expect(await screen.findByText('The keychain is locked')).toBeTruthy();
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('tokenward');
  expect((textbox('Client secret (optional)') as HTMLInputElement).value).toBe('s3cret');
});

it('asks before Escape throws away what was typed', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await enter(rendered, textbox('Client ID'), 'tokenward');
  await rendered.user.keyboard('{Escape}');
  expect(screen.getByText('Discard what you entered?')).toBeTruthy();
  await rendered.user.click(screen.getByRole('button', { name: 'Keep editing' }));
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('tokenward');
  await rendered.user.keyboard('{Escape}');
  await rendered.user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('closes at once when nothing was typed', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await rendered.user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(rendered.ui().state.dialog).toBeNull();
});

it('keeps what was typed when another dialog takes its place', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await enter(rendered, textbox('Client ID'), 'tokenward');
  act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'settings' } }));
  act(() => rendered.ui().dispatch({ type: 'dialog_opened', dialog: { kind: 'add' } }));
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('tokenward');
  expect(screen.getByText('What you entered before is still here.')).toBeTruthy();
  await rendered.user.click(screen.getByRole('button', { name: 'Clear form' }));
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('');
});

it('fills everything but the secret and the label from another account', async () => {
  const account = sampleAccount({ clientSecretSet: true });
  await openDialog({ kind: 'add_like', accountId: account.accountId }, { accounts: [account] });
  expect((textbox('Issuer URL') as HTMLInputElement).value).toBe(
    'https://id.acme.example/realms/prod',
  );
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('tokenward');
  expect((textbox('Client secret (optional)') as HTMLInputElement).value).toBe('');
  expect((textbox('Label') as HTMLInputElement).value).toBe('');
  expect(screen.getByRole('button', { name: /Production Environment/ })).toBeTruthy();
});

it('corrects the account of a failed sign-in instead of adding another, without asking for its secret', async () => {
  const account = sampleAccount({
    grant: { status: 'none' },
    clientSecretSet: true,
    accessTokenHeld: false,
    refreshTokenHeld: false,
  });
  const flow = sampleFlow({ status: 'failed', error: { code: 'scope_refused', details: {} } });
  const rendered = await openDialog(
    { kind: 'waiting', flowId: flow.flowId },
    { accounts: [account], flows: [flow] },
  );
  rendered.main.answer('flow.reauthorize', () => ok({ flowId: 'flow-0002' }));
  await rendered.user.click(screen.getByRole('button', { name: 'Change what you entered' }));
  expect((textbox('Client ID') as HTMLInputElement).value).toBe('tokenward');
  expect(screen.getByText('Already in the keychain. Leave empty to keep it.')).toBeTruthy();
  await rendered.user.clear(textbox('Scopes'));
  await enter(rendered, textbox('Scopes'), 'openid');
  await submit(rendered);
  await waitFor(() => expect(rendered.main.callsOf('flow.reauthorize')).toHaveLength(1));
  const [edit] = rendered.main.callsOf('account.edit');
  expect(edit).toMatchObject({ accountId: account.accountId, edit: { scope: 'openid' } });
  expect(edit?.edit).not.toHaveProperty('clientSecret');
  expect(rendered.main.callsOf('flow.authorize')).toEqual([]);
});

it('carries no stored secret along to another client: that is a new account', async () => {
  const account = sampleAccount({ grant: { status: 'none' }, clientSecretSet: true });
  const flow = sampleFlow({ status: 'failed', error: { code: 'client_refused', details: {} } });
  const rendered = await openDialog(
    { kind: 'waiting', flowId: flow.flowId },
    { accounts: [account], flows: [flow] },
  );
  rendered.main.answer('flow.authorize', () => ok({ flowId: 'flow-0002', accountId: 'account-2' }));
  await rendered.user.click(screen.getByRole('button', { name: 'Change what you entered' }));
  await enter(rendered, textbox('Client ID'), '2');
  await submit(rendered);
  await waitFor(() => expect(rendered.main.callsOf('flow.dismiss')).toHaveLength(1));
  expect(rendered.main.callsOf('flow.authorize')).toMatchObject([
    { clientSecret: null, definition: { clientId: 'tokenward2' } },
  ]);
  expect(rendered.main.callsOf('account.edit')).toEqual([]);
});
