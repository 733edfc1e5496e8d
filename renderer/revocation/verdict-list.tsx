/** What became of each token: the verdict in words, what it stands on, and when that was learnt, here and in UTC. */
import { Check, CircleAlert, CircleHelp, Clock, type LucideIcon, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RevocationOutcome, Verdict } from '../../shared/verdict.ts';
import { formatMoment, formatMomentInFull, formatMomentUtc } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import { sayEvidence } from './say-evidence.ts';
import { type Said, sayRemainder, sayVerdict } from './say-verdict.ts';
import styles from './verdict-list.module.css';

const icons: Readonly<Record<Verdict, LucideIcon>> = {
  proven_dead: ShieldCheck,
  accepted: Check,
  alive_until: Clock,
  foreign_client: CircleHelp,
  not_revoked: CircleAlert,
};

type VerdictListProps = { readonly outcomes: readonly RevocationOutcome[] };

/** One item for each token. */
export function VerdictList({ outcomes }: VerdictListProps) {
  const { t } = useTranslation();
  const { clock } = useServices();
  const said: Said = { t, language: useLanguage(), now: clock.now().wall };
  return (
    <ul className={styles.verdicts}>
      {outcomes.map((outcome) => (
        <OneVerdict key={`${outcome.token} ${outcome.fingerprint}`} outcome={outcome} said={said} />
      ))}
    </ul>
  );
}

type OneVerdictProps = { readonly outcome: RevocationOutcome; readonly said: Said };

function OneVerdict({ outcome, said }: OneVerdictProps) {
  const { t, language, now } = said;
  const Icon = icons[outcome.verdict];
  const remainder = sayRemainder(said, outcome);
  return (
    <li className={styles[outcome.verdict]}>
      <Icon size={15} aria-hidden="true" />
      <div>
        <p>
          <span className={styles.token}>{t(`dialogs.token.${outcome.token}`)}</span>
          {': '}
          <span className={styles.word}>{sayVerdict(said, outcome)}</span>
        </p>
        <p className={styles.evidence}>{sayEvidence(t, outcome).join(' ')}</p>
        {remainder === null ? null : <p className={styles.remainder}>{remainder}</p>}
        <p className={styles.learnt} title={formatMomentInFull(outcome.at, language)}>
          {t('revocation.learnt', {
            local: formatMoment(outcome.at, now, language),
            utc: formatMomentUtc(outcome.at, now, language),
          })}
          {outcome.fingerprint === null ? null : (
            <>
              {' · '}
              {t('revocation.fingerprint', { fingerprint: outcome.fingerprint })}
            </>
          )}
        </p>
      </div>
    </li>
  );
}
