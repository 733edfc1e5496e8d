/**
 * Looks, before and after an earlier token is ended, whether the tokens that its account holds now still work: at many
 * servers a token takes its grant with it (RFC 7009 section 2.1), and an account must not look alive then.
 */
import type { TokenKind } from '../../shared/account-view.ts';
import type { FoundHolderState } from '../../shared/found-token.ts';
import { isRefreshable } from '../../shared/grant-type.ts';
import type { Cascade } from '../../shared/revocation-route.ts';
import type { Proof, RevocationOutcome } from '../../shared/verdict.ts';
import type { AccountRecord } from '../account-record.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { AccountDeps } from './account-deps.ts';
import { type EndingToken, look, worksBefore } from './end-tokens.ts';
import { auditDead, doubtGrant, endGrant, expireAccessToken } from './mark-holder.ts';
import { readReplaceable } from './read-replaceable.ts';
import type { StoredGrant } from './stored-grant.ts';

type Settle = (outcome: RevocationOutcome) => Promise<FoundHolderState | null>;

type Watched = {
  readonly record: AccountRecord;
  readonly recipe: Recipe;
  readonly stored: StoredGrant;
  readonly held: readonly EndingToken[];
};

type Seen = { readonly token: EndingToken; readonly proof: Proof };

/**
 * Call it in the account's turn. The function it resolves with looks again, puts down what it learnt, and resolves with
 * what became of the account; null where nothing can be said of it. Throws AppError `keychain_*`.
 */
export async function watchHolder(
  deps: AccountDeps,
  accountId: string,
  kind: TokenKind,
): Promise<Settle> {
  const record = deps.registry.get(accountId);
  const { server, grant, tokens } = record;
  if (server === null || grant.status !== 'live' || tokens === null) return async () => null;
  const recipe = chooseRecipe(server);
  if (!mayReach(recipe.facts.cascade, kind)) return async () => null;
  const { stored, lost } = await readReplaceable(deps, accountId);
  if (lost !== null) return async () => null;
  const held = await Promise.all(
    heldTokens(record, stored).map(async (token) => ({
      ...token,
      wasActive: await worksBefore(deps.oauth, recipe, token),
    })),
  );
  return (outcome) => settle(deps, { record, recipe, stored, held }, outcome);
}

/** At a server of which nothing is known an access token may take the whole grant along: certified ones do. */
function mayReach(cascade: Cascade, kind: TokenKind): boolean {
  return cascade !== 'token' && (cascade !== 'refresh_ends_access' || kind === 'refresh_token');
}

function heldTokens(record: AccountRecord, stored: StoredGrant): readonly EndingToken[] {
  const { server, definition } = record;
  const { tokens, clientSecret } = stored;
  if (server === null || tokens === null) return [];
  const { accessToken, refreshToken, expiresAt } = tokens;
  const client = { server, clientId: definition.clientId, clientSecret, accessToken };
  const kinds = [
    ['refresh_token', refreshToken],
    ['access_token', accessToken],
  ] as const;
  return kinds.flatMap(([kind, token]) =>
    token === null ? [] : [{ ...client, token, kind, expiresAt, wasActive: false }],
  );
}

async function settle(
  deps: AccountDeps,
  watched: Watched,
  { outcome }: RevocationOutcome,
): Promise<FoundHolderState | null> {
  // Without an answer the server may have acted all the same.
  if (outcome !== 'revoked' && outcome !== 'unanswered') return null;
  const { recipe, held, record } = watched;
  const seen: readonly Seen[] = await Promise.all(
    held.map(async (token) => ({ token, proof: await look(deps.oauth, recipe, token) })),
  );
  const dead = seen.filter(({ token, proof }) => token.wasActive && proof === 'inactive');
  const died = (it: TokenKind): boolean => dead.some(({ token }) => token.kind === it);
  for (const { token } of dead) await auditDead(deps, watched, token);
  if (died('access_token')) await expireAccessToken(deps, watched);
  if (died('refresh_token') || (died('access_token') && !canRefresh(record))) {
    return endGrant(deps, record);
  }
  if (seen.every(({ proof }) => proof === 'active')) return 'works';
  // What had ended by itself before says nothing of the grant, and the rest of it works.
  const at = deps.clock.now().wall;
  if (seen.every((it) => it.proof === 'active' || isExpired(it.token, at))) return null;
  const goesOn = seen.every(
    ({ token, proof }) => token.kind === 'access_token' || proof === 'active',
  );
  return died('access_token') && goesOn ? 'expired' : doubtGrant(deps, record);
}

const isExpired = ({ kind, expiresAt, wasActive }: EndingToken, at: number): boolean =>
  kind === 'access_token' && !wasActive && expiresAt !== null && expiresAt <= at;

const canRefresh = ({ definition, tokens }: AccountRecord): boolean =>
  isRefreshable({ definition, refreshTokenHeld: tokens?.refreshTokenHeld === true });
