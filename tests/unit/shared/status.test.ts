/** The one status an account shows: the first that applies. */
import { describe, expect, it } from 'vitest';
import type { AccountView, GrantState } from '../../../shared/account-view.ts';
import type { ErrorView } from '../../../shared/errors.ts';
import { needsAttention, type Status, statuses, statusOf } from '../../../shared/status.ts';
import type { RevocationOutcome } from '../../../shared/verdict.ts';
import { makeOutcome } from '../../fixtures/revocation-outcomes.ts';
import { sampleAccount, sampleDefinition } from '../../fixtures/sample-views.ts';

const now = { wall: 1_000_000, monotonic: 0 };
const minuteMs = 60_000;
const error: ErrorView = { code: 'grant_refused', details: {} };
const lasting = (leftMs: number | null) => ({
  access: {
    issuedAt: now.wall - 60 * minuteMs,
    expiresAt: leftMs === null ? null : now.wall + leftMs,
    monotonicExpiresAt: null,
  },
});
const unavailableFor = (ms: number) => ({
  unavailableUntil: { at: now.wall + ms, monotonicAt: now.monotonic + ms },
});
const ended = { at: 1, outcomes: [] } as const;
const remainder = (left: Partial<RevocationOutcome>): GrantState => ({
  status: 'not_revoked',
  at: 1,
  outcomes: [makeOutcome(), makeOutcome({ token: 'access_token', ...left })],
});

const cases: readonly (readonly [Status, Partial<AccountView>])[] = [
  ['revoked', { grant: { status: 'revoked', ...ended }, operation: 'refreshing', saved: false }],
  [
    'revocation_pending',
    {
      grant: { status: 'revocation_pending', ...ended, attempts: 1, nextTryAt: null },
      operation: 'revoking',
    },
  ],
  ['not_revoked', { grant: { status: 'not_revoked', ...ended } }],
  ['not_revoked', { grant: remainder({ verdict: 'not_revoked', until: now.wall + minuteMs }) }],
  ['alive_until', { grant: remainder({ verdict: 'alive_until', until: now.wall + minuteMs }) }],
  ['expired', { grant: remainder({ verdict: 'alive_until', until: now.wall }) }],
  ['expired', { grant: remainder({ verdict: 'expired', until: now.wall - minuteMs }) }],
  ['revoking', { operation: 'revoking', grant: { status: 'refused', at: 1, error } }],
  ['refreshing', { operation: 'refreshing', grant: { status: 'refused', at: 1, error } }],
  ['needs_sign_in', { grant: { status: 'refused', at: 1, error }, saved: false }],
  ['needs_sign_in', { grant: { status: 'none' }, access: null }],
  ['not_saved', { saved: false, ...lasting(0) }],
  ['expired', lasting(0)],
  ['expired', { access: null }],
  ['expired', { accessTokenHeld: false }],
  ['expiring_soon', lasting(4 * minuteMs)],
  ['server_unavailable', { ...lasting(4 * minuteMs), ...unavailableFor(minuteMs) }],
  ['server_unavailable', { ...lasting(0), ...unavailableFor(minuteMs) }],
  ['expired', { ...lasting(0), ...unavailableFor(0) }],
  ['expired', { ...lasting(0), ...unavailableFor(minuteMs), refreshTokenHeld: false }],
  ['active', { ...lasting(30 * minuteMs), ...unavailableFor(minuteMs) }],
  ['active', lasting(5 * minuteMs)],
  ['no_expiry', lasting(null)],
  ['active', { ...lasting(30 * minuteMs), operation: 'reauthorizing' }],
];

describe('the status of an account', () => {
  it.each(cases)('is %s for %j', (expected, change) => {
    expect(statusOf(sampleAccount({ ...lasting(30 * minuteMs), ...change }), now)).toBe(expected);
  });

  it.each([
    ['no_token', { grant: { status: 'none' }, access: null }],
    ['no_token', { access: null, accessTokenHeld: false }],
    ['needs_correction', { needsCorrection: true }],
    ['needs_correction', { needsCorrection: true, ...lasting(0) }],
    ['needs_correction', { grant: { status: 'refused', at: 1, error } }],
    ['refreshing', { needsCorrection: true, operation: 'refreshing' }],
    ['revoked', { grant: { status: 'revoked', ...ended }, needsCorrection: true }],
    ['server_unavailable', { ...lasting(0), ...unavailableFor(minuteMs) }],
    ['active', {}],
  ] satisfies readonly (readonly [Status, Partial<AccountView>])[])(
    'O-55 is %s, and never a sign-in, for an account that needs no person and %j',
    (expected, change) => {
      const definition = { ...sampleDefinition, grantType: 'client_credentials' as const };
      const account = sampleAccount({
        ...lasting(30 * minuteMs),
        refreshTokenHeld: false,
        ...change,
      });
      expect(statusOf({ ...account, definition }, now)).toBe(expected);
    },
  );

  it('asks for a person only where nobody else can help', () => {
    expect(statuses.filter(needsAttention)).toEqual([
      'not_revoked',
      'revocation_pending',
      'needs_sign_in',
      'needs_correction',
      'no_token',
      'not_saved',
    ]);
  });
});
