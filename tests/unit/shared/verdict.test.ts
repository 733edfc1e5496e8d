import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { fillWords } from '../../../shared/catalogue/fill-words.ts';
import { sayRemainder, sayVerdict } from '../../../shared/say-verdict.ts';
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

describe.each(['en', 'zh-CN'] as const)('what is said of an end in %s', (language) => {
  const saying = { language, now: 100, moment: String };
  const said = (change: Parameters<typeof makeOutcome>[0]) => {
    const outcome = makeOutcome({ token: 'access_token', ...change });
    return [sayVerdict(saying, outcome), sayRemainder(saying, outcome)];
  };
  const words = catalogue[language].revocation;
  const filled = (text: string, moment: number) => fillWords(text, { moment });

  it('P-13 is never that a token is alive until a moment that has passed', () => {
    for (const verdict of ['alive_until', 'expired'] as const) {
      expect(said({ verdict, until: 100 })).toEqual([filled(words.verdictAt.expired, 100), null]);
    }
    expect(said({ verdict: 'alive_until', until: 101 })).toEqual([
      filled(words.verdictAt.alive_until, 101),
      null,
    ]);
  });

  it('P-13 is that an announced end has passed only of a token that nothing ended', () => {
    for (const verdict of ['not_revoked', 'foreign_client'] as const) {
      expect(said({ verdict, until: 101 })[1]).toBe(filled(words.endsByItself, 101));
      expect(said({ verdict, until: 100 })[1]).toBe(filled(words.endHasPassed, 100));
    }
    for (const verdict of ['proven_dead', 'accepted'] as const) {
      expect(said({ verdict, until: 101 })[1]).toBe(filled(words.mayBeAccepted, 101));
      expect(said({ verdict, until: 100 })[1]).toBeNull();
    }
  });
});
