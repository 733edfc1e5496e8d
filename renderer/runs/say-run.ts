/** One account of a run as an icon, a few words and, where it is known, until when one of its tokens may still be taken. */
import type { TFunction } from 'i18next';
import {
  Ban,
  Check,
  CircleAlert,
  CircleDashed,
  CircleHelp,
  CircleSlash,
  Clock,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  ShieldCheck,
} from 'lucide-react';
import type { RunAccount } from '../../shared/revocation-run.ts';
import type { Language } from '../../shared/settings.ts';
import { formatMoment } from '../i18n/format-moment.ts';
import type { RunOutcome } from './run-outcome.ts';

export const outcomeIcons: Readonly<Record<RunOutcome, LucideIcon>> = {
  not_revoked: CircleAlert,
  failed: CircleAlert,
  foreign_client: CircleHelp,
  not_begun: CircleSlash,
  pending: Hourglass,
  alive_until: Clock,
  running: LoaderCircle,
  waiting: CircleDashed,
  accepted: Check,
  proven_dead: ShieldCheck,
  nothing_held: Ban,
};

export type Said = { readonly t: TFunction; readonly language: Language; readonly now: number };

/** `Alive until 14:55`; what is known of an end that the words do not name comes from `sayUntil`. */
export function sayOutcome({ t, language, now }: Said, row: SaidRow): string {
  const { outcome, account } = row;
  if (outcome !== 'alive_until' || account.until === null) return t(`runs.outcome.${outcome}`);
  return t('runs.outcome.aliveUntil', { moment: formatMoment(account.until, now, language) });
}

type SaidRow = { readonly outcome: RunOutcome; readonly account: RunAccount };

/** Why nothing could be asked, or until when a token may still be taken; null where there is nothing to add. */
export function sayMore({ t, language, now }: Said, { outcome, account }: SaidRow): string | null {
  const { code, until } = account;
  if (outcome === 'failed' && code !== null) return t(`errors.${code}.title`);
  if (until === null || until <= now || outcome === 'alive_until') return null;
  return t('runs.result.until', { moment: formatMoment(until, now, language) });
}
