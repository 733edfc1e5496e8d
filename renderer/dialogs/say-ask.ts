/** The one sentence that matters before revoking: who will be asked to end what, or why nobody can be (O-37, O-40). */
import type { TFunction } from 'i18next';
import type { TokenKind } from '../../shared/account-view.ts';
import { canAsk, type RevokeQuestion } from './use-revoke-preview.ts';

/** As what will be asked, never as a promise. */
export function sayAsk(t: TFunction, question: RevokeQuestion, hasPage: boolean): string {
  const { route, provider, host, held } = question;
  if (held.length === 0) return t('revocation.ask.nothingHeld');
  if (route === 'none') return t('revocation.ask.none');
  if (route === 'page') {
    return hasPage
      ? t('revocation.ask.page', { provider })
      : t('revocation.ask.pageUnknown', { provider });
  }
  if (!canAsk(question)) return t('revocation.ask.otherKind');
  const tokens = t(`revocation.tokens.${tokensOf(question)}`);
  return t(`revocation.ask.${route}`, { provider, host, tokens });
}

function tokensOf({ asks, held }: RevokeQuestion): TokenKind | 'both' | 'held' {
  const [first = 'held', ...others] = asks ?? held;
  if (others.length === 0) return first;
  return asks === null ? 'held' : 'both';
}
