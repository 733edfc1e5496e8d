/** A verdict as its few words, for the window and for reports alike; never a stronger word than the evidence (P-13). */
import { catalogue } from './catalogue/catalogue.ts';
import { fillWords } from './catalogue/fill-words.ts';
import type { Language } from './settings.ts';
import { isEnded, type RevocationOutcome, type Verdict } from './verdict.ts';

/** `now` is epoch ms; `moment` writes one down as the reader needs it. */
export type Saying = {
  readonly language: Language;
  readonly now: number;
  readonly moment: (at: number) => string;
};

type Judged = Pick<RevocationOutcome, 'verdict' | 'until'>;

/** `alive until its announced end`: for counts, and wherever no time is known. */
export function sayVerdictKind(language: Language, verdict: Verdict): string {
  return catalogue[language].revocation.verdict[verdict];
}

/** The same where a column leaves no room for the whole. */
export function sayVerdictBriefly(language: Language, verdict: Verdict): string {
  const { verdictBrief } = catalogue[language].revocation;
  return verdict === 'accepted' || verdict === 'foreign_client'
    ? verdictBrief[verdict]
    : sayVerdictKind(language, verdict);
}

/** `proven dead`, `alive until 14:55`; goes after the name of the token. */
export function sayVerdict(saying: Saying, { verdict, until }: Judged): string {
  const { language, moment, now } = saying;
  const words = catalogue[language].revocation;
  if (verdict !== 'alive_until' && verdict !== 'expired') return words.verdict[verdict];
  if (until === null) return words.verdictOpen[verdict];
  const hasPassed = verdict === 'expired' || until <= now;
  return fillWords(words.verdictAt[hasPassed ? 'expired' : 'alive_until'], {
    moment: moment(until),
  });
}

/** How long it may still be taken although the verdict does not say so itself; null where nothing is known of that. */
export function sayRemainder(saying: Saying, { verdict, until }: Judged): string | null {
  const words = catalogue[saying.language].revocation;
  if (until === null || verdict === 'alive_until' || verdict === 'expired') return null;
  const values = { moment: saying.moment(until) };
  if (until > saying.now) {
    return fillWords(isEnded({ verdict }) ? words.mayBeAccepted : words.endsByItself, values);
  }
  return isEnded({ verdict }) ? null : fillWords(words.endHasPassed, values);
}

/** The same words where they stand by themselves: `Proven dead`. */
export function startLine(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
