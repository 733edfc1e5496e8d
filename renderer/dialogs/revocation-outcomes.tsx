/** What became of each token, as icon and words; only a 2xx answer is called revoked (RFC 7009 section 2.2). */
import { Check, CircleAlert, CircleHelp, Clock, type LucideIcon, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RevocationOutcome, Verdict } from '../../shared/verdict.ts';
import styles from './dialogs.module.css';

const icons: Readonly<Record<Verdict, LucideIcon>> = {
  proven_dead: ShieldCheck,
  accepted: Check,
  alive_until: Clock,
  foreign_client: CircleHelp,
  not_revoked: CircleAlert,
};

type OutcomesProps = { readonly outcomes: readonly RevocationOutcome[] };

/** One line for each token. */
export function RevocationOutcomes({ outcomes }: OutcomesProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles.outcomes}>
      {outcomes.map((outcome) => {
        const Icon = icons[outcome.verdict];
        return (
          <li key={outcome.token} className={styles[outcome.verdict]}>
            <Icon size={15} aria-hidden="true" />
            <span>
              <span className={styles.strong}>{t(`dialogs.token.${outcome.token}`)}</span>
              {': '}
              <OutcomeWords outcome={outcome} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: RevocationOutcome }) {
  const { t } = useTranslation();
  const { httpStatus: status, oauthError: error } = outcome;
  if (outcome.outcome !== 'refused' && outcome.outcome !== 'unanswered') {
    return t(`dialogs.outcome.${outcome.outcome}`);
  }
  if (status === null) return t(`dialogs.outcome.${outcome.outcome}`);
  if (outcome.outcome === 'unanswered') return t('dialogs.outcome.undecided', { status });
  return error === null
    ? t('dialogs.outcome.refusedStatus', { status })
    : t('dialogs.outcome.refusedError', { status, error });
}
