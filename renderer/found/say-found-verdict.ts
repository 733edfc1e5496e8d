/** The verdict about a found token in words, and the evidence it stands on; never a stronger word than that (P-13). */
import type { TFunction } from 'i18next';
import type { Language } from '../../shared/settings.ts';
import type { RevocationOutcome } from '../../shared/verdict.ts';
import { formatMoment } from '../i18n/format-moment.ts';

/** `now` is epoch ms. */
export type Saying = { readonly t: TFunction; readonly language: Language; readonly now: number };

/** `proven dead`, `alive until 14:55:00`. */
export function sayFoundVerdict(saying: Saying, { verdict, until }: RevocationOutcome): string {
  const { t, now, language } = saying;
  if (verdict !== 'alive_until') return t(`found.verdict.${verdict}`);
  return until === null
    ? t('found.verdict.alive_open')
    : t('found.verdict.alive_until', { moment: formatMoment(until, now, language) });
}

/** What the host said, what a look showed, and until when it may be taken all the same. */
export function sayFoundEvidence(saying: Saying, outcome: RevocationOutcome, host: string): string {
  const { t, now, language } = saying;
  const { until, verdict } = outcome;
  const mayStay = until !== null && until > now && verdict !== 'alive_until';
  return [
    t(`found.answer.${outcome.outcome}`, { host, reason: reasonOf(t, outcome) }),
    sayProof(t, outcome),
    mayStay ? t('found.mayBeAccepted', { moment: formatMoment(until, now, language) }) : null,
  ]
    .filter((it) => it !== null)
    .join(' ');
}

function reasonOf(t: TFunction, { oauthError, httpStatus }: RevocationOutcome): string {
  const status = httpStatus === null ? null : t('dialogs.httpStatus', { status: httpStatus });
  const facts = [oauthError, status].filter((it) => it !== null);
  return facts.length === 0 ? '' : t('found.reason', { facts: facts.join(t('found.reasonJoint')) });
}

function sayProof(t: TFunction, { proof, wasActive }: RevocationOutcome): string | null {
  if (proof === 'not_tried') return null;
  if (proof === 'inactive') return t(`found.shown.${wasActive ? 'inactive' : 'inactiveOnly'}`);
  return t(`found.shown.${proof}`);
}
