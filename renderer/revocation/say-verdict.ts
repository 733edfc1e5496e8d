/** A verdict as its few words, and until when a token may still be taken; never a stronger word than the evidence (P-13). */
import type { TFunction } from 'i18next';
import type { Language } from '../../shared/settings.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import { formatMinute } from '../i18n/format-moment.ts';

export type Said = { readonly t: TFunction; readonly language: Language; readonly now: number };

/** `proven dead`, `alive until 14:55`; goes after the name of the token. `now` is epoch ms. */
export function sayVerdict(said: Said, { verdict, until }: RevocationOutcome): string {
  const { t } = said;
  if (verdict !== 'alive_until') return t(`revocation.verdict.${verdict}`);
  return until === null
    ? t('revocation.verdict.alive_open')
    : t('revocation.verdict.alive_until', { moment: momentOf(said, until) });
}

/** How long it may still be taken although the verdict does not say so itself; null where nothing is known of that. */
export function sayRemainder(said: Said, outcome: RevocationOutcome): string | null {
  const { verdict, until } = outcome;
  if (until === null || verdict === 'alive_until' || until <= said.now) return null;
  const moment = momentOf(said, until);
  return verdict === 'proven_dead' || verdict === 'accepted'
    ? said.t('revocation.mayBeAccepted', { moment })
    : said.t('revocation.endsByItself', { moment });
}

function momentOf({ language, now }: Said, at: number): string {
  return formatMinute(at, now, language);
}
