/** How often a pending revocation was asked for, and when it is asked for again by itself (requirement N-12). */
import { useTranslation } from 'react-i18next';
import type { GrantState } from '../../shared/account-view.ts';
import { formatMinute, formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';

type PendingLineProps = { readonly grant: GrantState; readonly className?: string | undefined };

/** Nothing for any other grant, and nothing before the first try has come to an end. */
export function PendingLine({ grant, className }: PendingLineProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  if (grant.status !== 'revocation_pending' || grant.attempts === 0) return null;
  const { attempts: count, nextTryAt } = grant;
  const now = clock.now().wall;
  if (nextTryAt === null || nextTryAt <= now) {
    return <p className={className}>{t('revocation.triesNow', { count })}</p>;
  }
  return (
    <p className={className} title={formatMomentInFull(nextTryAt, language)}>
      {t('revocation.tries', { count, moment: formatMinute(nextTryAt, now, language) })}
    </p>
  );
}
