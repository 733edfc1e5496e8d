/** When an account is refreshed by itself: pure, from its facts and the time (requirements T-01, T-04, T-07, R-07, N-11). */
import type { AccountView } from '../../shared/account-view.ts';
import { type Expiry, lifetimeMs, type Now, remainingMs } from '../../shared/expiry.ts';
import type { AccountRecord } from '../account-record.ts';
import { refreshObstacle } from './refresh-account.ts';
import { isToBeCorrected } from './retry-policy.ts';

const minuteMs = 60_000;
/** Tokens that live shorter are refreshed when they are copied: ahead of time it would be a request a minute. */
const shortestLifetimeMs = 2 * minuteMs;
const shortestLeadMs = minuteMs;
const longestLeadMs = 10 * minuteMs;
const longestJitterMs = 30_000;
const dayMs = 24 * 60 * minuteMs;

/** How long before its end a token of this lifetime is refreshed; null: on demand only (T-07). */
export function refreshLeadMs(lifetime: number): number | null {
  if (lifetime < shortestLifetimeMs) return null;
  return Math.min(longestLeadMs, Math.max(shortestLeadMs, lifetime / 10));
}

/** Milliseconds until the token is to be refreshed, 0 when it is due; null: never by itself. `jitter` is in [0, 1). */
export function msUntilRefresh(expiry: Expiry, now: Now, jitter: number): number | null {
  const lifetime = lifetimeMs(expiry);
  const left = remainingMs(expiry, now);
  const leadMs = lifetime === null ? null : refreshLeadMs(lifetime);
  if (lifetime === null || left === null || leadMs === null) return null;
  const earlierMs = jitter * Math.min(longestJitterMs, leadMs / 4);
  // A clock that stood wrong at receipt must not make a token live longer than announced.
  return Math.max(0, Math.min(left, lifetime) - leadMs - earlierMs);
}

/**
 * Whether the account is refreshed by itself at all: it is meant to be, it can be, nothing about it has to be
 * corrected first, and its newest token set is safe.
 */
export function isRefreshedByItself(record: AccountRecord, view: AccountView, now: Now): boolean {
  if (refreshObstacle(record) !== null || !view.saved) return false;
  // Proven lost in the keychain: shown as needing a sign-in although the server ended nothing.
  if (view.grant.status !== 'live') return false;
  if (view.operation === 'refreshing' || view.operation === 'revoking') return false;
  if (isToBeCorrected(record)) return false;
  const mode = record.definition.automaticRefresh;
  return mode === 'on' || (mode === 'in_use' && isInUse(record, now));
}

/** Copied within the last 24 hours or within one lifetime of its token, whichever is longer. */
function isInUse({ lastCopiedAt, tokens }: AccountRecord, now: Now): boolean {
  if (lastCopiedAt === null || tokens === null) return false;
  const lifetime = tokens.expiresAt === null ? 0 : tokens.expiresAt - tokens.issuedAt;
  return now.wall - lastCopiedAt <= Math.max(dayMs, lifetime);
}
