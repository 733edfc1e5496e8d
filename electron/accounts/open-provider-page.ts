/** Opens the page on which a provider lets people end access by hand, where nothing else is left (requirement E-15). */
import { AppError } from '../app-error.ts';
import { chooseRecipe } from '../oauth/recipes/choose-recipe.ts';
import type { AccountDeps } from './account-deps.ts';

/** Throws AppError `account_not_found`, `provider_page_unknown` or `browser_not_opened`. */
export async function openProviderPage(
  deps: Pick<AccountDeps, 'registry' | 'browser'>,
  accountId: string,
): Promise<void> {
  const { server } = deps.registry.get(accountId);
  const page = server === null ? null : chooseRecipe(server).facts.page;
  if (page === null) throw new AppError('provider_page_unknown');
  if (!(await deps.browser.open(new URL(page)))) throw new AppError('browser_not_opened');
}
