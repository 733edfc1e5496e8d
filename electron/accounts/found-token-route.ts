/** Decides where a found token may be sent to be ended: the account here that had it, its provider, or nowhere. */
import type { FoundRoute } from '../../shared/found-token.ts';
import type { AccountRecord, Server } from '../account-record.ts';
import { readUnverifiedClaims, type UnverifiedClaims } from '../oauth/jwt-claims.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import { type FoundTokenRecipe, foundTokenRecipes } from '../oauth/recipes/found-token-recipes.ts';
import type { Recipe } from '../oauth/recipes/recipe.ts';
import type { Recognised } from '../oauth/recognise-tokens.ts';
import { isSelfContained } from '../oauth/self-contained.ts';
import { type FoundHolder, holdersOf } from './found-token-holder.ts';
import { serverNameOf } from './server-name.ts';

type Known = {
  readonly claims: UnverifiedClaims | null;
  readonly match: FoundHolder['match'] | null;
};

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

/** A token and its route. */
export type FoundEntry = { readonly found: Recognised; readonly route: FoundRouteTaken };

type AtIssuer = ReadonlyMap<string, readonly AccountRecord[]>;

/** As things stand now, of each in turn; an opaque text that nobody here knows goes nowhere: any host would learn it. */
export function findRoutes(
  records: readonly AccountRecord[],
  founds: readonly Recognised[],
): readonly FoundEntry[] {
  const prints = founds.map((it) => it.token.fingerprint());
  const holders = holdersOf(records, new Set(prints));
  const atIssuer = byIssuer(records);
  return founds.map((found, index) => {
    const holder = holders.get(prints[index] ?? '') ?? null;
    return { found, route: routeOf(found, holder, atIssuer) };
  });
}

function byIssuer(records: readonly AccountRecord[]): AtIssuer {
  const issuers = new Map<string, AccountRecord[]>();
  for (const record of records) {
    const issuer = record.server?.issuer ?? null;
    if (issuer === null) continue;
    const there = issuers.get(issuer);
    if (there === undefined) issuers.set(issuer, [record]);
    else there.push(record);
  }
  return issuers;
}

function routeOf(
  { token, provider }: Recognised,
  holder: FoundHolder | null,
  atIssuer: AtIssuer,
): FoundRouteTaken {
  const claims = isSelfContained(token) ? readUnverifiedClaims(token) : null;
  const known = { claims, match: holder?.match ?? null };
  if (holder !== null) return throughClient(holder.record, known);
  if (provider !== null) {
    const recipe = foundTokenRecipes[provider];
    return { ...known, kind: 'provider', recipe, shown: shownOf(recipe) };
  }
  return bySameIssuer(atIssuer, known);
}

function shownOf(recipe: FoundTokenRecipe): FoundRoute {
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
function bySameIssuer(atIssuer: AtIssuer, known: Known): FoundRouteTaken {
  const { claims } = known;
  const there = atIssuer.get(claims?.issuer ?? '') ?? [];
  if (there.length === 0) return { ...known, kind: 'none', whyNot: 'found_unknown' };
  const same = there.find((it) => it.definition.clientId === claims?.client);
  if (same === undefined) return { ...known, kind: 'none', whyNot: 'found_foreign_client' };
  return throughClient(same, known);
}
