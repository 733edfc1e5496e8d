// Accounts without a person in the dialogs: what the form asks for, where it goes, what failing and editing offer.
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { sampleAccount, sampleDefinition, sampleFlow } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const machine = sampleAccount({
  definition: {
    ...sampleDefinition,
    grantType: 'client_credentials',
    scope: 'stock:read',
    extraParameters: { audience: 'https://stock.example' },
  },
  clientSecretSet: true,
  subject: null,
  refreshTokenHeld: false,
});
const box = (name: string): HTMLInputElement => screen.getByLabelText(name) as HTMLInputElement;
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));

async function enter({ user }: RenderedWindow, name: string, text: string): Promise<void> {
  await user.click(box(name));
  await user.paste(text);
}
async function choose(rendered: RenderedWindow, select: RegExp, option: string): Promise<void> {
  await rendered.user.click(screen.getByRole('button', { name: select }));
  await rendered.user.click(screen.getByRole('option', { name: option }));
}
const chooseClient = (rendered: RenderedWindow): Promise<void> =>
  choose(rendered, /Grant$/, 'Client credentials (no browser)');

it('offers both grants by name, the one with the browser first', async () => {
  const { user } = await openDialog({ kind: 'add' });
  await user.click(screen.getByRole('button', { name: /Grant$/ }));
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual([
    'Authorization code (in the browser)',
    'Client credentials (no browser)',
  ]);
});

it('O-54 asks for a client secret and for nothing that is about a browser or a person', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await chooseClient(rendered);
  expect(box('Client secret').getAttribute('type')).toBe('password');
  expect(screen.queryByLabelText('Client secret (optional)')).toBeNull();
  expect(box('Scopes').value).toBe('');
  expect(screen.queryByRole('region', { name: 'Redirect URI to register' })).toBeNull();
  await press(rendered, 'Advanced');
  expect(screen.queryByLabelText('Redirect port (empty: any)')).toBeNull();
  expect(screen.queryByLabelText(/Hours the refresh token lives unused/)).toBeNull();
  expect(screen.getByLabelText(/Minimum minutes left/)).toBeTruthy();
  expect(screen.getByLabelText('Extra token request parameters')).toBeTruthy();
  await choose(rendered, /Provider$/, 'Custom OAuth 2.0');
  expect(screen.queryByLabelText('Authorization endpoint')).toBeNull();
  expect(screen.getByLabelText('Token endpoint')).toBeTruthy();
});

it('brings back the scopes of a sign-in, unless others were typed', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await chooseClient(rendered);
  await choose(rendered, /Grant$/, 'Authorization code (in the browser)');
  expect(box('Scopes').value).toBe('openid profile email offline_access');
  await rendered.user.clear(box('Scopes'));
  await enter(rendered, 'Scopes', 'stock:read');
  await chooseClient(rendered);
  expect(box('Scopes').value).toBe('stock:read');
});

it('asks what the server supports again, for this grant', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('server.discover', ({ grantType }) =>
    ok({
      issuer: 'https://id.example.com',
      grants: grantType === 'client_credentials' ? ['client_credentials'] : ['authorization_code'],
      pkce: 'announced',
      revocation: true,
      introspection: true,
      scopes: [],
    }),
  );
  await enter(rendered, 'Issuer URL', 'https://id.example.com');
  await rendered.user.tab();
  expect(await screen.findByText('PKCE with S256')).toBeTruthy();
  await chooseClient(rendered);
  const panel = screen.getByRole('region', { name: 'What the server supports' });
  expect(await within(panel).findByText('Client credentials')).toBeTruthy();
  expect(within(panel).queryByText('PKCE with S256')).toBeNull();
  expect(rendered.main.callsOf('server.discover').map((it) => it.grantType)).toEqual([
    'authorization_code',
    'client_credentials',
  ]);
});

it('does not go on without the secret, and then asks main for the token', async () => {
  const rendered = await openDialog({ kind: 'add' });
  rendered.main.answer('flow.authorize', () =>
    ok({ flowId: 'flow-0001', accountId: 'account-0001' }),
  );
  await choose(rendered, /Provider$/, 'Custom OAuth 2.0');
  await chooseClient(rendered);
  await enter(rendered, 'Token endpoint', 'https://as.example/token');
  await enter(rendered, 'Client ID', 'stock-sync');
  await press(rendered, 'Get token');
  expect(box('Client secret').getAttribute('aria-invalid')).toBe('true');
  expect(rendered.main.callsOf('flow.authorize')).toEqual([]);
  await enter(rendered, 'Client secret', 's3cret');
  await press(rendered, 'Get token');
  await waitFor(() => expect(rendered.main.callsOf('flow.authorize')).toHaveLength(1));
  expect(rendered.main.callsOf('flow.authorize')[0]).toMatchObject({
    clientSecret: 's3cret',
    definition: {
      grantType: 'client_credentials',
      label: 'as.example',
      issuer: null,
      endpoints: { authorization: null, token: 'https://as.example/token' },
      scope: '',
    },
  });
});

