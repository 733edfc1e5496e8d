/** What follows a failed refresh, as a table. */
import { describe, expect, it } from 'vitest';
import {
  decidePresentation,
  decideRetry,
  type FailedAttempt,
  failureKind,
} from '../../../electron/accounts/retry-policy.ts';
import { type ErrorCode, type ErrorDetails, errorCodes } from '../../../shared/errors.ts';

const decide = (
  code: ErrorCode,
  details: ErrorDetails = {},
  attempt: Partial<FailedAttempt> = {},
) =>
  decideRetry({
    error: { code, details },
    failures: 1,
    random: 0.5,
    ...attempt,
  });

describe('what follows a failed refresh', () => {
  it.each([
    ['R-03', 'grant_refused', 'terminal'],
    ['R-14', 'identity_changed', 'terminal'],
    ['N-11', 'client_refused', 'not_retried'],
    ['N-11', 'scope_refused', 'not_retried'],
    ['N-11', 'request_refused', 'not_retried'],
    ['', 'secret_missing', 'not_retried'],
    ['', 'no_refresh_token', 'not_retried'],
  ] as const)('%s ends or stops at %s: %s', (_id, code, kind) => {
    expect(decide(code)).toEqual({ kind });
  });

  it.each([
    ['rate_limited', 90_000, 90_000],
    ['server_unavailable', 90_000, 90_000],
    ['rate_limited', 0, 1_000],
    ['server_unavailable', 86_400_000, 3_600_000],
  ] as const)('N-09 waits as %s says: %i ms become %i ms', (code, retryAfterMs, afterMs) => {
    expect(decide(code, { retryAfterMs })).toEqual({ kind: 'retry', afterMs });
  });

  it.each([
    [1, 5_000],
    [2, 10_000],
    [3, 20_000],
    [6, 160_000],
    [7, 300_000],
    [400, 300_000],
  ])('N-01 N-10 backs off with full jitter: failure %i anywhere up to %i ms', (failures, bound) => {
    for (const code of ['server_unavailable', 'tls_failed'] as const) {
      expect(decide(code, {}, { failures, random: 0 })).toEqual({ kind: 'retry', afterMs: 1_000 });
      expect(decide(code, {}, { failures, random: 0.5 })).toEqual({
        kind: 'retry',
        afterMs: bound / 2,
      });
      expect(decide(code, {}, { failures, random: 1 })).toEqual({ kind: 'retry', afterMs: bound });
    }
  });

  it('R-02 presents a token whose answer was lost again at once, within 5 s, and then never again', () => {
    expect(decidePresentation(0)).toMatchObject({ kind: 'present', onlyIfServerAnswers: false });
    expect(decidePresentation(1)).toEqual({
      kind: 'present',
      afterMs: 0,
      onlyIfServerAnswers: false,
    });
    const last = decidePresentation(2);
    expect(last).toMatchObject({ kind: 'present', onlyIfServerAnswers: true });
    expect(last.kind === 'present' && last.afterMs).toBeLessThan(5_000);
    for (const unanswered of [3, 4, 400]) {
      expect(decidePresentation(unanswered)).toEqual({ kind: 'give_up' });
    }
  });

  it.each([
    ['network_unreachable', {}, 'lost'],
    ['timed_out', {}, 'lost'],
    ['response_unreadable', { reason: 'broken_off' }, 'lost'],
    ['network_unreachable', { reason: 'not_sent' }, 'network'],
    ['tls_failed', {}, 'network'],
    ['response_unreadable', {}, 'server'],
    ['response_too_large', {}, 'server'],
    ['server_unavailable', {}, 'server'],
  ] as const)('R-02 N-02 takes %s %o for %s', (code, details, kind) => {
    expect(failureKind({ code, details })).toBe(kind);
    expect(decide(code, details)).toMatchObject({ kind: 'retry' });
  });

  it('T-03 leaves an account alone for an hour while the clock is wrong, and ends no grant for it', () => {
    for (const failures of [1, 9]) {
      expect(decide('clock_wrong', { reason: 'exp' }, { failures })).toEqual({
        kind: 'retry',
        afterMs: 3_600_000,
      });
    }
  });

  it('asks again at least 30 s after a refusal that names no cause', () => {
    for (const random of [0, 0.5, 0.999]) {
      const verdict = decide('refresh_unexplained', {}, { random });
      expect(verdict.kind === 'retry' && verdict.afterMs).toBeGreaterThanOrEqual(30_000);
    }
  });

  it('knows every code, and never ends a grant but for the three that say so', () => {
    const terminal = errorCodes.filter((code) => failureKind({ code, details: {} }) === 'terminal');
    expect(terminal.sort()).toEqual(['answer_lost', 'grant_refused', 'identity_changed']);
  });
});
