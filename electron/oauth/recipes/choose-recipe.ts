/** Finds how tokens of a server are ended; a provider's own way first, the standard for everybody else. */
import type { Server } from '../../account-record.ts';
import { accessTokenRecipes } from './access-token-recipes.ts';
import { entraRecipe } from './entra-recipe.ts';
import { githubRecipe } from './github-recipe.ts';
import { notionRecipe } from './notion-recipe.ts';
import { pageRecipes } from './page-recipes.ts';
import type { KnownRecipe, Recipe } from './recipe.ts';
import { asanaRecipe, hubspotRecipe } from './refresh-token-recipes.ts';
import { revocationEndpointRecipes } from './revocation-endpoint-recipes.ts';
import { slackRecipe } from './slack-recipe.ts';
import { standardRecipe } from './standard-recipe.ts';

export const knownRecipes: readonly KnownRecipe[] = [
  githubRecipe,
  slackRecipe,
  notionRecipe,
  hubspotRecipe,
  asanaRecipe,
  entraRecipe,
  ...accessTokenRecipes,
  ...revocationEndpointRecipes,
  ...pageRecipes,
];

/** Always one: a server without any way has a recipe that says so. */
export function chooseRecipe(server: Server): Recipe {
  return knownRecipes.find((it) => it.matches(server)) ?? standardRecipe(server);
}