it('O-54 refuses a parameter that the token request sets itself', async () => {
  const rendered = await openDialog({ kind: 'add' });
  await chooseClient(rendered);
  await press(rendered, 'Advanced');
  await enter(rendered, 'Extra token request parameters', 'grant_type=password');
  await press(rendered, 'Get token');
  expect(screen.getByText('Tokenward sets “grant_type” itself.')).toBeTruthy();
});

it('waits for the server, not for a browser, and can be cancelled', async () => {
  const flow = sampleFlow({
    grantType: 'client_credentials',
    status: 'exchanging',
    redirectUri: null,
    expiresAt: null,
  });
  const rendered = await openDialog(
    { kind: 'waiting', flowId: flow.flowId },
    { accounts: [machine], flows: [flow] },
  );
  expect(screen.getByRole('dialog', { name: 'Getting the token' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Copy link' })).toBeNull();
  expect(screen.queryByLabelText('Paste the address you landed on')).toBeNull();
  await press(rendered, 'Cancel');
  expect(rendered.main.callsOf('flow.cancel')).toEqual([{ flowId: flow.flowId }]);
});

it('loses nothing that was typed when no token was issued, the stored secret included', async () => {
  const account = { ...machine, grant: { status: 'none' } as const, access: null };
  const flow = sampleFlow({
    grantType: 'client_credentials',
    status: 'failed',
    error: { code: 'scope_refused', details: { oauthError: 'invalid_scope' } },
  });
  const rendered = await openDialog(
    { kind: 'waiting', flowId: flow.flowId },
    { accounts: [account], flows: [flow] },
  );
  rendered.main.answer('flow.reauthorize', () => ok({ flowId: 'flow-0002' }));
  expect(screen.getByRole('dialog', { name: 'No token was issued' })).toBeTruthy();
  await press(rendered, 'Change what you entered');
  expect(box('Client ID').value).toBe('tokenward');
  expect(box('Extra token request parameters').value).toBe('audience=https://stock.example');
  expect(screen.getByText('Already in the keychain. Leave empty to keep it.')).toBeTruthy();
  await rendered.user.clear(box('Scopes'));
  await press(rendered, 'Get token');
  await waitFor(() => expect(rendered.main.callsOf('flow.reauthorize')).toHaveLength(1));
  const [edit] = rendered.main.callsOf('account.edit');
  expect(edit?.edit).toMatchObject({ scope: '' });
  expect(edit?.edit).not.toHaveProperty('grantType');
});

it('asks for the secret again where what was typed since is another client', async () => {
  const account = { ...machine, grant: { status: 'none' } as const, access: null };
  const flow = sampleFlow({ grantType: 'client_credentials', status: 'failed' });
  const rendered = await openDialog(
    { kind: 'waiting', flowId: flow.flowId },
    { accounts: [account], flows: [flow] },
  );
  await press(rendered, 'Change what you entered');
  await enter(rendered, 'Client ID', '-2');
  await press(rendered, 'Get token');
  expect(box('Client secret').getAttribute('aria-invalid')).toBe('true');
  expect(rendered.main.callsOf('flow.authorize')).toEqual([]);
});

it('copies everything but the secret into another like it', async () => {
  await openDialog({ kind: 'add_like', accountId: machine.accountId }, { accounts: [machine] });
  expect(screen.getByRole('button', { name: /Client credentials.* Grant$/ })).toBeTruthy();
  expect(box('Client secret').value).toBe('');
  expect(box('Scopes').value).toBe('stock:read');
});

it('O-54 lets the secret be replaced and never erased, and shows no redirect to edit', async () => {
  const rendered = await openDialog(
    { kind: 'edit', accountId: machine.accountId },
    { accounts: [machine] },
  );
  expect(screen.queryByRole('button', { name: 'Erase' })).toBeNull();
  await press(rendered, 'Advanced');
  expect(screen.queryByLabelText('Redirect port (empty: any)')).toBeNull();
  await press(rendered, 'Replace');
  await enter(rendered, 'New client secret', 'another');
  await press(rendered, 'Save');
  await waitFor(() => expect(rendered.main.callsOf('account.edit')).toHaveLength(1));
  expect(rendered.main.callsOf('account.edit')[0]?.edit).toMatchObject({ clientSecret: 'another' });
});

it('names the client where nobody signed in, before it is revoked', async () => {
  await openDialog({ kind: 'revoke', accountId: machine.accountId }, { accounts: [machine] });
  const question = screen.getByRole('alertdialog');
  expect(within(question).getByText('tokenward')).toBeTruthy();
  expect(within(question).queryByText('User')).toBeNull();
});
