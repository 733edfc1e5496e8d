/** Why a found token goes nowhere, and what a person can do instead. */
import type { TFunction } from 'i18next';
import type { FoundToken } from '../../shared/found-token.ts';

/** For a token without a route. */
export function sayWhyNot(t: TFunction, { whyNot, claims, name }: FoundToken): string {
  if (whyNot === 'found_foreign_client') return t('found.why.foreign');
  if (whyNot === 'revocation_unsupported') return t('found.why.unsupported');
  if (claims !== null && claims.issuer !== null) return t('found.why.issuer');
  return t(name === null || claims !== null ? 'found.why.opaque' : 'found.why.named');
}
