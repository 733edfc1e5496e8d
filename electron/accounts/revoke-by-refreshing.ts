/** The last resort of a revocation: the refresh token is presented once more, and what that brings is revoked in its place. */
import type { RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountDeps } from './account-deps.ts';
import { endHeldTokens } from './end-held-tokens.ts';
import type { Ending } from './end-tokens.ts';
import { proveByRefreshing } from './prove-by-refreshing.ts';
import type { StoredGrant } from './stored-grant.ts';
import type { Revocation } from './tokens-to-revoke.ts';

const method = 'refresh_attempt';

type Tried = { readonly stored: StoredGrant; readonly outcomes: readonly RevocationOutcome[] };

/** A refresh token that still works brings a new pair, which is revoked in its place; null where nothing was tried. */
export async function revokeByRefreshing(
  deps: AccountDeps,
  revocation: Revocation,
  endings: readonly Ending[],
): Promise<Tried | null> {
  const { record, stored } = revocation;
  const { tokens } = stored;
  // Presenting a token that was used since looks like its theft.
  if (stored.generation < record.generation) return null;
  const outcomes = outcomesOf(endings);
  const asked = outcomes.find((it) => it.token === 'refresh_token');
  if (asked?.outcome !== 'revoked' || asked.verdict === 'proven_dead') return null;
  if (tokens === null || tokens.accessToken === null || tokens.refreshToken === null) return null;
  const { accessToken, refreshToken } = tokens;
  const current = { ...tokens, accessToken, refreshToken };
  const result = await proveByRefreshing(deps, { ...revocation, current });
  if (result.kind === 'unknown') return null;
  const at = deps.clock.now().wall;
  if (result.kind === 'dead') {
    const proven = { ...asked, verdict: 'proven_dead', proof: 'inactive', method, at } as const;
    return { stored, outcomes: outcomes.map((it) => (it === asked ? proven : it)) };
  }
  const again = outcomesOf(await endHeldTokens(deps, { ...revocation, stored: result.stored }));
  const replaced = outcomes.filter((it) => isReplaced(it, again));
  return { stored: result.stored, outcomes: [...again.map(aliveBefore), ...replaced] };
}

/** An access token of which the new pair holds another: nobody holds it any more, but what became of it stays true. */
function isReplaced(outcome: RevocationOutcome, again: readonly RevocationOutcome[]): boolean {
  return (
    outcome.token === 'access_token' && !again.some((it) => it.fingerprint === outcome.fingerprint)
  );
}

/** The server had said yes and issued a new pair all the same: its word alone is no longer evidence. */
function aliveBefore(outcome: RevocationOutcome): RevocationOutcome {
  return outcome.token === 'refresh_token' && outcome.verdict === 'accepted'
    ? { ...outcome, verdict: 'not_revoked', proof: 'active', method }
    : outcome;
}

const outcomesOf = (endings: readonly Ending[]): readonly RevocationOutcome[] =>
  endings.map((it) => it.outcome);
