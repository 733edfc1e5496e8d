/** What became of each token: the verdict in words, what it stands on, and when that was learnt, here and in UTC. */
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayEvidence } from '../../shared/say-evidence.ts';
import { sayRemainder, sayVerdict } from '../../shared/say-verdict.ts';
import { isEnded, type RevocationOutcome } from '../../shared/verdict.ts';
import { Learnt } from './learnt.tsx';
import { useSaying } from './use-saying.ts';
import { verdictLookOf } from './verdict-icons.ts';
import styles from './verdict-list.module.css';

type VerdictListProps = {
  readonly outcomes: readonly RevocationOutcome[];
  /** The server is asked again by itself. */
  readonly isPending: boolean;
};

/** One item for each token. */
export function VerdictList({ outcomes, isPending }: VerdictListProps) {
  return (
    <ul className={styles.verdicts}>
      {outcomes.map((outcome) => (
        <OneVerdict
          key={`${outcome.token} ${outcome.fingerprint}`}
          outcome={outcome}
          isOpen={isPending && outcome.outcome === 'unanswered' && !isEnded(outcome)}
        />
      ))}
    </ul>
  );
}

type OneVerdictProps = {
  readonly outcome: RevocationOutcome;
  /** Nothing is decided about it yet. */
  readonly isOpen: boolean;
};

function OneVerdict({ outcome, isOpen }: OneVerdictProps) {
  const { t } = useTranslation();
  const saying = useSaying();
  const look = verdictLookOf(outcome);
  const Icon = isOpen ? Hourglass : look.icon;
  const remainder = sayRemainder(saying, outcome);
  const { fingerprint } = outcome;
  return (
    <li className={isOpen ? styles.open : styles[look.tone]}>
      <Icon size={15} aria-hidden="true" />
      <div>
        <p>
          <span className={styles.token}>{t(`dialogs.token.${outcome.token}`)}</span>
          {': '}
          <span className={styles.word}>
            {isOpen ? t('revocation.notYet') : sayVerdict(saying, outcome)}
          </span>
        </p>
        <p className={styles.evidence}>{sayEvidence(saying.language, outcome).join(' ')}</p>
        {remainder === null ? null : <p className={styles.remainder}>{remainder}</p>}
        <Learnt at={outcome.at} className={styles.learnt}>
          {fingerprint === null ? null : (
            <>
              {' · '}
              {t('revocation.fingerprint', { fingerprint })}
            </>
          )}
        </Learnt>
      </div>
    </li>
  );
}
