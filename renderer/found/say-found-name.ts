/** What to call a found token: whose it is, else what it looks like, else what was written beside it. */
import type { TFunction } from 'i18next';
import type { FoundToken } from '../../shared/found-token.ts';

/** `Access token of Orders API`, `GitHub OAuth token`, `Something called an access token`. */
export function sayFoundName(t: TFunction, { match, kind, name }: FoundToken): string {
  if (match !== null) {
    const token = kind === null ? (name ?? '') : t(`dialogs.token.${kind}`);
    return t('found.of', { token, label: match.label });
  }
  return name ?? t(`found.opaque.${kind ?? 'unnamed'}`);
}
