/** What the demo says of tokens that ended stands on the server's log, its introspection and the files, and fails without. */
import { describe, expect, it } from 'vitest';
import {
  judgeActivity,
  judgeEnd,
  judgeFound,
  judgeLogOut,
  judgePanic,
  judgePending,
  lastTokens,
} from '../../../scripts/demo-end-evidence.mjs';

const refreshed = (from: string, to: object) => ({
  endpoint: 'token',
  status: 200,
  grantType: 'refresh_token',
  sent: { refresh_token: from },
  issued: to,
});
const revoked = (token: string, status = 200) => ({
  endpoint: 'revocation',
  status,
  grantType: null,
  sent: { token },
});
const failures = (checks: readonly { readonly what: string; readonly holds: boolean }[]) =>
  checks.filter(({ holds }) => !holds).map(({ what }) => what);
const onlyNo = (words: string) => [expect.stringContaining(words)];

describe('the tokens that an account holds last', () => {
  it('are those of its last refresh, with what that did not replace', () => {
    const log = [
      refreshed('r1', { access_token: 'a2', refresh_token: 'r2' }),
      refreshed('other', { access_token: 'x', refresh_token: 'y' }),
      refreshed('r2', { access_token: 'a3' }),
    ];
    const first = { access_token: 'a1', refresh_token: 'r1' };
    expect(lastTokens(log, first)).toEqual({ access_token: 'a3', refresh_token: 'r2' });
    expect(lastTokens([], first)).toEqual(first);
  });
});

describe('the end of tokens', () => {
  const log = [revoked('r'), revoked('a')];
  const end = {
    name: 'Orders API',
    tokens: ['r', 'a'],
    refreshTokens: ['r'],
    before: [true, true],
    after: [false, false],
  };

  it('is whole when they worked before, each was revoked, and nothing came of them', () => {
    expect(failures(judgeEnd(log, end))).toEqual([]);
  });

  it.each([
    ['one never worked', log, { before: [true, false] }, 'introspection'],
    ['one still works', log, { after: [false, true] }, 'introspection'],
    ['one was not asked about', log.slice(0, 1), {}, 'asked to revoke each'],
    ['the server refused one', [revoked('r'), revoked('a', 503)], {}, 'asked to revoke each'],
    ['one was used afterwards', [...log, refreshed('r', {})], {}, 'refreshed'],
  ])('is not when %s', (_why, seen, change, words) => {
    expect(failures(judgeEnd(seen, { ...end, ...change }))).toEqual(onlyNo(words));
  });
});

describe('a revocation while the server was down', () => {
  const asked = { path: '/token/revocation' };
  const pending = { turnedAway: [asked, asked], statusThen: 'revocation_pending' };

  it.each([
    ['it was asked only once', { turnedAway: [asked, { path: '/token/introspection' }] }],
    ['the app called it something else', { statusThen: 'revoked' }],
  ])('is not proven when %s', (_why, change) => {
    expect(failures(judgePending(pending))).toEqual([]);
    expect(failures(judgePending({ ...pending, ...change }))).toEqual(onlyNo('pending'));
  });
});

describe('a panic', () => {
  const log = [revoked('r1'), revoked('r2'), revoked('a2'), revoked('a1')];
  const verdicts = (one: string, two: string) => ({
    accounts: [
      { label: 'one', verdict: one },
      { label: 'two', verdict: two },
    ],
  });
  const panic = {
    labels: ['two', 'one'],
    working: ['one'],
    ended: [
      { refresh_token: 'r1', access_token: 'a1' },
      { refresh_token: 'r2', access_token: 'a2' },
    ],
    report: verdicts('proven_dead', 'accepted'),
    leaks: 0,
  };

  it('is whole when the order is right, and the report says no more than there is evidence for', () => {
    expect(failures(judgePanic(log, panic))).toEqual([]);
  });

  it.each([
    ['an access token came first', [log[2], ...log], {}, 'every refresh token'],
    ['a refresh token was left out', log.slice(1), {}, 'every refresh token'],
    [
      'a token that had not worked is called proven dead',
      log,
      { report: verdicts('proven_dead', 'proven_dead') },
      'its report',
    ],
    ['an account is missing', log, { labels: ['one', 'two', 'three'] }, 'its report'],
    ['a token stands in a file', log, { leaks: 1 }, 'no token'],
  ])('is not when %s', (_why, seen, change, words) => {
    expect(failures(judgePanic(seen, { ...panic, ...change }))).toEqual(onlyNo(words));
  });
});

describe('a found token', () => {
  const got = (token: string) => [{ sent: { token } }];
  const found = { own: got('known'), others: [[]], found: 'known', unknown: 'unknown' };

  it.each([
    ['its own server never got it', { own: [] }, 'the found token'],
    ['another server got it too', { others: [got('known')] }, 'the found token'],
    ['somebody got the unknown one', { own: [...got('known'), ...got('unknown')] }, 'unknown'],
  ])('is not shown to go to one server when %s', (_why, change, words) => {
    expect(failures(judgeFound(found))).toEqual([]);
    expect(failures(judgeFound({ ...found, ...change }))).toEqual(onlyNo(words));
  });
});

describe('logging out', () => {
  const visit = {
    path: '/session/end',
    endpoint: 'other',
    status: 200,
    sent: {},
    parameters: ['client_id', 'id_token_hint'],
  };

  it.each([
    ['it never happened', [revoked('r')]],
    ['it came before the revocation', [visit, revoked('r')]],
    ['the session was not named', [revoked('r'), { ...visit, parameters: ['client_id'] }]],
  ])('is not shown when %s', (_why, log) => {
    expect(failures(judgeLogOut([revoked('r'), visit], ['r']))).toEqual([]);
    expect(failures(judgeLogOut(log, ['r']))).toEqual(onlyNo('logging out'));
  });
});

describe('the activity', () => {
  const activity = {
    lines: [{ verdict: 'proven_dead', fingerprint: 'r' }],
    check: { broken: null, lines: 1, head: 'matches' },
    tokens: ['r'],
  };

  it.each([
    ['a token has no line', { tokens: ['r', 'a'] }, 'a line'],
    ['a line says less', { lines: [{ verdict: 'accepted', fingerprint: 'r' }] }, 'a line'],
    ['a line was changed', { check: { ...activity.check, broken: { line: 1 } } }, 'intact'],
    ['its end is not remembered', { check: { ...activity.check, head: 'absent' } }, 'intact'],
  ])('bears nothing out when %s', (_why, change, words) => {
    expect(failures(judgeActivity(activity))).toEqual([]);
    expect(failures(judgeActivity({ ...activity, ...change }))).toEqual(onlyNo(words));
  });
});
