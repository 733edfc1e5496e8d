/** When something was learnt about a token, here and in UTC; what else belongs on that line stands behind it. */
import { useTranslation } from 'react-i18next';
import { formatMoment, formatMomentInFull, formatMomentUtc } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';

type LearntProps = {
  /** Epoch ms. */
  readonly at: number;
  readonly className: string | undefined;
  readonly children?: React.ReactNode;
};

/** The full date and zone are in its title. */
export function Learnt({ at, className, children }: LearntProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const now = clock.now().wall;
  return (
    <p className={className} title={formatMomentInFull(at, language)}>
      {t('revocation.learnt', {
        local: formatMoment(at, now, language),
        utc: formatMomentUtc(at, now, language),
      })}
      {children}
    </p>
  );
}
