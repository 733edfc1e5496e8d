/** The shape of each verdict, so that none is told by its colour alone (WCAG 2.2, 1.4.1). */
import {
  Check,
  CircleAlert,
  CircleHelp,
  Clock,
  type LucideIcon,
  ShieldCheck,
  TimerOff,
} from 'lucide-react';
import type { Verdict } from '../../shared/verdict.ts';

export const verdictIcons: Readonly<Record<Verdict, LucideIcon>> = {
  proven_dead: ShieldCheck,
  accepted: Check,
  expired: TimerOff,
  alive_until: Clock,
  foreign_client: CircleHelp,
  not_revoked: CircleAlert,
};
