/** The demo believes the server's log and introspection, and nothing that the window says. */
import { describe, expect, it } from 'vitest';
import { judgeEvidence, judgeFaults, readEvidence } from '../../../scripts/demo-evidence.mjs';

const issued = { access_token: 'a1', refresh_token: 'r1' };
const signIn = {
  endpoint: 'token',
  status: 200,
  grantType: 'authorization_code',
  sent: {},
  issued,
};
const rotation = {
  ...signIn,
  grantType: 'refresh_token',
  sent: { refresh_token: 'r1' },
  issued: { access_token: 'a2', refresh_token: 'r2' },
};
const wholeLog = [signIn, rotation];

const judge = (log: readonly object[], changes: object = {}) =>
  judgeEvidence({ evidence: readEvidence(log, issued), copied: true, signIns: 1, ...changes });
const failures = (checks: readonly { readonly what: string; readonly holds: boolean }[]) =>
  checks.filter(({ holds }) => !holds).map(({ what }) => what);

describe('the evidence of the demo', () => {
  it('is whole when the log shows sign-in and rotation, and the right token was copied', () => {
    expect(failures(judge(wholeLog))).toEqual([]);
  });

  it.each([
    ['a sign-in is missing', wholeLog.slice(1), {}, 'sign-ins'],
    ['nothing was rotated', [signIn], {}, 'replaced'],
    ['something else was copied', wholeLog, { copied: false }, 'copied'],
  ])('says no when %s', (_what, log, changes, words) => {
    expect(failures(judge(log, changes))).toEqual([expect.stringContaining(words)]);
  });
});

const faults = {
  automaticRefresh: {
    minutesLeftBefore: 5,
    minutesLeftAfter: 60,
    from: { refresh_token: 'r1' },
    to: { refresh_token: 'r2' },
  },
  outage: { timesTurnedAway: 1, retryAfterSeconds: 8, waitedSeconds: 8.1 },
  lockedKeychain: { copiedWhileLocked: false, copied: 'a2' },
};

describe('the evidence of the faults', () => {
  it('is whole when each was seen and overcome', () => {
    expect(failures(judgeFaults(wholeLog, faults))).toEqual([]);
  });

  it.each([
    [
      'nothing was gained by refreshing',
      { automaticRefresh: { ...faults.automaticRefresh, minutesLeftAfter: 5 } },
      'refreshed before its end',
    ],
    [
      'the token had ended before',
      { automaticRefresh: { ...faults.automaticRefresh, minutesLeftBefore: 0 } },
      'refreshed before its end',
    ],
    [
      'the server was asked again too soon',
      { outage: { ...faults.outage, waitedSeconds: 7.9 } },
      'left alone',
    ],
    [
      'the server was never in trouble',
      { outage: { ...faults.outage, timesTurnedAway: 0 } },
      'left alone',
    ],
    [
      'a locked keychain gave a token away',
      { lockedKeychain: { ...faults.lockedKeychain, copiedWhileLocked: true } },
      'while the keychain was locked',
    ],
    [
      'something else was copied afterwards',
      { lockedKeychain: { ...faults.lockedKeychain, copied: 'x' } },
      'after unlocking',
    ],
  ])('is not when %s', (_why, change, wanted) => {
    expect(failures(judgeFaults(wholeLog, { ...faults, ...change }))).toEqual([
      expect.stringContaining(wanted),
    ]);
  });
});
