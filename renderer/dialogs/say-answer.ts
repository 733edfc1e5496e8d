/** The answer to a revocation as its title and its one explaining sentence: the weakest verdict of all tokens (P-13). */
import { type AccountView, isEnding } from '../../shared/account-view.ts';
import {
  lastUntil,
  type RevocationOutcome,
  type Verdict,
  weakestOf,
} from '../../shared/verdict.ts';
import { formatMinute } from '../i18n/format-moment.ts';
import type { Said } from '../revocation/say-verdict.ts';
import type { RevokePhase } from './revoke-dialog.tsx';

export type Answered = {
  readonly account: AccountView;
  readonly phase: Extract<RevokePhase, { readonly kind: 'answered' | 'failed' }>;
};

export type AnswerWord = Verdict | 'pending' | 'failed';

/** What is known by now: a pending revocation may have come to its end while the answer was on screen. */
export function outcomesNow({ account, phase }: Answered): readonly RevocationOutcome[] {
  if (phase.kind === 'failed') return [];
  const { grant } = account;
  return account !== phase.before && isEnding(grant) ? grant.outcomes : phase.outcome.outcomes;
}

/** The weakest verdict, unless it is not decided yet. */
export function answerWord(answered: Answered): AnswerWord {
  const { account, phase } = answered;
  if (phase.kind === 'failed') return 'failed';
  const isNewer = account !== phase.before && isEnding(account.grant);
  const isPending = isNewer ? account.grant.status === 'revocation_pending' : phase.outcome.pending;
  return isPending ? 'pending' : (weakestOf(outcomesNow(answered)) ?? 'not_revoked');
}

/** `Orders API: revoked, proven dead`. */
export function sayAnswerTitle({ t, language, now }: Said, answered: Answered): string {
  const { label } = answered.account.definition;
  const word = answerWord(answered);
  if (word !== 'alive_until') return t(`revocation.title.${word}`, { label });
  const until = lastUntil(outcomesNow(answered));
  return until === null
    ? t('revocation.title.not_revoked', { label })
    : t('revocation.title.alive_until', { label, moment: formatMinute(until, now, language) });
}
