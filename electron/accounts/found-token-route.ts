/** Decides where a found token may be sent to be ended: the account here that had it, its provider, or nowhere. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { FoundRoute } from '../../shared/found-token.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { readUnverifiedClaims, type UnverifiedClaims } from '../oauth/jwt-claims.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import { type FoundTokenRecipe, foundTokenRecipes } from '../oauth/recipes/found-token-recipes.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { Recognised } from '../oauth/recognise-tokens.ts';
import { isSelfContained } from '../oauth/self-contained.ts';
import type { AccountDeps } from './account-deps.ts';
import { serverNameOf } from './server-name.ts';

type Match = {
  readonly accountId: string;
  readonly label: string;
  readonly kind: TokenKind;
  /** False for an access token that was replaced since. */
  readonly held: boolean;
};

type Known = { readonly claims: UnverifiedClaims | null; readonly match: Match | null };

export type FoundRouteTaken =
  | (Known & {
      readonly kind: 'client';
      readonly shown: FoundRoute;
      readonly record: AccountRecord;
      readonly server: Server;
      readonly recipe: Recipe;
    })
  | (Known & {
      readonly kind: 'provider';
      readonly shown: FoundRoute;
      readonly recipe: FoundTokenRecipe;
    })
  | (Known & {
      readonly kind: 'none';
      readonly whyNot: 'found_unknown' | 'found_foreign_client' | 'revocation_unsupported';
    });

/** An opaque text that nobody here knows goes nowhere: any host it were sent to would learn it. */
export function findRoute(deps: Pick<AccountDeps, 'registry'>, found: Recognised): FoundRouteTaken {
  const claims = isSelfContained(found.token) ? readUnverifiedClaims(found.token) : null;
  const records = deps.registry.all();
  const holder = matchAccount(records, found.token.fingerprint());
  const known = { claims, match: holder?.match ?? null };
  if (holder !== null) return throughClient(holder.record, known);
  if (found.provider !== null) {
    const recipe = foundTokenRecipes[found.provider];
    return { ...known, kind: 'provider', recipe, shown: routeOf(recipe) };
  }
  return bySameIssuer(records, known);
}

function routeOf(recipe: FoundTokenRecipe): FoundRoute {
  const { host, provider, confidence, source, triedLive, ownerIsNotified } = recipe;
  return { host, provider, confidence, source, triedLive, ownerIsNotified };
}

function throughClient(record: AccountRecord, known: Known): FoundRouteTaken {
  const { server } = record;
  const recipe = server === null ? null : chooseRecipe(server);
  const url = server === null ? null : (recipe?.revocationUrl(server) ?? null);
  if (server === null || recipe === null || recipe.revoke === null || url === null) {
    return { ...known, kind: 'none', whyNot: 'revocation_unsupported' };
  }
  const { provider, confidence, source, triedLive, sideEffects } = recipe.facts;
  const shown = {
    host: url.host,
    provider: provider ?? serverNameOf(record.definition),
    confidence,
    source,
    triedLive,
    ownerIsNotified: sideEffects.includes('owner_is_notified'),
  };
  return { ...known, kind: 'client', record, server, recipe, shown };
}

/** What a JWT says of its issuer only chooses among servers that a person signed in at; it names no host by itself. */
function bySameIssuer(records: readonly AccountRecord[], known: Known): FoundRouteTaken {
  const { claims } = known;
  const issuer = claims?.issuer ?? null;
  const there = records.filter((it) => issuer !== null && it.server?.issuer === issuer);
  if (there.length === 0) return { ...known, kind: 'none', whyNot: 'found_unknown' };
  const same = there.find((it) => it.definition.clientId === claims?.client);
  if (same === undefined) return { ...known, kind: 'none', whyNot: 'found_foreign_client' };
  return throughClient(same, known);
}

function matchAccount(
  records: readonly AccountRecord[],
  fingerprint: string,
): { readonly record: AccountRecord; readonly match: Match } | null {
  for (const record of records) {
    const { accountId, tokens, definition, earlierAccessTokens } = record;
    const match = (kind: TokenKind, held: boolean) => ({
      record,
      match: { accountId, label: definition.label, kind, held },
    });
    if (tokens?.accessFingerprint === fingerprint) return match('access_token', true);
    if (tokens?.refreshFingerprint === fingerprint) return match('refresh_token', true);
    if (earlierAccessTokens.some((it) => it.fingerprint === fingerprint)) {
      return match('access_token', false);
    }
  }
  return null;
}
