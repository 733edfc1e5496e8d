/** The shape of each verdict, so that none is told by its colour alone (WCAG 2.2, 1.4.1). */
import {
  Check,
  CircleAlert,
  CircleHelp,
  Clock,
  FileWarning,
  type LucideIcon,
  ShieldCheck,
  TimerOff,
} from 'lucide-react';
import type { RevocationOutcome, Verdict } from '../../shared/verdict.ts';

export const verdictIcons: Readonly<Record<Verdict, LucideIcon>> = {
  proven_dead: ShieldCheck,
  accepted: Check,
  expired: TimerOff,
  alive_until: Clock,
  foreign_client: CircleHelp,
  not_revoked: CircleAlert,
};

type Answered = Pick<RevocationOutcome, 'verdict' | 'answerBody'>;

/** How a verdict looks: the shape, and the name of its colour in a style sheet. */
export type VerdictLook = {
  readonly icon: LucideIcon;
  readonly tone: Verdict | 'withPage';
};

/** A yes that came with a web page: something in between may have said it. */
export function isYesWithPage({
  verdict,
  answerBody,
}: {
  readonly verdict: Verdict | null;
  readonly answerBody: Answered['answerBody'];
}): boolean {
  return verdict === 'accepted' && answerBody === 'page';
}

export function verdictLookOf(answered: Answered): VerdictLook {
  const { verdict } = answered;
  if (isYesWithPage(answered)) return { icon: FileWarning, tone: 'withPage' };
  return { icon: verdictIcons[verdict], tone: verdict };
}
