/** What ends, what stays and how that will be known, as a short list under the question. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import styles from './dialogs.module.css';
import { type Saying, sayConfidence, sayShares, sayStays } from './say-reach.ts';
import { canAsk, type RevokeQuestion } from './use-revoke-preview.ts';

/** Nothing where nothing is held or known. Its lines are there from the start, so that nothing moves under the pointer when main answers. */
export function RevokeReach({ question }: { readonly question: RevokeQuestion }) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const saying: Saying = { t, language: useLanguage(), now: clock.now().wall };
  const { preview, held, isLooking } = question;
  const title = t('revocation.reach');
  const looking = t('revocation.looking');
  const shares = preview === null ? null : sayShares(saying, preview);
  const confidence = preview === null ? null : sayConfidence(saying, preview);
  if (held.length === 0 || (preview === null && !isLooking)) return null;
  return (
    <section className={styles.panel} aria-label={title}>
      <h3>{title}</h3>
      <dl className={styles.reach}>
        {canAsk(question) ? (
          <Line term={t('revocation.ends')}>
            {preview === null ? looking : t(`revocation.cascade.${preview.recipe.cascade}`)}
          </Line>
        ) : null}
        <Line term={t('revocation.stays')}>
          {preview === null
            ? looking
            : sayStays(saying, preview).map((sentence) => <p key={sentence}>{sentence}</p>)}
        </Line>
        {shares === null ? null : <Line term={t('revocation.shares')}>{shares}</Line>}
        {canAsk(question) ? (
          <Line term={t('revocation.proof')}>
            {preview === null ? looking : t(`revocation.proofBy.${preview.proof ?? 'none'}`)}
          </Line>
        ) : null}
        {confidence === null ? null : <Line term={t('revocation.confidence')}>{confidence}</Line>}
      </dl>
    </section>
  );
}

function Line({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}
