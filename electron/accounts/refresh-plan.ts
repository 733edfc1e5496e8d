/** When an account is refreshed by itself: pure, from its facts and the time (requirements T-01, T-04, T-07, R-07, N-11). */
import type { AccountView } from '../../shared/account-view.ts';
import { type Expiry, lifetimeMs, type Now, remainingMs } from '../../shared/expiry.ts';
import type { AccountRecord } from '../account-record.ts';
import { msUntilKeepAlive } from './keep-alive.ts';
import { minimumLeftMs } from './minimum-left.ts';
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

type Wish = {
  /** In [0, 1). */
  readonly jitter: number;
  /** What the account asks to have left at all times; null: nothing beyond the rule. */
  readonly minimumLeftSeconds: number | null;
};

/** Milliseconds until the token is to be refreshed, 0 when it is due; null: never by itself. */
export function msUntilRefresh(expiry: Expiry, now: Now, wish: Wish): number | null {
  const lifetime = lifetimeMs(expiry);
  const left = remainingMs(expiry, now);
  const ruleMs = lifetime === null ? null : refreshLeadMs(lifetime);
  if (lifetime === null || left === null || ruleMs === null) return null;
  const earlierMs = wish.jitter * Math.min(longestJitterMs, ruleMs / 4);
  const wishedMs = minimumLeftMs(wish.minimumLeftSeconds, lifetime);
  // What a person asks for never makes it oftener than once in half a lifetime, chance included.
  const leadMs = Math.max(ruleMs + earlierMs, Math.min(wishedMs + earlierMs, lifetime / 2));
  // A clock that stood wrong at receipt must not make a token live longer than announced.
  return Math.max(0, Math.min(left, lifetime) - leadMs);
}

export type RefreshDue = {
  /** Milliseconds from now, 0 when it is due. */
  readonly dueMs: number;
  /** When what is to be refreshed ends (epoch ms); those that end first go first. */
  readonly endsAt: number;
  /** The refresh token itself ends if it is not used soon: such an account goes before all others. */
  readonly isGrantAtStake: boolean;
};

type Chance = { readonly now: Now; readonly jitter: number };

/** When the account is refreshed by itself as things stand, be it for its token or to keep the grant; null: not at all. */
export function refreshDue(
  record: AccountRecord,
  view: AccountView,
  { now, jitter }: Chance,
): RefreshDue | null {
  const { automaticRefresh: mode, minimumLeftSeconds } = record.definition;
  if (mode === 'off' || view.access === null || !isRefreshable(record, view)) return null;
  const isMeant = mode === 'on' || isInUse(record, now);
  const ahead = isMeant ? msUntilRefresh(view.access, now, { jitter, minimumLeftSeconds }) : null;
  const unused = view.refreshUnused;
  const alive = unused === null ? null : msUntilKeepAlive(unused, now, jitter);
  const endsAt = (ahead === null ? unused?.expiresAt : view.access.expiresAt) ?? null;
  if (endsAt === null) return null;
  return {
    dueMs: Math.min(ahead ?? Number.POSITIVE_INFINITY, alive ?? Number.POSITIVE_INFINITY),
    endsAt,
    isGrantAtStake: alive === 0 && unused !== null && remainingMs(unused, now) !== 0,
  };
}

/** It can be refreshed, nothing about it has to be corrected first, and its newest token set is safe. */
function isRefreshable(record: AccountRecord, view: AccountView): boolean {
  if (refreshObstacle(record) !== null || !view.saved) return false;
  // Proven lost in the keychain: shown as needing a sign-in although the server ended nothing.
  if (view.grant.status !== 'live') return false;
  if (view.operation === 'refreshing' || view.operation === 'revoking') return false;
  return !isToBeCorrected(record);
}

/** Copied within the last 24 hours or within one lifetime of its token, whichever is longer. */
function isInUse({ lastCopiedAt, tokens }: AccountRecord, now: Now): boolean {
  if (lastCopiedAt === null || tokens === null) return false;
  const lifetime = tokens.expiresAt === null ? 0 : tokens.expiresAt - tokens.issuedAt;
  return now.wall - lastCopiedAt <= Math.max(dayMs, lifetime);
}
