/** Finds how tokens of a server are ended; a provider's own way first, the standard for everybody else. */
import type { Server } from '../../account-record.ts';
import type { Recipe } from './recipe.ts';
import { standardRecipe } from './standard-recipe.ts';

/** Always one: a server without any way has a recipe that says so. */
export function chooseRecipe(server: Server): Recipe {
  return standardRecipe(server);
}
