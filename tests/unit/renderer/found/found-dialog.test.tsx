/** Revoking what was found: the text goes in and is gone, each token names its one host first, and nothing else is sent. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ActionsProvider } from '../../../../renderer/actions-context.tsx';
import { Dialogs } from '../../../../renderer/dialogs/dialogs.tsx';
import { Frame } from '../../../../renderer/shell/frame.tsx';
import { ToastRegion } from '../../../../renderer/toasts/toast-region.tsx';
import { type FoundToken, mostFoundText } from '../../../../shared/found-token.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import {
  foundEnd,
  heldToken,
  makeFoundToken,
  unknownToken,
} from '../../../fixtures/found-tokens.ts';
import { type RenderedWindow, renderWindow } from '../../../fixtures/render-window.tsx';
import { sampleAccount } from '../../../fixtures/sample-views.ts';

const secret = `gho_${'a1B2'.repeat(9)}`;
const findId = 'find-0001';
const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const item = (name: string): HTMLElement => screen.getByRole('listitem', { name });
const box = (): HTMLTextAreaElement =>
  screen.getByRole('textbox', { name: 'Paste what you found' });
const press = ({ user }: RenderedWindow, name: string): Promise<void> => user.click(button(name));

async function openFound(tokens: readonly FoundToken[], more = false): Promise<RenderedWindow> {
  const rendered = await renderWindow(
    <ActionsProvider>
      <Frame />
      <Dialogs />
      <ToastRegion />
    </ActionsProvider>,
    { accounts: [sampleAccount()] },
  );
  rendered.main.answer('found.examine', () => ok({ findId, tokens, more }));
  await press(rendered, 'Revoke a found token…');
  return rendered;
}

async function lookThrough(rendered: RenderedWindow, text = `token=${secret}`): Promise<void> {
  fireEvent.change(box(), { target: { value: text } });
  await press(rendered, 'Look for tokens');
}

async function openList(tokens: readonly FoundToken[], more = false): Promise<RenderedWindow> {
  const rendered = await openFound(tokens, more);
  await lookThrough(rendered);
  await screen.findByRole('heading', { name: /found$|recognised$/ });
  return rendered;
}

describe('what goes in', () => {
  it('opens from the menu as from the sidebar, and rests the focus in a box that remembers nothing', async () => {
    const { main, user } = await openFound([]);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    act(() => main.emit('menu.chosen', 'found_token'));
    expect(screen.getByRole('dialog', { name: 'Revoke a found token' })).toBeTruthy();
    expect(document.activeElement).toBe(box());
    expect(box().getAttribute('spellcheck')).toBe('false');
    expect(box().getAttribute('autocomplete')).toBe('off');
  });

  it('E-20 is gone from the page as soon as it is sent, answered or not', async () => {
    const rendered = await openFound([makeFoundToken()]);
    let answer = (): void => undefined;
    rendered.main.answer(
      'found.examine',
      () =>
        new Promise((resolve) => {
          answer = () => resolve(failed('internal'));
        }),
    );
    await lookThrough(rendered);
    expect(rendered.main.callsOf('found.examine')).toEqual([{ text: `token=${secret}` }]);
    expect(box().value).toBe('');
    await act(async () => answer());
    expect(await screen.findByText('Something went wrong in Tokenward')).toBeTruthy();
    expect(box().value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain(secret);
  });

  it('is taken from a file that is dropped anywhere, which opens nothing', async () => {
    const rendered = await openFound([makeFoundToken()]);
    const files = [new File([`token=${secret}`], 'app.log', { type: 'text/plain' })];
    const went = fireEvent.drop(document.body, { dataTransfer: { files, getData: () => '' } });
    expect(went).toBe(false);
    expect(await screen.findByRole('heading', { name: '1 token found' })).toBeTruthy();
    expect(rendered.main.callsOf('found.examine')).toEqual([{ text: `token=${secret}` }]);
  });

  it('is refused in words above 8 MiB, unread, and where there is nothing', async () => {
    const rendered = await openFound([]);
    await press(rendered, 'Look for tokens');
    expect(screen.getByRole('alert').textContent).toBe('Paste some text first.');
    const large = new File(['x'], 'large.har');
    Object.defineProperties(large, {
      size: { value: mostFoundText + 1 },
      text: { value: () => Promise.reject(new Error('was read')) },
    });
    fireEvent.drop(document.body, { dataTransfer: { files: [large], getData: () => '' } });
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('8 MiB'));
    expect(rendered.main.callsOf('found.examine')).toEqual([]);
  });

  it('is not drawn first where it is long', async () => {
    const rendered = await openFound([makeFoundToken()]);
    const text = `${'x'.repeat(200_000)} ${secret}`;
    fireEvent.paste(box(), { clipboardData: { getData: () => text } });
    expect(box().value).toBe('');
    await screen.findByRole('heading', { name: '1 token found' });
    expect(rendered.main.callsOf('found.examine')).toEqual([{ text }]);
  });
});

describe('the list', () => {
  it('names each token by its looks, and the one host before anything is sent there', async () => {
    const { main } = await openList([makeFoundToken()]);
    const row = item('GitHub OAuth token');
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: '1 token found' }));
    expect(row.textContent).toContain('gho_…');
    expect(row.textContent).toContain('SHA-256 a1b2c3d4e5f6');
    expect(row.textContent).toContain('Will be sent to api.github.com and nowhere else.');
    expect(row.textContent).toContain('Not tried against the live service.');
    expect(row.textContent).toContain('GitHub tells the token’s owner.');
    expect(main.callsOf('found.revoke')).toEqual([]);
  });

  it('marks what a JWT says of itself as not verified', async () => {
    await openList([heldToken]);
    expect(item('Access token of Orders API').textContent).toContain(
      'Says that it is from https://id.acme.example/realms/prod (not verified)',
    );
  });

  it('offers nothing to send where nobody knows the token, and says what to do', async () => {
    await openList([unknownToken]);
    const row = item('Something sent as a bearer token');
    expect(row.textContent).toContain('Goes nowhere');
    expect(row.textContent).toContain('revoke it there');
    expect(within(row).queryByRole('button')).toBeNull();
  });

  it('P-16 offers only the account itself where one here holds it, and comes back to the list', async () => {
    const rendered = await openList([heldToken, unknownToken].map(inOrder));
    const names = within(item('Access token of Orders API')).getAllByRole('button');
    expect(names.map((it) => it.getAttribute('aria-label'))).toEqual([
      'Revoke the account…',
      'Show account',
    ]);
    await press(rendered, 'Revoke the account…');
    expect(screen.getByRole('alertdialog', { name: 'Revoke Orders API?' })).toBeTruthy();
    await press(rendered, 'Cancel');
    expect(await screen.findByRole('heading', { name: '2 tokens found' })).toBeTruthy();
    expect(rendered.main.callsOf('found.dismiss')).toEqual([]);
    await press(rendered, 'Show account');
    expect(rendered.ui().state).toMatchObject({
      dialog: null,
      selectedAccountId: 'account-0001',
    });
  });

  it('P-16 says of an account that was revoked meanwhile what it is, and offers no second revocation', async () => {
    const rendered = await openList([heldToken]);
    const grant = { status: 'revoked', at: 1, outcomes: [] } as const;
    act(() => rendered.main.push({ upsertedAccounts: [sampleAccount({ grant })] }));
    const row = item('Access token of Orders API');
    await within(row).findByText('Orders API is revoked.');
    expect(within(row).queryByRole('button', { name: 'Revoke the account…' })).toBeNull();
    expect(row.textContent).not.toContain('in use now');
  });

  it('P-16 does not say that an account holds a token no longer which could not be ended', async () => {
    const rendered = await openList([heldToken, makeFoundToken()].map(inOrder));
    rendered.main.answer('found.revoke', () =>
      foundEnd({ verdict: 'not_revoked', outcome: 'refused', httpStatus: 403 }, 'not_revoked'),
    );
    await press(rendered, 'Revoke all 2 that can be…');
    await press(rendered, 'Revoke 2 tokens');
    const row = item('Access token of Orders API');
    await within(row).findByText(/Orders API is not fully revoked/);
    expect(row.textContent).not.toContain('no longer');
  });

  it('opens the provider’s page where the server of a known account offers no revocation', async () => {
    const token = { ...heldToken, route: null, whyNot: 'revocation_unsupported' } as const;
    const rendered = await openList([token]);
    await press(rendered, 'Open the provider’s page');
    expect(rendered.main.callsOf('account.open_page')).toEqual([{ accountId: 'account-0001' }]);
  });

  it('says that nothing was recognised, and that there was more than fits', async () => {
    await openList([], true);
    expect(screen.getByRole('heading', { name: 'No token was recognised' })).toBeTruthy();
    expect(screen.getByText(/There were more/)).toBeTruthy();
  });
});

describe('the verdict', () => {
  it('P-13 comes with its evidence, is said aloud, and leaves nothing to press', async () => {
    const rendered = await openList([makeFoundToken()]);
    rendered.main.answer('found.revoke', () =>
      foundEnd({
        token: 'access_token',
        verdict: 'proven_dead',
        proof: 'inactive',
        wasActive: true,
        httpStatus: 202,
      }),
    );
    await press(rendered, 'Revoke');
    const row = item('GitHub OAuth token');
    await within(row).findByText('Proven dead');
    expect(document.activeElement?.textContent).toMatch(/^Proven dead/);
    expect(row.textContent).toContain('api.github.com: The server said yes (HTTP 202).');
    expect(row.textContent).toContain(
      'Introspection called it active before, and calls it inactive now.',
    );
    expect(within(row).queryByRole('button')).toBeNull();
    expect(within(screen.getByRole('dialog')).getByRole('status').textContent).toBe(
      'GitHub OAuth token: proven dead',
    );
    expect(rendered.main.callsOf('found.revoke')).toEqual([{ findId, index: 0 }]);
  });

  it('P-13 is no stronger than a look that never saw it working, and leaves another try', async () => {
    const rendered = await openList([makeFoundToken()]);
    rendered.main.answer('found.revoke', () =>
      foundEnd({
        verdict: 'not_revoked',
        outcome: 'refused',
        httpStatus: 403,
        proof: 'inactive',
      }),
    );
    await press(rendered, 'Revoke');
    const row = item('GitHub OAuth token');
    await within(row).findByText('Not revoked');
    expect(row.textContent).toContain(
      'api.github.com: The server does not allow this client to end it (HTTP 403).',
    );
    expect(row.textContent).toContain('no proof');
    expect(row.textContent).not.toMatch(/proven dead|accepted/);
    expect(button('Try again')).toBeTruthy();
  });

  it('tells an error in words and offers another try', async () => {
    const rendered = await openList([makeFoundToken()]);
    rendered.main.answer('found.revoke', () => failed('keychain_locked'));
    await press(rendered, 'Revoke');
    expect(await screen.findByText('The keychain is locked')).toBeTruthy();
    rendered.main.answer('found.revoke', () => failed('found_gone'));
    await press(rendered, 'Try again');
    expect(await screen.findByText('What was found is forgotten')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('of all that can be ended is asked for once, with the hosts, and skips what goes nowhere', async () => {
    const rendered = await openList([makeFoundToken(), unknownToken, heldToken].map(inOrder));
    rendered.main.answer('found.revoke', ({ index }) =>
      foundEnd({ verdict: 'accepted' }, index === 2 ? 'revoked' : null),
    );
    await press(rendered, 'Revoke all 2 that can be…');
    const question = screen.getByRole('alertdialog', { name: 'Revoke 2 found tokens?' });
    expect(document.activeElement).toBe(button('Cancel'));
    expect(
      within(question)
        .getAllByRole('listitem')
        .map((it) => it.textContent),
    ).toEqual(['api.github.com1 token', 'id.acme.example1 token', 'Orders API Production']);
    expect(question.textContent).toContain('It is revoked, with everything that it holds:');
    expect(rendered.main.callsOf('found.revoke')).toEqual([]);
    await press(rendered, 'Revoke 2 tokens');
    expect(await screen.findAllByText('Accepted by the server, not provable here')).toHaveLength(2);
    expect(rendered.main.callsOf('found.revoke').map((it) => it.index)).toEqual([0, 2]);
    expect(screen.getByText('Orders API is revoked.')).toBeTruthy();
  });
});

describe('closing', () => {
  it('forgets the list here and in main, and starts anew', async () => {
    const rendered = await openList([makeFoundToken()]);
    await rendered.user.click(screen.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(rendered.main.callsOf('found.dismiss')).toHaveLength(1);
    await press(rendered, 'Revoke a found token…');
    expect(box().value).toBe('');
  });

  it('while hosts are asked sends nothing more, and tells what still comes', async () => {
    const second = makeFoundToken({ name: 'GitHub App user token' });
    const rendered = await openList([makeFoundToken(), second].map(inOrder));
    let answer = (): void => undefined;
    rendered.main.answer(
      'found.revoke',
      () =>
        new Promise((resolve) => {
          answer = () => resolve(foundEnd({ verdict: 'accepted' }));
        }),
    );
    await press(rendered, 'Revoke all 2 that can be…');
    await press(rendered, 'Revoke 2 tokens');
    await rendered.user.keyboard('{Escape}');
    await act(async () => answer());
    expect(rendered.main.callsOf('found.revoke')).toHaveLength(1);
    expect(rendered.services.toasts.list().map((it) => it.title)).toEqual([
      'GitHub OAuth token: accepted by the server, not provable here',
      '1 found token was not sent anywhere',
    ]);
  });
});

const inOrder = (token: FoundToken, index: number): FoundToken => ({ ...token, index });
