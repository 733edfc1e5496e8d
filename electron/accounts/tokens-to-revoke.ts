/** Which tokens of an account a revocation asks about, and what an earlier attempt had learnt of them. */
import { isEnding, type TokenKind } from '../../shared/account-view.ts';
import { isEnded, type RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { EndingToken } from './end-tokens.ts';
import type { StoredGrant } from './stored-grant.ts';
import { holdsNothing } from './token-facts.ts';

export type Revocation = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly recipe: Recipe;
  readonly stored: StoredGrant;
  /** What an attempt that a crash cut short had learnt and written down: it is not asked again. */
  readonly concluded: readonly RevocationOutcome[];
  readonly seen: ReadonlySet<string>;
};

/** Of tokens that ended and are still here, or where nothing is left to ask about: everything that was learnt. */
export function outcomesToConclude(
  record: AccountRecord,
  stored: StoredGrant,
): readonly RevocationOutcome[] {
  if (record.grant.status !== 'revocation_pending') return [];
  const { outcomes } = record.grant;
  if (holdsNothing(stored.tokens)) return outcomes;
  const { refreshToken = null, accessToken = null } = stored.tokens ?? {};
  const held = [refreshToken?.fingerprint(), accessToken?.fingerprint()];
  return outcomes.filter(
    (it) => isEnded(it) && it.fingerprint !== null && held.includes(it.fingerprint),
  );
}

/** Refresh token first, each with what is known of its end; without those of which everything was learnt. */
export function heldTokens({
  record,
  server,
  stored,
  concluded,
  seen,
}: Revocation): readonly EndingToken[] {
  const { refreshToken = null, accessToken = null, expiresAt = null } = stored.tokens ?? {};
  const { clientId } = record.definition;
  const { clientSecret } = stored;
  const kinds: readonly (readonly [TokenKind, typeof accessToken])[] = [
    ['refresh_token', refreshToken],
    ['access_token', accessToken],
  ];
  return kinds.flatMap(([kind, token]) => {
    const fingerprint = token?.fingerprint();
    if (token === null || concluded.some((it) => it.fingerprint === fingerprint)) return [];
    const wasActive = seen.has(token.fingerprint()) || wasActiveBefore(record, token.fingerprint());
    const client = { server, clientId, clientSecret, accessToken };
    return [{ ...client, token, kind, expiresAt, wasActive }];
  });
}

/** What the attempts so far have learnt. */
export function earlierOutcomesOf({ grant }: AccountRecord): readonly RevocationOutcome[] {
  return isEnding(grant) ? grant.outcomes : [];
}

function wasActiveBefore(record: AccountRecord, fingerprint: string): boolean {
  return earlierOutcomesOf(record).some((it) => it.fingerprint === fingerprint && it.wasActive);
}
