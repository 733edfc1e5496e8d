/** What became of a found token, as icon, verdict and evidence, or why it could not be asked about. */
import { Check, CircleAlert, CircleHelp, Clock, type LucideIcon, ShieldCheck } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundEnd, FoundToken } from '../../shared/found-token.ts';
import type { Verdict } from '../../shared/verdict.ts';
import { ErrorNote } from '../dialogs/error-note.tsx';
import { formatMoment, formatMomentInFull } from '../i18n/format-moment.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useServices } from '../services.tsx';
import styles from './found.module.css';
import type { RowState } from './found-list-state.ts';
import { sayFoundEvidence, sayFoundVerdict } from './say-found-verdict.ts';

const icons: Readonly<Record<Verdict, LucideIcon>> = {
  proven_dead: ShieldCheck,
  accepted: Check,
  alive_until: Clock,
  foreign_client: CircleHelp,
  not_revoked: CircleAlert,
};

type FoundResultProps = { readonly token: FoundToken; readonly row: RowState | undefined };

/** Nothing before an answer is here. */
export function FoundResult({ token, row }: FoundResultProps) {
  if (row === undefined || row.kind === 'asking') return null;
  if (row.kind === 'failed') return <ErrorNote error={row.error} />;
  return <FoundOutcome token={token} end={row} />;
}

type FoundOutcomeProps = { readonly token: FoundToken; readonly end: FoundEnd };

function FoundOutcome({ token, end }: FoundOutcomeProps) {
  const { outcome, holder } = end;
  const { t } = useTranslation();
  const { clock } = useServices();
  const language = useLanguage();
  const element = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone; the next Tab goes on from here.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  }, []);
  const now = clock.now().wall;
  const saying = { t, language, now };
  const Icon = icons[outcome.verdict];
  return (
    <div ref={element} tabIndex={-1} className={styles.result}>
      <Icon size={16} aria-hidden="true" className={styles[outcome.verdict]} />
      <div>
        <p className={styles.verdict}>{sayFoundVerdict(saying, outcome)}</p>
        <p>{sayFoundEvidence(saying, outcome, token.route?.host ?? '')}</p>
        {token.match === null || holder === null ? null : (
          <p>{t(`found.holder.${holder}`, { label: token.match.label })}</p>
        )}
        <p className={styles.sure} title={formatMomentInFull(outcome.at, language)}>
          {t('found.learnt', { moment: formatMoment(outcome.at, now, language) })}
        </p>
      </div>
    </div>
  );
}
