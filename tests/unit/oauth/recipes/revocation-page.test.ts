/** docs/revocation.md says of every provider what the recipes say: the page cannot fall behind them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { knownRecipes } from '../../../../electron/oauth/recipes/choose-recipe.ts';
import type { KnownRecipe } from '../../../../electron/oauth/recipes/recipe.ts';

const page = readFileSync(new URL('../../../../docs/revocation.md', import.meta.url), 'utf8');

const routes = {
  rfc7009: 'RFC 7009',
  proprietary: 'its own API',
  sessions: 'ends all sessions',
  page: 'its page only',
  none: '',
} as const;
const cascades = {
  grant: 'the whole grant',
  refresh_ends_access: 'access tokens with the refresh token',
  token: 'that token alone',
  sessions: 'every session, in every app',
  unknown: 'not known',
} as const;

function rowOf({ facts, probe, revokes }: KnownRecipe): string {
  const kinds = revokes.length === 2 ? 'both' : (revokes[0] ?? 'none').replace('_', ' ');
  const proof = probe === null ? 'none' : probe.method.replace('_', ' ');
  const { provider, route, cascade, source, confidence } = facts;
  return `| ${provider} | ${routes[route]} | ${kinds} | ${cascades[cascade]} | ${proof} | ${source} | ${confidence} |`;
}

it.each(knownRecipes.map((it) => [it.facts.id, it] as const))(
  'has the row of %s',
  (_id, recipe) => {
    expect(page).toContain(rowOf(recipe));
  },
);
