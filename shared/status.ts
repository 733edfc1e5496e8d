/** The one status an account shows: the first that applies in a fixed order, computed from facts and the time. */
import type { AccountView } from './account-view.ts';
import { type Now, remainingMs, soonMs, untilMs } from './expiry.ts';
import { isRefreshable, needsNoPerson } from './grant-type.ts';
import { lastUntil, type RevocationOutcome, weakestOf } from './verdict.ts';

export const statuses = [
  'revoked',
  'not_revoked',
  'alive_until',
  'revocation_pending',
  'revoking',
  'refreshing',
  'needs_sign_in',
  'needs_correction',
  'no_token',
  'not_saved',
  'server_unavailable',
  'expired',
  'expiring_soon',
  'no_expiry',
  'active',
] as const;
export type Status = (typeof statuses)[number];

type StatusFacts = Pick<
  AccountView,
  | 'definition'
  | 'grant'
  | 'operation'
  | 'saved'
  | 'access'
  | 'accessTokenHeld'
  | 'refreshTokenHeld'
  | 'unavailableUntil'
  | 'needsCorrection'
>;

/** The status to show at `now`. */
export function statusOf(account: StatusFacts, now: Now): Status {
  if (account.grant.status === 'revoked') return 'revoked';
  if (account.grant.status === 'not_revoked') return statusOfRemainder(account.grant.outcomes, now);
  if (account.grant.status === 'revocation_pending') return 'revocation_pending';
  if (account.operation === 'revoking') return 'revoking';
  if (account.operation === 'refreshing') return 'refreshing';
  const asksForPerson = personStatus(account);
  if (asksForPerson !== null) return asksForPerson;
  if (!account.saved) return 'not_saved';
  const status = timeStatus(account, now);
  const ends = status === 'expired' || status === 'expiring_soon';
  return ends && isServerUnavailable(account, now) ? 'server_unavailable' : status;
}

/** What only a person can go on with; where no browser takes part it is never a sign-in (RFC 6749 section 4.4). */
function personStatus(account: StatusFacts): Status | null {
  const { definition, grant, needsCorrection, access } = account;
  const isLive = grant.status !== 'refused' && grant.status !== 'none';
  if (!needsNoPerson(definition)) return isLive ? null : 'needs_sign_in';
  if (grant.status === 'none') return 'no_token';
  if (!isLive || needsCorrection) return 'needs_correction';
  return access === null ? 'no_token' : null;
}

/** What could not be ended: the rest of a token's own life, or something that a person still has to end. */
function statusOfRemainder(outcomes: readonly RevocationOutcome[], now: Now): Status {
  const weakest = weakestOf(outcomes);
  if (weakest !== 'alive_until' && weakest !== 'expired') return 'not_revoked';
  return (lastUntil(outcomes) ?? 0) > now.wall ? 'alive_until' : 'expired';
}

/** The token would be refreshed, but nothing is asked of the server until a moment that is known. */
function isServerUnavailable(account: StatusFacts, now: Now): boolean {
  const { unavailableUntil } = account;
  return isRefreshable(account) && unavailableUntil !== null && untilMs(unavailableUntil, now) > 0;
}

function timeStatus(account: StatusFacts, now: Now): Status {
  if (account.access === null || !account.accessTokenHeld) return 'expired';
  const left = remainingMs(account.access, now);
  if (left === null) return 'no_expiry';
  if (left === 0) return 'expired';
  return left < soonMs(account.access) ? 'expiring_soon' : 'active';
}

const attention: readonly Status[] = [
  'needs_sign_in',
  'needs_correction',
  'no_token',
  'revocation_pending',
  'not_revoked',
  'not_saved',
];

/** True where a person has to act: the group shown on top and counted in the status bar. */
export function needsAttention(status: Status): boolean {
  return attention.includes(status);
}
