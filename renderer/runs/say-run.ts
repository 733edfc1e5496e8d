/** One account of a run as an icon, a few words and, where it is known, until when one of its tokens may still be taken. */
import type { TFunction } from 'i18next';
import {
  Ban,
  CircleAlert,
  CircleDashed,
  CircleSlash,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import type { RunAccount } from '../../shared/revocation-run.ts';
import {
  type Saying,
  sayRemainder,
  sayVerdict,
  sayVerdictKind,
  startLine,
} from '../../shared/say-verdict.ts';
import type { Language } from '../../shared/settings.ts';
import { verdictIcons } from '../revocation/verdict-icons.ts';
import { isVerdict, type RunOutcome } from './run-outcome.ts';

export const outcomeIcons: Readonly<Record<RunOutcome, LucideIcon>> = {
  ...verdictIcons,
  failed: CircleAlert,
  not_begun: CircleSlash,
  pending: Hourglass,
  running: LoaderCircle,
  waiting: CircleDashed,
  nothing_held: Ban,
};

type SaidRow = { readonly outcome: RunOutcome; readonly account: RunAccount };

/** `Alive until 14:55`; what is known of an end that the words do not name comes from `sayMore`. */
export function sayOutcome(t: TFunction, saying: Saying, { outcome, account }: SaidRow): string {
  if (!isVerdict(outcome)) return t(`runs.outcome.${outcome}`);
  return startLine(sayVerdict(saying, { verdict: outcome, until: account.until }));
}

/** What several accounts have in common: `Alive until its announced end`. */
export function sayOutcomeKind(t: TFunction, language: Language, outcome: RunOutcome): string {
  if (!isVerdict(outcome)) return t(`runs.outcome.${outcome}`);
  return startLine(sayVerdictKind(language, outcome));
}

/** Why nothing could be asked, or until when a token may still be taken; null where there is nothing to add. */
export function sayMore(
  t: TFunction,
  saying: Saying,
  { outcome, account }: SaidRow,
): string | null {
  const { code, until, verdict } = account;
  if (outcome === 'failed' && code !== null) return t(`errors.${code}.title`);
  return verdict === null ? null : sayRemainder(saying, { verdict, until });
}
