/** What became of each token, as icon and words; only a 2xx answer is called revoked (RFC 7009 section 2.2). */
import { Check, CircleAlert, CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RevocationOutcome } from '../../shared/account-view.ts';
import styles from './dialogs.module.css';

const icons = { revoked: Check, refused: CircleAlert, unanswered: CircleHelp } as const;

type OutcomesProps = { readonly outcomes: readonly RevocationOutcome[] };

/** One line for each token. */
export function RevocationOutcomes({ outcomes }: OutcomesProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles.outcomes}>
      {outcomes.map((outcome) => {
        const Icon = icons[outcome.outcome];
        return (
          <li key={outcome.token} className={styles[outcome.outcome]}>
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
  if (outcome.outcome === 'revoked') return t('dialogs.outcome.revoked');
  if (status === null) return t(`dialogs.outcome.${outcome.outcome}`);
  if (outcome.outcome === 'unanswered') return t('dialogs.outcome.undecided', { status });
  return error === null
    ? t('dialogs.outcome.refusedStatus', { status })
    : t('dialogs.outcome.refusedError', { status, error });
}
