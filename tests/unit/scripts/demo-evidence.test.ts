/** The demo believes the server's log and introspection, and nothing that the window says. */
import { describe, expect, it } from 'vitest';
import { judgeEvidence, readEvidence } from '../../../scripts/demo-evidence.mjs';

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
const revocation = (token: string, status = 200) => ({
  endpoint: 'revocation',
  status,
  grantType: null,
  sent: { token },
  issued: {},
});
const wholeLog = [signIn, rotation, revocation('r2'), revocation('a2')];

const judge = (log: readonly object[], changes: object = {}) =>
  judgeEvidence({
    evidence: readEvidence(log, issued),
    before: { accessToken: true, refreshToken: true },
    after: { accessToken: false, refreshToken: false },
    copied: true,
    signIns: 1,
    ...changes,
  });
const failures = (checks: readonly { readonly what: string; readonly holds: boolean }[]) =>
  checks.filter(({ holds }) => !holds).map(({ what }) => what);

describe('the evidence of the demo', () => {
  it('is whole when the log shows sign-in, rotation and both revocations', () => {
    expect(failures(judge(wholeLog))).toEqual([]);
  });

  it.each([
    ['a sign-in is missing', wholeLog.slice(1), 'sign-ins'],
    ['nothing was rotated', [signIn, revocation('r1'), revocation('a1')], 'replaced'],
    [
      'the refresh token was not revoked',
      [signIn, rotation, revocation('a2')],
      'revoke the refresh',
    ],
    ['the access token was not revoked', [signIn, rotation, revocation('r2')], 'revoke the access'],
    [
      'the server refused a revocation',
      [signIn, rotation, revocation('r2', 503), revocation('a2')],
      'revoke the refresh',
    ],
    [
      'the old refresh token was revoked and not the new one',
      [signIn, rotation, revocation('r1'), revocation('a2')],
      'revoke the refresh',
    ],
  ])('says no when %s', (_what, log, words) => {
    expect(failures(judge(log)).join()).toContain(words);
  });

  it('says no when a token still lives, and when it never did', () => {
    const alive = { after: { accessToken: true, refreshToken: false } };
    const neverActive = { before: { accessToken: true, refreshToken: false } };
    expect(failures(judge(wholeLog, alive))).toHaveLength(1);
    expect(failures(judge(wholeLog, neverActive))).toHaveLength(1);
  });
});
