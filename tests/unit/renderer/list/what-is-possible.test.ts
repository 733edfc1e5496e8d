/** Which actions an account allows, and the words for why not. */
import { describe, expect, it } from 'vitest';
import { type Possible, whatIsPossible } from '../../../../renderer/list/what-is-possible.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import { statusOf } from '../../../../shared/status.ts';
import { sampleAccount, sampleDefinition } from '../../../fixtures/sample-views.ts';

const now = { wall: Date.now(), monotonic: 0 };
const all: Possible = { copy: null, refresh: null, revoke: null, nextStep: null };
const ended = { at: 1, outcomes: [] } as const;
const none = { accessTokenHeld: false, refreshTokenHeld: false } as const;
const refused = {
  status: 'refused',
  at: 1,
  error: { code: 'grant_refused', details: {} },
} as const;

const cases: readonly (readonly [string, Partial<AccountView>, Possible])[] = [
  ['a live account', {}, all],
  [
    'an account without a refresh token',
    { refreshTokenHeld: false },
    { ...all, refresh: 'noRefreshToken' },
  ],
  ['an account that is refreshing', { operation: 'refreshing' }, { ...all, refresh: 'busy' }],
  [
    'an account that is revoking',
    { operation: 'revoking' },
    { ...all, copy: 'busy', refresh: 'busy', revoke: 'busy' },
  ],
  [
    'a refused grant whose access token still lives',
    { grant: refused },
    { ...all, refresh: 'refused', nextStep: 'sign_in' },
  ],
  [
    'an account that never signed in',
    { grant: { status: 'none' }, access: null, ...none },
    { copy: 'noToken', refresh: 'noToken', revoke: 'noToken', nextStep: 'sign_in' },
  ],
  [
    'a pending revocation',
    { grant: { status: 'revocation_pending', ...ended, attempts: 1, nextTryAt: null } },
    { copy: 'pending', refresh: 'pending', revoke: null, nextStep: 'revoke' },
  ],
  [
    'a revocation that failed',
    { grant: { status: 'not_revoked', ...ended } },
    { copy: 'pending', refresh: 'pending', revoke: null, nextStep: 'revoke' },
  ],
  [
    'a revoked account',
    { grant: { status: 'revoked', ...ended }, ...none },
    { copy: 'ended', refresh: 'ended', revoke: 'alreadyRevoked', nextStep: null },
  ],
  ['a token set that is not saved', { saved: false }, { ...all, nextStep: 'save' }],
];

const machine = { ...sampleDefinition, grantType: 'client_credentials' } as const;
const onlyAccess = { definition: machine, refreshTokenHeld: false } as const;

const machines: readonly (readonly [string, Partial<AccountView>, Possible])[] = [
  ['that lives', {}, all],
  ['that needs a correction', { needsCorrection: true }, { ...all, nextStep: 'edit' }],
  ['whose item is lost', { grant: refused }, { ...all, nextStep: 'edit' }],
  [
    'that never had a token',
    { grant: { status: 'none' }, access: null, ...none },
    { copy: 'noToken', refresh: 'noToken', revoke: 'noToken', nextStep: 'get_token' },
  ],
  [
    'whose secret was replaced after its item was lost',
    { access: null, ...none },
    { copy: 'noToken', refresh: null, revoke: 'noToken', nextStep: 'get_token' },
  ],
  [
    'that was revoked',
    { grant: { status: 'revoked', ...ended }, ...none },
    { copy: 'ended', refresh: 'ended', revoke: 'alreadyRevoked', nextStep: null },
  ],
];

describe('what is possible', () => {
  it.each(machines)('O-55 with an account without a person %s', (_name, change, expected) => {
    const account = sampleAccount({ ...onlyAccess, ...change });
    expect(whatIsPossible(account, statusOf(account, now))).toEqual(expected);
  });

  it.each(cases)('with %s', (_name, change, expected) => {
    const account = sampleAccount(change);
    expect(whatIsPossible(account, statusOf(account, now))).toEqual(expected);
  });
});
