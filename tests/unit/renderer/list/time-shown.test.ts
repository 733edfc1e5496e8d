/** What an account says about time: a countdown while one runs, else how it ended, and the same for the ear. */
import { describe, expect, it } from 'vitest';
import { createI18n } from '../../../../renderer/i18n/create-i18n.ts';
import { showTime } from '../../../../renderer/list/time-shown.ts';
import type { AccountView } from '../../../../shared/account-view.ts';
import { statusOf } from '../../../../shared/status.ts';
import { makeOutcome } from '../../../fixtures/revocation-outcomes.ts';
import { sampleAccount } from '../../../fixtures/sample-views.ts';

const wall = new Date(2026, 4, 1, 15, 0, 0).getTime();
const minuteMs = 60_000;
const { t } = createI18n('en');
const lasting = (leftMs: number | null) => ({
  access: {
    issuedAt: wall - 60 * minuteMs,
    expiresAt: leftMs === null ? null : wall + leftMs,
    monotonicExpiresAt: null,
  },
});
function shown(change: Partial<AccountView>) {
  const account = sampleAccount(change);
  const now = { wall, monotonic: 0 };
  return showTime({ account, status: statusOf(account, now), now, t, language: 'en' });
}
const refused = {
  grant: { status: 'refused', at: 1, error: { code: 'grant_refused', details: {} } },
} as const;

describe('the time shown', () => {
  it('ticks in seconds and is spoken in whole minutes', () => {
    expect(shown(lasting(24 * minuteMs + 41_000))).toEqual({
      kind: 'countdown',
      text: '24m 41s',
      spoken: '24 minutes left',
    });
    expect(shown(lasting(5000)).spoken).toBe('less than a minute left');
  });

  it('keeps counting while an operation runs and when the grant was refused: the token still lives', () => {
    expect(shown({ ...lasting(minuteMs), operation: 'refreshing' }).text).toBe('1m 00s');
    expect(shown({ ...lasting(minuteMs), ...refused }).text).toBe('1m 00s');
  });

  it.each([
    ['Ended by server', { ...lasting(0), ...refused }],
    [
      'Not usable here',
      {
        ...lasting(0),
        grant: { status: 'refused', at: 1, error: { code: 'secret_outdated', details: {} } },
      },
    ],
    ['Not signed in yet', { access: null, grant: { status: 'none' } }],
    ['Not announced', lasting(null)],
    ['42 min ago', lasting(-42 * minuteMs)],
    ['None held', { access: null }],
    [
      'Not confirmed',
      {
        ...lasting(minuteMs),
        grant: { status: 'revocation_pending', at: 1, outcomes: [], attempts: 1, nextTryAt: null },
      },
    ],
    [
      'Next try 15:05',
      {
        ...lasting(minuteMs),
        grant: {
          status: 'revocation_pending',
          at: 1,
          outcomes: [],
          attempts: 1,
          nextTryAt: wall + 5 * minuteMs,
        },
      },
    ],
    [
      '15:20',
      {
        grant: {
          status: 'not_revoked',
          at: 1,
          outcomes: [makeOutcome({ verdict: 'alive_until', until: wall + 20 * minuteMs })],
        },
      },
    ],
    ['14:02:00', { grant: { status: 'revoked', at: wall - 58 * minuteMs, outcomes: [] } }],
  ] as const)('says "%s" where nothing runs', (text, change) => {
    expect(shown(change)).toEqual({
      kind: 'words',
      text: expect.stringMatching(text.replace('min', 'min\\.?')),
      spoken: expect.any(String),
    });
  });
});
