// What is said after a revocation: each token's verdict with what it stands on, never a stronger word, and the ways on.
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createI18n } from '../../../../renderer/i18n/create-i18n.ts';
import { localSaying } from '../../../../renderer/revocation/use-saying.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import type { RevokeOutcome } from '../../../../shared/operations.ts';
import { sayEvidence } from '../../../../shared/say-evidence.ts';
import { sayRemainder, sayVerdict } from '../../../../shared/say-verdict.ts';
import { missingAnswers, type RevocationOutcome } from '../../../../shared/verdict.ts';
import { failed, ok } from '../../../fixtures/fake-bridge.ts';
import type { RenderedWindow } from '../../../fixtures/render-window.tsx';
import { makeOutcome } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';
import { openDialog } from './open-dialog.tsx';

const minuteMs = 60_000;
const notRevoked = { verdict: 'not_revoked', outcome: 'refused' } as const;
const unanswered = { verdict: 'not_revoked', outcome: 'unanswered' } as const;
const silent = { ...unanswered, httpStatus: null, answerBody: null } as const;
const invalidToken = { ...notRevoked, httpStatus: 400, oauthError: 'invalid_token' };
const unsupported = {
  outcome: 'unsupported',
  httpStatus: 400,
  oauthError: 'unsupported_token_type',
} as const;
const inactive = { proof: 'inactive', method: 'introspection' } as const;
const active = { proof: 'active', method: 'introspection', wasActive: true } as const;

/** Every way in which a server can answer and a look can turn out, as far as they can be told apart. */
const answers: Readonly<Record<string, Partial<RevocationOutcome>>> = {
  'says yes, nothing to look with': {},
  'says yes, and introspection went from active to inactive': {
    ...inactive,
    wasActive: true,
    verdict: 'proven_dead',
  },
  'says yes, and introspection says inactive as it says to everybody': inactive,
  'says yes, and introspection still says active': { ...active, verdict: 'not_revoked' },
  'says yes, and the look brought nothing': { proof: 'inconclusive' },
  'says yes, and the provider’s check refuses it now': {
    ...inactive,
    method: 'validity_probe',
    wasActive: true,
    verdict: 'proven_dead',
  },
  'says yes, and the provider’s check still takes it': {
    ...active,
    method: 'validity_probe',
    verdict: 'not_revoked',
  },
  'says yes, and a refresh was refused': {
    ...inactive,
    method: 'refresh_attempt',
    verdict: 'proven_dead',
  },
  'says yes, and a refresh still worked': {
    ...active,
    method: 'refresh_attempt',
    verdict: 'not_revoked',
  },
  'says 204': { httpStatus: 204, answerBody: 'empty' },
  'says yes with a web page': { answerBody: 'page' },
  'says yes with an empty body': { answerBody: 'empty' },
  'says yes with some text': { answerBody: 'other' },
  'ends with the other': { outcome: 'covered', httpStatus: null },
  'says 400 invalid_token': invalidToken,
  'says 400 invalid_token, and it is inactive now': {
    ...invalidToken,
    ...inactive,
    wasActive: true,
    verdict: 'proven_dead',
  },
  'says 401 to a public client': { ...notRevoked, httpStatus: 401, oauthError: 'invalid_client' },
  'says 401 and no more': { ...notRevoked, httpStatus: 401 },
  'says 403': { ...notRevoked, httpStatus: 403 },
  'says 404': { ...notRevoked, httpStatus: 404 },
  'says 400 with a name of its own': { ...notRevoked, httpStatus: 400, oauthError: 'odd_error' },
  'says 400 and names nothing': { ...notRevoked, httpStatus: 400 },
  'says 400 with a web page': { ...notRevoked, httpStatus: 400, answerBody: 'page' },
  'says 400 with an empty body': { ...notRevoked, httpStatus: 400, answerBody: 'empty' },
  'says 400 with some text': { ...notRevoked, httpStatus: 400, answerBody: 'other' },
  'refused what has passed its announced end': { ...notRevoked, until: Date.now() - minuteMs },
  'refused long ago': { ...notRevoked, httpStatus: null },
  'ends no such tokens': {
    ...unsupported,
    verdict: 'alive_until',
    until: Date.now() + minuteMs,
  } as const,
  'ends no such tokens, which never end': { ...unsupported, verdict: 'not_revoked' } as const,
  'belongs to another client': { outcome: 'foreign_client', verdict: 'foreign_client' },
  'was in trouble': { ...unanswered, httpStatus: 503 },
  'was in trouble, with a web page': { ...unanswered, httpStatus: 503, answerBody: 'page' },
  'asked to wait': { ...unanswered, httpStatus: 429 },
  'wanted a proxy’s password': { ...unanswered, httpStatus: 407 },
  'never answered, for a reason that older records do not have': silent,
  ...Object.fromEntries(
    missingAnswers.map((missing) => [`never answered: ${missing}`, { ...silent, missing }]),
  ),
  'ends no such tokens, and it is past its end': {
    ...unsupported,
    verdict: 'expired',
    until: Date.now() - minuteMs,
  } as const,
  'was not asked': { outcome: 'not_asked', httpStatus: null, verdict: 'alive_until' },
};

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const { t } = createI18n(language);
  const saying = localSaying(language, Date.now());
  const sayAll = (change: Partial<RevocationOutcome>): string => {
    const outcome = makeOutcome(change);
    const words = [sayVerdict(saying, outcome), ...sayEvidence(language, outcome)];
    return [...words, sayRemainder(saying, outcome)].join(' ');
  };

  it('P-13 has words of their own for every answer and every proof', () => {
    const seen = new Map<string, string>();
    for (const [name, change] of Object.entries(answers)) {
      const words = sayAll(change);
      expect([name, seen.get(words)]).toEqual([name, undefined]);
      seen.set(words, name);
    }
  });

  it('P-13 says nothing that ended of a token that did not', () => {
    const dead = t('revocation.verdict.proven_dead');
    const accepted = t('revocation.verdict.accepted');
    for (const [name, change] of Object.entries(answers)) {
      const { verdict } = makeOutcome(change);
      if (verdict === 'proven_dead' || verdict === 'accepted') continue;
      expect([name, sayAll(change)]).toEqual([name, expect.not.stringContaining(dead)]);
      expect([name, sayAll(change)]).toEqual([name, expect.not.stringContaining(accepted)]);
    }
  });
});

