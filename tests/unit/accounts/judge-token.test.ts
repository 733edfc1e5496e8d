import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Evidence, judgeToken } from '../../../electron/accounts/judge-token.ts';
import { isEnded, proofs, revocationAnswers, verdicts } from '../../../shared/verdict.ts';

const now = Date.UTC(2026, 0, 1);
const anEvidence = (change: Partial<Evidence> = {}): Evidence => ({
  token: 'access_token',
  outcome: 'revoked',
  proof: 'not_tried',
  wasActive: false,
  expiresAt: now + 60_000,
  selfContained: false,
  at: now,
  ...change,
});
const over = { outcome: 'unsupported', expiresAt: now } as const;
const evidences = fc.record<Evidence>({
  token: fc.constantFrom('access_token', 'refresh_token'),
  outcome: fc.constantFrom(...revocationAnswers),
  proof: fc.constantFrom(...proofs),
  wasActive: fc.boolean(),
  expiresAt: fc.constantFrom(null, now - 1, now, now + 60_000),
  selfContained: fc.boolean(),
  at: fc.constant(now),
});
const everyCombination = (rule: (evidence: Evidence) => void): void =>
  fc.assert(fc.property(evidences, rule), { numRuns: 5000 });

describe('the verdict about a token', () => {
  it('P-13 calls a token proven dead only where a look found it dead that had found it working', () => {
    everyCombination((evidence) => {
      if (judgeToken(evidence).verdict !== 'proven_dead') return;
      expect(evidence).toMatchObject({ proof: 'inactive', wasActive: true });
    });
  });

  it('P-13 says accepted only after a 2xx, and never once the token was seen working', () => {
    everyCombination((evidence) => {
      if (judgeToken(evidence).verdict !== 'accepted') return;
      expect(['revoked', 'covered']).toContain(evidence.outcome);
      expect(evidence.proof).not.toBe('active');
    });
  });

  it('P-13 promises an end by itself only where one was announced', () => {
    everyCombination((evidence) => {
      if (judgeToken(evidence).verdict !== 'alive_until') return;
      expect(evidence.token).toBe('access_token');
      expect(judgeToken(evidence).until).toBe(evidence.expiresAt);
      expect(evidence.expiresAt).toBeGreaterThan(evidence.at);
    });
  });

  it('P-13 calls a token past its announced end only where that end had passed and nobody saw it working', () => {
    everyCombination((evidence) => {
      const { verdict, until } = judgeToken(evidence);
      if (verdict !== 'expired') return;
      expect(evidence.token).toBe('access_token');
      expect(until).toBe(evidence.expiresAt);
      expect(evidence.expiresAt).toBeLessThanOrEqual(evidence.at);
      expect(evidence.proof).not.toBe('active');
      expect(isEnded({ verdict })).toBe(false);
    });
  });

  it('P-13 names no past moment until which a token may still be taken that ended, or was seen working', () => {
    everyCombination((evidence) => {
      const { verdict, until } = judgeToken(evidence);
      if (!isEnded({ verdict }) && evidence.proof !== 'active') return;
      expect(until ?? Number.POSITIVE_INFINITY).toBeGreaterThan(evidence.at);
    });
  });

  it('P-13 never gets stronger when an answer gets weaker', () => {
    const strength = (evidence: Evidence): number =>
      verdicts.length - verdicts.indexOf(judgeToken(evidence).verdict);
    everyCombination((evidence) => {
      const refused = strength({ ...evidence, outcome: 'refused' });
      expect(strength({ ...evidence, outcome: 'revoked' })).toBeGreaterThanOrEqual(refused);
      const seenAlive = strength({ ...evidence, proof: 'active' });
      expect(strength({ ...evidence, proof: 'inactive' })).toBeGreaterThanOrEqual(seenAlive);
    });
  });

  it('says until when a self-contained token may still be taken, however dead it is at its server', () => {
    const dead = anEvidence({ proof: 'inactive', wasActive: true, selfContained: true });
    expect(judgeToken(dead)).toEqual({ verdict: 'proven_dead', until: now + 60_000 });
    expect(judgeToken({ ...dead, selfContained: false }).until).toBeNull();
  });

  it.each([
    ['a 200 from a server that says it to everything', { proof: 'active' }, 'alive_until'],
    ['the same for a refresh token', { token: 'refresh_token', proof: 'active' }, 'not_revoked'],
    ['an inactive that may only mean that we may not look', { proof: 'inactive' }, 'accepted'],
    ['a type that the server does not end', { outcome: 'unsupported' }, 'alive_until'],
    ['another client’s token', { outcome: 'foreign_client' }, 'foreign_client'],
    ['no answer', { outcome: 'unanswered' }, 'not_revoked'],
    [
      'no answer, and yet it is gone',
      { outcome: 'unanswered', proof: 'inactive', wasActive: true },
      'proven_dead',
    ],
    ['a type that the server does not end, of a token past its end', over, 'expired'],
    ['the same where a look found it working', { ...over, proof: 'active' }, 'not_revoked'],
    ['a refusal of a token past its end', { ...over, outcome: 'refused' }, 'not_revoked'],
    ['a 2xx for a token past its end', { ...over, outcome: 'revoked' }, 'accepted'],
  ] as const)('makes of %s what it is', (_name, change, verdict) => {
    expect(judgeToken(anEvidence(change)).verdict).toBe(verdict);
  });
});
