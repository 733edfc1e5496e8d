/** Scope as the list of its values (RFC 6749 section 3.3). */

/** The scope values in their order, without repetition; none for an empty text. */
export function splitScope(scope: string): readonly string[] {
  return [...new Set(scope.split(/\s+/u).filter(Boolean))];
}
