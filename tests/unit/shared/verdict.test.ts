import { expect, it } from 'vitest';
import { lastUntil, weakestOf } from '../../../shared/verdict.ts';
import { makeOutcome } from '../../fixtures/revocation-outcomes.ts';

it('takes the weakest verdict of all tokens for the account’s', () => {
  const of = (...all: Parameters<typeof makeOutcome>[0][]) => weakestOf(all.map(makeOutcome));
  expect(of({ verdict: 'proven_dead' })).toBe('proven_dead');
  expect(of({ verdict: 'proven_dead' }, { verdict: 'accepted' })).toBe('accepted');
  expect(of({ verdict: 'not_revoked' }, { verdict: 'alive_until' })).toBe('not_revoked');
  expect(of()).toBeNull();
});

it('knows the last moment at which any token may still be taken', () => {
  expect(lastUntil([{ until: 3 }, { until: null }, { until: 7 }])).toBe(7);
  expect(lastUntil([{ until: null }])).toBeNull();
});
