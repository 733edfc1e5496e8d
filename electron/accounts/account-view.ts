/** Projects a stored record and what runs on it into what the window sees. */
import type { AccountView, GrantState, Operation } from '../../shared/account-view.ts';
import type { Deadline, Now } from '../../shared/expiry.ts';
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import type { AccountRecord } from '../account-record.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import { endSessionEndpointOf } from './end-session-endpoint.ts';
import { expiryOf, refreshEndOf, refreshUnusedOf } from './refresh-end.ts';
import { isToBeCorrected } from './retry-policy.ts';
import { serverNameOf } from './server-name.ts';
import type { LossCode } from './token-store.ts';

/** What the scheduler has in mind for an account. */
export type Schedule = {
  readonly nextRefresh: Deadline | null;
  readonly unavailableUntil: Deadline | null;
};

/** What is true of an account only while this process lives. */
export type AccountRuntime = Schedule & {
  readonly operation: Operation;
  /** A revocation of many has yet to end it. */
  readonly inRun: boolean;
  readonly saved: boolean;
  /** Since when and why the keychain's item cannot be used; not stored, because the item may come back. */
  readonly lost: { readonly at: number; readonly code: LossCode } | null;
  readonly anchor: Anchor | null;
};

/** When the token set with these times was first seen in this process, on both clocks. */
export type Anchor = {
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly seenAt: Now;
};

export const idleRuntime: AccountRuntime = {
  operation: 'idle',
  inRun: false,
  saved: true,
  lost: null,
  anchor: null,
  nextRefresh: null,
  unavailableUntil: null,
};

/** Deadlines are computed afresh at each look: a few milliseconds between two are the same moment. */
export function sameSchedule(a: Schedule, b: Schedule): boolean {
  return (
    sameDeadline(a.nextRefresh, b.nextRefresh) &&
    sameDeadline(a.unavailableUntil, b.unavailableUntil)
  );
}

function sameDeadline(a: Deadline | null, b: Deadline | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a.at - b.at) < 1000 && Math.abs(a.monotonicAt - b.monotonicAt) < 1000;
}

/** True for plain http to this machine, however it is written. */
function isPlainLoopback(address: string): boolean {
  // Of thousands of accounts hardly one is looked at further.
  return /^http:/i.test(address) && URL.canParse(address) && isLoopbackUrl(new URL(address));
}

/** The view of one account: facts and times only. */
export function viewOfAccount(record: AccountRecord, runtime: AccountRuntime): AccountView {
  const { definition, tokens } = record;
  const { endpoints } = definition;
  const address = definition.issuer ?? endpoints?.authorization ?? endpoints?.token ?? '';
  return {
    accountId: record.accountId,
    definition,
    clientSecretSet: record.clientSecretSet,
    local: isPlainLoopback(address),
    server: serverNameOf(definition),
    subject: record.subject,
    grant: shownGrant(record, runtime),
    operation: runtime.inRun ? 'revoking' : runtime.operation,
    saved: runtime.saved,
    access: accessOf(record, runtime),
    refreshEnd: refreshEndOf(record, runtime.anchor),
    refreshUnused: refreshUnusedOf(record, runtime.anchor),
    nextRefresh: runtime.nextRefresh,
    unavailableUntil: runtime.unavailableUntil,
    grantedScope: tokens?.scope ?? null,
    refreshTokenHeld: tokens?.refreshTokenHeld ?? false,
    accessTokenHeld: tokens?.accessTokenHeld ?? false,
    ...revocationOf(record),
    canLogOut: endSessionEndpointOf(record) !== null,
    needsCorrection: isToBeCorrected(record),
    lastProblem: record.lastProblem,
    createdAt: record.createdAt,
    lastRefreshedAt: record.lastRefreshedAt,
  };
}

/**
 * A first revocation is stored as pending before the server is asked, so that a crash cannot bring the account back
 * to life; while it runs the window shows it as running, and in a run that is until both its tokens were asked for.
 * Tokens that are proven lost need a new sign-in.
 */
function shownGrant(
  { grant }: AccountRecord,
  { operation, inRun, lost }: Pick<AccountRuntime, 'operation' | 'inRun' | 'lost'>,
): GrantState {
  if (grant.status === 'live' && lost !== null) {
    return { status: 'refused', at: lost.at, error: { code: lost.code, details: {} } };
  }
  if (grant.status !== 'revocation_pending') return grant;
  const justStarted = inRun
    ? grant.attempts === 0
    : grant.outcomes.length === 0 && operation === 'revoking';
  return justStarted ? { status: 'live' } : grant;
}

function accessOf({ tokens }: AccountRecord, runtime: AccountRuntime): AccountView['access'] {
  if (tokens === null) return null;
  return expiryOf(tokens, runtime.anchor);
}

function revocationOf({
  server,
  definition,
}: AccountRecord): Pick<
  AccountView,
  'revocationSupported' | 'revocationRoute' | 'hasProviderPage'
> {
  if (server === null) {
    const revocationSupported = (definition.endpoints?.revocation ?? null) !== null;
    const revocationRoute = revocationSupported ? 'rfc7009' : 'none';
    return { revocationSupported, revocationRoute, hasProviderPage: false };
  }
  const { revoke, facts } = chooseRecipe(server);
  return {
    revocationSupported: revoke !== null,
    revocationRoute: facts.route,
    hasProviderPage: facts.page !== null,
  };
}