const dialog = (): HTMLElement => screen.getByRole('alertdialog');
const dialogText = (): string => dialog().textContent ?? '';
const buttons = (): readonly (string | null)[] =>
  within(dialog())
    .getAllByRole('button')
    .map((it) => it.getAttribute('aria-label'));
const press = ({ user }: RenderedWindow, name: string): Promise<void> =>
  user.click(screen.getByRole('button', { name }));

async function openRevoke(change: Partial<AccountView> = {}): Promise<RenderedWindow> {
  const account = sampleAccount(change);
  return openDialog({ kind: 'revoke', accountId: account.accountId }, { accounts: [account] });
}

async function answered(
  outcomes: readonly Partial<RevocationOutcome>[],
  change: Partial<RevokeOutcome> = {},
  account: Partial<AccountView> = {},
): Promise<RenderedWindow> {
  const rendered = await openRevoke(account);
  const value = { revoked: false, pending: false, outcomes: outcomes.map(makeOutcome), ...change };
  rendered.main.answer('account.revoke', () => ok(value));
  await press(rendered, 'Revoke');
  await waitFor(() => expect(dialogText()).not.toContain('Asking the server'));
  return rendered;
}

describe('the answer', () => {
  const proven = { ...inactive, wasActive: true, verdict: 'proven_dead' } as const;
  const until = new Date().setHours(23, 58, 0, 0);
  const past = new Date(2024, 4, 1, 14, 55).getTime();

  it.each<[string, Parameters<typeof answered>, readonly string[]]>([
    [
      'Orders API: revoked, proven dead',
      [[proven, { ...proven, token: 'access_token' }], { revoked: true }],
      ['Sign in again', 'Close'],
    ],
    [
      'Orders API: revocation accepted, not provable here',
      [[proven, { token: 'access_token' }], { revoked: true }],
      ['Sign in again', 'Close'],
    ],
    [
      'Orders API: alive until 23:58',
      [[proven, { token: 'access_token', outcome: 'unsupported', verdict: 'alive_until', until }]],
      ['Remove here', 'Close', 'Try again'],
    ],
    [
      'Orders API: past its announced end, 1 May 2024, 14:55',
      [
        [
          proven,
          { token: 'access_token', outcome: 'unsupported', verdict: 'expired', until: past },
        ],
      ],
      ['Remove here', 'Close', 'Try again'],
    ],
    [
      'Orders API: issued to another client',
      [[{ outcome: 'foreign_client', verdict: 'foreign_client' }]],
      ['Remove here', 'Close'],
    ],
    [
      'Orders API: not revoked',
      [[notRevoked], {}, { hasProviderPage: true }],
      ['Remove here', 'Open the provider’s page', 'Close', 'Try again'],
    ],
    [
      'Orders API: revocation pending',
      [[{ ...unanswered, httpStatus: null }], { pending: true }],
      ['Remove here', 'Close', 'Try again'],
    ],
  ])(
    'P-13 is called by the weakest verdict and offers its ways on: %s',
    async (title, with_, ways) => {
      await answered(...with_);
      expect(await screen.findByRole('alertdialog', { name: title })).toBe(dialog());
      expect(buttons()).toEqual(ways);
    },
  );

  it('says for each token what the verdict stands on, and when that was learnt, here and in UTC', async () => {
    const at = Date.UTC(2026, 2, 3, 12, 55, 1);
    await answered([
      { ...proven, at },
      { ...invalidToken, token: 'access_token', at },
    ]);
    expect(dialogText()).toContain(
      'Refresh token: proven deadThe server said yes (HTTP 200). Introspection called it active before',
    );
    expect(dialogText()).toContain(
      'Access token: not revokedThe server does not know it (invalid_token, HTTP 400)',
    );
    expect(dialogText()).toContain('(3 Mar 2026, 12:55:01 UTC) · SHA-256 0123456789ab');
  });

  it('says until when a dead token may be taken by whoever does not ask', async () => {
    await answered([{ ...proven, token: 'access_token', until }], { revoked: true });
    expect(dialogText()).toContain('May be accepted until 23:58');
  });

  it('P-13 marks a yes that came with a web page as another than a plain one', async () => {
    const page = makeOutcome({ verdict: 'accepted', answerBody: 'page' });
    const plain = makeOutcome({ verdict: 'accepted', token: 'access_token' });
    await answered([page, plain], { revoked: true });
    const marks = screen.getAllByRole('listitem').map((it) => it.querySelector('svg')?.outerHTML);
    expect(marks).toHaveLength(2);
    expect(marks[0]).not.toBe(marks[1]);
  });

  it('leads to another try and to removing it here', async () => {
    const rendered = await answered([notRevoked]);
    await press(rendered, 'Try again');
    expect(rendered.main.callsOf('account.revoke')).toHaveLength(2);
    await screen.findByRole('alertdialog', { name: 'Orders API: not revoked' });
    await press(rendered, 'Remove here');
    expect(rendered.main.callsOf('account.remove')).toEqual([{ accountId: 'account-0001' }]);
  });

  it('N-12 follows a pending revocation to its end while it is on screen', async () => {
    const waiting = makeOutcome({ ...unanswered, httpStatus: 503 });
    const rendered = await answered([waiting], { pending: true });
    const nextTryAt = new Date(2099, 0, 1, 14, 5).getTime();
    const pending = { status: 'revocation_pending', at: 1, outcomes: [waiting] } as const;
    rendered.push({
      upsertedAccounts: [sampleAccount({ grant: { ...pending, attempts: 3, nextTryAt } })],
    });
    await screen.findByText(/3 tries so far, next at 1 Jan 2099, 14:05/);
    rendered.push({
      upsertedAccounts: [
        sampleAccount({ grant: { status: 'revoked', at: 2, outcomes: [makeOutcome(proven)] } }),
      ],
    });
    await screen.findByRole('alertdialog', { name: 'Orders API: revoked, proven dead' });
  });

  it('says why nothing was asked when main could not', async () => {
    const rendered = await openRevoke();
    rendered.main.answer('account.revoke', () => failed('keychain_locked'));
    await press(rendered, 'Revoke');
    await screen.findByRole('alertdialog', { name: 'Orders API: nothing was asked' });
    expect(screen.getByText('The keychain is locked')).toBeTruthy();
  });

  it('comes as a toast when the dialog was closed while the server was asked', async () => {
    const rendered = await openRevoke();
    let finish = (): void => undefined;
    rendered.main.answer(
      'account.revoke',
      () =>
        new Promise((resolve) => {
          const outcomes = [makeOutcome()];
          finish = () => resolve(ok({ revoked: true, pending: false, outcomes }));
        }),
    );
    await press(rendered, 'Revoke');
    await rendered.user.keyboard('{Escape}');
    finish();
    await waitFor(() =>
      expect(rendered.services.toasts.list().map((toast) => toast.title)).toEqual([
        'Orders API: revocation accepted, not provable here',
      ]),
    );
  });
});
