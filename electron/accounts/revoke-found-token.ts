/**
 * Ends a found token in the turn of the account that has it: one that was shown as held is ended as that account's, by
 * revoking the account; any other is ended alone, and the account that had it before is looked at.
 */
import { isEnding } from '../../shared/account-view.ts';
import type { FoundEnd, FoundHolderState } from '../../shared/found-token.ts';
import { isEnded, type RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { Recognised } from '../oauth/recognise-tokens.ts';
import type { AccountDeps } from './account-deps.ts';
import { cancelFlowsOf } from './authorize-account.ts';
import { endFoundToken } from './end-found-token.ts';
import type { FlowDeps } from './flow-deps.ts';
import { type FoundEntry, type FoundRouteTaken, findRoutes } from './found-token-route.ts';
import { revokeInTurn } from './revoke-account.ts';
import { isLoss } from './token-store.ts';
import { watchHolder } from './watch-holder.ts';

type Routed = Exclude<FoundRouteTaken, { readonly kind: 'none' }>;

/**
 * Throws AppError `found_unknown`, `found_foreign_client`, `revocation_unsupported`, `found_changed`, `account_not_found`
 * or a keychain error before anything is asked.
 */
export async function revokeFoundToken(deps: FlowDeps, entry: FoundEntry): Promise<FoundEnd> {
  const { match } = entry.route;
  if (match === null) {
    const outcome = await endFoundToken(deps, entry.found, routeNow(deps, entry));
    return { outcome, holder: null };
  }
  // As before any revocation: a sign-in under way must not bring the account back to life.
  if (match.held) cancelFlowsOf(deps, match.accountId);
  return deps.queue.run(match.accountId, () => revokeMatched(deps, entry, match.accountId));
}

async function revokeMatched(
  deps: AccountDeps,
  entry: FoundEntry,
  accountId: string,
): Promise<FoundEnd> {
  const record = deps.registry.get(accountId);
  const ended = endOnRecord(record, entry.found);
  if (ended !== null) return { outcome: ended, holder: stateOf(record) };
  const route = routeNow(deps, entry);
  return entry.route.match?.held === true
    ? revokeHolder(deps, { found: entry.found, route, accountId })
    : endEarlier(deps, { found: entry.found, route, accountId });
}

/** What was shown must still be so: the same host, the same account, and none that would be taken along unsaid. */
function routeNow(deps: AccountDeps, { found, route: shown }: FoundEntry): Routed {
  if (shown.kind === 'none') throw new AppError(shown.whyNot);
  const now = findRoutes(deps.registry.all(), [found])[0]?.route ?? shown;
  if (now.kind === 'none') throw new AppError(now.whyNot);
  const isAsShown =
    now.shown.host === shown.shown.host &&
    now.match?.accountId === shown.match?.accountId &&
    (shown.match?.held === true || now.match?.held !== true);
  if (!isAsShown) throw new AppError('found_changed');
  return now;
}

/** A run, a person or an attempt before this one has ended it already: it is not asked about again. */
function endOnRecord({ grant }: AccountRecord, { token }: Recognised): RevocationOutcome | null {
  if (!isEnding(grant)) return null;
  const fingerprint = token.fingerprint();
  return grant.outcomes.find((it) => it.fingerprint === fingerprint && isEnded(it)) ?? null;
}

type Turn = { readonly found: Recognised; readonly route: Routed; readonly accountId: string };

/** Whoever found one token of a grant may have its other one: the account is what was shown to end, and ends whole. */
async function revokeHolder(
  deps: AccountDeps,
  { found, route, accountId }: Turn,
): Promise<FoundEnd> {
  const isHeld = route.match?.held === true;
  if (isHeld) {
    const outcomes = await revokeUnlessLost(deps, accountId);
    const fingerprint = found.token.fingerprint();
    const outcome = outcomes.find((it) => it.fingerprint === fingerprint);
    if (outcome !== undefined) return { outcome, holder: stateNow(deps, accountId) };
  }
  // A refresh has replaced it since it was shown, or the keychain has lost it: it is asked for by itself.
  const outcome = await endFoundToken(deps, found, route, async () => {
    if (isHeld || deps.registry.get(accountId).tokens === null) return;
    await revokeUnlessLost(deps, accountId);
  });
  return { outcome, holder: stateNow(deps, accountId) };
}

/** Where the keychain has lost the account's tokens, what was found may be the only one that anybody has. */
async function revokeUnlessLost(
  deps: AccountDeps,
  accountId: string,
): Promise<readonly RevocationOutcome[]> {
  try {
    return (await revokeInTurn(deps, accountId)).outcomes;
  } catch (thrown) {
    if (!isLoss(asAppError(thrown).code)) throw thrown;
    return [];
  }
}

async function endEarlier(deps: AccountDeps, { found, route, accountId }: Turn): Promise<FoundEnd> {
  const settle = await watchHolder(deps, accountId, route.match?.kind ?? 'access_token');
  const outcome = await endFoundToken(deps, found, route);
  return { outcome, holder: await settle(outcome) };
}

const stateNow = (deps: AccountDeps, accountId: string): FoundHolderState | null =>
  stateOf(deps.registry.get(accountId));

function stateOf({ grant }: AccountRecord): FoundHolderState | null {
  return isEnding(grant) ? grant.status : null;
}
