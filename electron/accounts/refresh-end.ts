/** When a refresh token ends, on whose word, and by when it has to be used: the protocol has no field for either (O-52). */
import type { AccountDefinition } from '../../shared/account-definition.ts';
import type { RefreshEnd } from '../../shared/account-view.ts';
import type { Expiry, Now } from '../../shared/expiry.ts';
import { presetOf } from '../../shared/presets.ts';
import type { AccountRecord } from '../account-record.ts';

/** When the times of a token set were first seen in this process; null: not yet. */
type Anchored = { readonly seenAt: Now } | null;
type Span = { readonly issuedAt: number; readonly expiresAt: number | null };
type ClosedSpan = { readonly issuedAt: number; readonly expiresAt: number };

const hourMs = 3_600_000;

/** A span of wall-clock time with its end on the monotonic clock as well. */
export function expiryOf(span: Span, anchor: Anchored): Expiry {
  const { issuedAt, expiresAt } = span;
  return { issuedAt, expiresAt, monotonicExpiresAt: monotonicOf(span, anchor) };
}

/** What the server said, else what the account's own limit says, else what is usual for its provider; null: unknown. */
export function refreshEndOf(record: AccountRecord, anchor: Anchored): RefreshEnd | null {
  const { tokens } = record;
  if (tokens === null || !tokens.refreshTokenHeld) return null;
  const endOf = (span: ClosedSpan, saidBy: RefreshEnd['saidBy']): RefreshEnd => ({
    ...span,
    monotonicExpiresAt: monotonicOf(span, anchor),
    saidBy,
  });
  const { issuedAt, refreshExpiresAt } = tokens;
  if (refreshExpiresAt !== null) return endOf({ issuedAt, expiresAt: refreshExpiresAt }, 'server');
  const unused = unusedSpan(record);
  if (unused !== null && record.definition.refreshInactivityHours !== null) {
    return endOf(unused, 'account');
  }
  const usual = [unused, grantSpan(record)].filter((it) => it !== null);
  const [soonest] = usual.toSorted((a, b) => a.expiresAt - b.expiresAt);
  return soonest === undefined ? null : endOf(soonest, 'preset');
}

/** From the refresh token's last use to the moment at which it ends unless it is used again; null: no limit is known. */
export function refreshUnusedOf(record: AccountRecord, anchor: Anchored): Expiry | null {
  const span = unusedSpan(record);
  return span === null ? null : expiryOf(span, anchor);
}

function unusedSpan({ definition, tokens, lastRefreshedAt }: AccountRecord): ClosedSpan | null {
  const limit = inactivityMs(definition);
  if (limit === null || tokens === null || !tokens.refreshTokenHeld) return null;
  const issuedAt = Math.max(tokens.issuedAt, lastRefreshedAt ?? 0);
  return { issuedAt, expiresAt: issuedAt + limit };
}

function inactivityMs({ provider, refreshInactivityHours }: AccountDefinition): number | null {
  if (refreshInactivityHours !== null) return refreshInactivityHours * hourMs;
  return presetOf(provider).refreshInactivityMs ?? null;
}

/** From the sign-in on, where the provider ends every grant after a fixed time. */
function grantSpan({ definition, signedInAt }: AccountRecord): ClosedSpan | null {
  const { refreshLifetimeMs } = presetOf(definition.provider);
  if (refreshLifetimeMs === undefined || signedInAt === null) return null;
  return { issuedAt: signedInAt, expiresAt: signedInAt + refreshLifetimeMs };
}

/** A clock that was ahead when it began leaves no more than the whole span, counted from when it was first seen (T-03). */
function monotonicOf({ issuedAt, expiresAt }: Span, anchor: Anchored): number | null {
  if (expiresAt === null || anchor === null) return null;
  const { wall, monotonic } = anchor.seenAt;
  return monotonic + Math.min(expiresAt - wall, expiresAt - issuedAt);
}
