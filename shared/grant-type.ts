/** The one predicate of grants that need no person: everything that refreshes by itself goes by it (RFC 6749 section 4.4). */
import type { AccountDefinition } from './account-definition.ts';

type HowGranted = { readonly definition: Pick<AccountDefinition, 'grantType'> };

/** True where a new grant takes neither a person nor a browser, only what is stored. */
export function needsNoPerson({ grantType }: HowGranted['definition']): boolean {
  return grantType === 'client_credentials';
}

/** True where another access token can be had without a person: by a refresh token, or by a new grant. */
export function isRefreshable(
  account: HowGranted & { readonly refreshTokenHeld: boolean },
): boolean {
  return account.refreshTokenHeld || needsNoPerson(account.definition);
}
