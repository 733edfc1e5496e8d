/** What became of each token, with the weakest verdict as the title and the ways on that it leaves. */
import { useTranslation } from 'react-i18next';
import { PendingLine } from '../revocation/pending-line.tsx';
import { useSaying } from '../revocation/use-saying.ts';
import { VerdictList } from '../revocation/verdict-list.tsx';
import { AccountFacts } from './account-facts.tsx';
import { AnswerButtons } from './answer-buttons.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';
import type { RevokeActions } from './revoke-actions.ts';
import { type Answered, answerWord, outcomesNow, sayAnswerTitle } from './say-answer.ts';

type RevokeAnswerProps = RevokeActions & Answered;

/** The title says revoked only where every token got a 2xx. */
export function RevokeAnswer(props: RevokeAnswerProps) {
  const { account, phase, error } = props;
  const { t } = useTranslation();
  const saying = useSaying();
  const word = answerWord(props);
  const isOver = word === 'proven_dead' || word === 'accepted';
  return (
    <DialogLayout
      title={sayAnswerTitle(t, saying, props)}
      role="alertdialog"
      onClose={props.onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={<AnswerButtons {...props} word={word} />}
    >
      {phase.kind === 'failed' || word === 'failed' ? null : (
        <p className={styles.ask}>{t(`revocation.summary.${word}`)}</p>
      )}
      {phase.kind === 'failed' ? (
        <ErrorNote error={phase.error} />
      ) : (
        <section className={styles.panel} aria-label={t('dialogs.revoke.answer')}>
          <h3>{t('dialogs.revoke.answer')}</h3>
          <VerdictList outcomes={outcomesNow(props)} isPending={word === 'pending'} />
          <PendingLine grant={account.grant} className={styles.strong} />
        </section>
      )}
      <AccountFacts account={account} />
      {isOver ? null : <p className={styles.lead}>{t('dialogs.revoke.removeHereHint')}</p>}
    </DialogLayout>
  );
}
