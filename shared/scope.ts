/** Scope as the list of its values (RFC 6749 section 3.3). */

/** The scope values in their order, without repetition; none for an empty text. */
export function splitScope(scope: string): readonly string[] {
  return [...new Set(scope.split(/\s+/u).filter(Boolean))];
}

const everywhere: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/** The same values, those that nearly every account has (OIDC Core section 5.4) last, because they tell least. */
export function tellingFirst(scopes: readonly string[]): readonly string[] {
  return [
    ...scopes.filter((scope) => !everywhere.includes(scope)),
    ...scopes.filter((scope) => everywhere.includes(scope)),
  ];
}
