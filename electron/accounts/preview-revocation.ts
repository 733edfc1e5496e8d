/** Says before anything is revoked what will be asked, what goes with it, and what stays alive until when. */
import type { EarlierAccessTokens, RevokePreview } from '../../shared/operations.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import { isSelfContained } from '../oauth/self-contained.ts';
import type { AccountDeps } from './account-deps.ts';

/** Waits for the keychain only where it answers at once. Throws AppError `account_not_found` or `no_tokens`. */
export async function previewRevocation(
  deps: AccountDeps,
  accountId: string,
): Promise<RevokePreview> {
  const record = deps.registry.get(accountId);
  const { server, tokens } = record;
  if (server === null) throw new AppError('no_tokens');
  const recipe = chooseRecipe(server);
  const held = { refresh_token: tokens?.refreshTokenHeld, access_token: tokens?.accessTokenHeld };
  return {
    recipe: recipe.facts,
    host: recipe.revocationUrl(server)?.host ?? null,
    asks: recipe.revoke === null ? [] : recipe.revokes.filter((kind) => held[kind] === true),
    refreshTokenHeld: held.refresh_token === true,
    accessTokenHeld: held.access_token === true,
    accessTokenEndsAt: held.access_token === true ? (tokens?.expiresAt ?? null) : null,
    selfContained: await holdsSelfContained(deps, accountId),
    earlier: earlierOf(record, deps.clock.now().wall),
    sharing: sharingGrant(deps, record),
    proof: recipe.probe?.method ?? null,
  };
}

async function holdsSelfContained(deps: AccountDeps, accountId: string): Promise<boolean | null> {
  try {
    const { tokens } = await deps.tokenStore.readHeld(accountId);
    return tokens?.accessToken == null ? null : isSelfContained(tokens.accessToken);
  } catch {
    // A locked keychain hides what the token looks like; the question can be asked all the same.
    return null;
  }
}

/** Replaced access tokens that have not reached their end by `now`, epoch ms; null where there are none. */
export function earlierOf(
  { earlierAccessTokens }: AccountRecord,
  now: number,
): EarlierAccessTokens | null {
  const alive = earlierAccessTokens.filter(
    ({ expiresAt }) => expiresAt === null || expiresAt > now,
  );
  if (alive.length === 0) return null;
  const ends = alive.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY);
  const lastEndsAt = Math.max(...ends);
  return {
    count: alive.length,
    since: Math.min(...alive.map(({ issuedAt }) => issuedAt)),
    lastEndsAt: Number.isFinite(lastEndsAt) ? lastEndsAt : null,
  };
}

function sharingGrant(deps: AccountDeps, record: AccountRecord): RevokePreview['sharing'] {
  const { accountId, subject, server, definition } = record;
  if (subject === null || server === null) return [];
  return deps.registry
    .all()
    .filter(
      (it) =>
        it.accountId !== accountId &&
        it.subject?.sub === subject.sub &&
        it.server?.tokenEndpoint === server.tokenEndpoint &&
        it.definition.clientId === definition.clientId &&
        (it.tokens?.accessTokenHeld === true || it.tokens?.refreshTokenHeld === true),
    )
    .map((it) => ({ accountId: it.accountId, label: it.definition.label }));
}
