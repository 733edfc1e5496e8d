/** What became of a found token, as icon, verdict and evidence, or why it could not be asked about. */
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundEnd, FoundToken } from '../../shared/found-token.ts';
import { sayEvidence } from '../../shared/say-evidence.ts';
import { sayRemainder, sayVerdict, startLine } from '../../shared/say-verdict.ts';
import { ErrorNote } from '../dialogs/error-note.tsx';
import { Learnt } from '../revocation/learnt.tsx';
import { useSaying } from '../revocation/use-saying.ts';
import { verdictLookOf } from '../revocation/verdict-icons.ts';
import styles from './found.module.css';
import type { RowState } from './found-list-state.ts';

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
  const saying = useSaying();
  const element = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone; the next Tab goes on from here.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  }, []);
  const { icon: Icon, tone } = verdictLookOf(outcome);
  const evidence = sayEvidence(saying.language, outcome).join(' ');
  const remainder = sayRemainder(saying, outcome);
  const { route, match } = token;
  return (
    <div ref={element} tabIndex={-1} className={styles.result}>
      <Icon size={16} aria-hidden="true" className={styles[tone]} />
      <div>
        <p className={styles.verdict}>{startLine(sayVerdict(saying, outcome))}</p>
        <p>{route === null ? evidence : t('found.fromHost', { host: route.host, evidence })}</p>
        {remainder === null ? null : <p>{remainder}</p>}
        {match === null || holder === null ? null : (
          <p>{t(`found.holder.${holder}`, { label: match.label })}</p>
        )}
        <Learnt at={outcome.at} className={styles.sure} />
      </div>
    </div>
  );
}
