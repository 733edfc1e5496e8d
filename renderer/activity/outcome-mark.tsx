/** How a line of the log ended: its verdict where it has one, else its outcome; as colour, icon and word (WCAG 2.2, 1.4.1). */
import {
  Check,
  CircleX,
  Clock,
  CloudOff,
  FileWarning,
  HardDrive,
  type LucideIcon,
  ShieldAlert,
  ShieldCheck,
  TimerOff,
  TriangleAlert,
  UserX,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../shared/audit.ts';
import { sayVerdictBriefly, startLine } from '../../shared/say-verdict.ts';
import type { Verdict } from '../../shared/verdict.ts';
import { classNames } from '../design/class-names.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { isYesWithPage } from '../revocation/verdict-icons.ts';
import styles from './activity-table.module.css';

type Look = { readonly icon: LucideIcon; readonly tone: 'ok' | 'warn' | 'bad' | 'calm' };

const outcomeLooks: Readonly<Record<AuditEntry['outcome'], Look>> = {
  ok: { icon: Check, tone: 'calm' },
  refused: { icon: CircleX, tone: 'bad' },
  unanswered: { icon: CloudOff, tone: 'warn' },
  failed: { icon: TriangleAlert, tone: 'bad' },
  local_only: { icon: HardDrive, tone: 'warn' },
};

const verdictLooks: Readonly<Record<Verdict, Look>> = {
  proven_dead: { icon: ShieldCheck, tone: 'ok' },
  accepted: { icon: Check, tone: 'calm' },
  expired: { icon: TimerOff, tone: 'calm' },
  alive_until: { icon: Clock, tone: 'warn' },
  foreign_client: { icon: UserX, tone: 'warn' },
  not_revoked: { icon: ShieldAlert, tone: 'bad' },
};

/** Something in between may have said the yes: the look says so where the words behind it are cut. */
const yesWithPage: Look = { icon: FileWarning, tone: 'warn' };

function lookOf({ verdict, outcome, answerBody }: AuditEntry): Look {
  if (verdict === null) return outcomeLooks[outcome];
  return isYesWithPage({ verdict, answerBody }) ? yesWithPage : verdictLooks[verdict];
}

/** With what the server said, in its own words, behind it. */
export function OutcomeMark({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { verdict, outcome } = entry;
  const { icon: Icon, tone } = lookOf(entry);
  const word =
    verdict === null
      ? t(`activity.outcomes.${outcome}`)
      : startLine(sayVerdictBriefly(language, verdict));
  const status =
    entry.httpStatus === null ? null : t('activity.httpStatus', { status: entry.httpStatus });
  // That is told of a success too.
  const page = entry.answerBody === 'page' ? t('activity.webPage') : null;
  const facts = [entry.oauthError ?? entry.code, status, page].filter((it) => it !== null);
  const shown = outcome === 'ok' ? facts.filter((it) => it === page) : facts;
  return (
    <span className={styles.outcome} title={[word, ...facts].join(' · ')}>
      <span className={classNames(styles.mark, styles[tone])}>
        <Icon aria-hidden="true" className={styles.markIcon} strokeWidth={2.4} />
        <span className={styles.word}>{word}</span>
      </span>
      {shown.length === 0 ? null : <span className={styles.code}>{shown.join(' · ')}</span>}
    </span>
  );
}
