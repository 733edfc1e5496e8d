/** How each status looks: its icon and its tone; red only for what is in danger, amber only for soon, grey for ended. */
import {
  Ban,
  Check,
  CircleDashed,
  Clock,
  CloudOff,
  Hourglass,
  Infinity as InfinityIcon,
  LoaderCircle,
  type LucideIcon,
  SaveOff,
  ShieldAlert,
  TimerOff,
  TriangleAlert,
} from 'lucide-react';
import type { Status } from '../../shared/status.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'off' | 'busy';

const looks: Readonly<Record<Status, { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  revoked: { icon: Ban, tone: 'off' },
  not_revoked: { icon: ShieldAlert, tone: 'bad' },
  alive_until: { icon: Clock, tone: 'warn' },
  revocation_pending: { icon: Hourglass, tone: 'bad' },
  revoking: { icon: LoaderCircle, tone: 'busy' },
  refreshing: { icon: LoaderCircle, tone: 'busy' },
  needs_sign_in: { icon: TriangleAlert, tone: 'bad' },
  needs_correction: { icon: TriangleAlert, tone: 'bad' },
  no_token: { icon: CircleDashed, tone: 'warn' },
  not_saved: { icon: SaveOff, tone: 'warn' },
  server_unavailable: { icon: CloudOff, tone: 'warn' },
  expired: { icon: TimerOff, tone: 'off' },
  expiring_soon: { icon: Clock, tone: 'warn' },
  no_expiry: { icon: InfinityIcon, tone: 'ok' },
  active: { icon: Check, tone: 'ok' },
};

/** The colour's role. */
export function toneOf(status: Status): Tone {
  return looks[status].tone;
}

/** The shape that tells it without colour. */
export function iconOf(status: Status): LucideIcon {
  return looks[status].icon;
}
