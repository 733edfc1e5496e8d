/** The answer to a revocation as its title and its one explaining sentence: the weakest verdict of all tokens (P-13). */
import type { TFunction } from 'i18next';
import { type AccountView, isEnding } from '../../shared/account-view.ts';
import type { Saying } from '../../shared/say-verdict.ts';
import {
  lastUntil,
  type RevocationOutcome,
  type Verdict,
  weakestOf,
} from '../../shared/verdict.ts';
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

/** `Orders API: revoked, proven dead`. An announced end that has passed by now is said to have. */
export function sayAnswerTitle(t: TFunction, saying: Saying, answered: Answered): string {
  const { label } = answered.account.definition;
  const word = answerWord(answered);
  if (word !== 'alive_until' && word !== 'expired') return t(`revocation.title.${word}`, { label });
  const until = lastUntil(outcomesNow(answered));
  if (until === null) return t('revocation.title.not_revoked', { label });
  const hasPassed = until <= saying.now;
  return t(hasPassed ? 'revocation.title.expired' : 'revocation.title.alive_until', {
    label,
    moment: saying.moment(until),
  });
}
