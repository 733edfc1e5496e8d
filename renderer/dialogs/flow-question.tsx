/** What a finished sign-in still asks: another user than before, or an account that is already here (B-10). */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorView } from '../../shared/errors.ts';
import type { FlowQuestion, FlowView } from '../../shared/snapshot.ts';
import { Button } from '../design/button.tsx';
import { useServices } from '../services.tsx';
import { useAccount } from '../use-snapshot.ts';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { ErrorNote } from './error-note.tsx';

type Choice = 'keep' | 'revoke' | 'replace';
type Other = {
  readonly choice: Exclude<Choice, 'keep'>;
  readonly name: string;
  readonly done: string;
};
type Words = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly keep: { readonly name: string; readonly done: string };
  readonly other: Other;
};

type FlowQuestionDialogProps = {
  readonly flow: FlowView;
  readonly question: FlowQuestion;
  readonly onClose: () => void;
};

/** Closing without an answer leaves the question open; nothing is lost either way. */
export function FlowQuestionDialog({ flow, question, onClose }: FlowQuestionDialogProps) {
  const { client, toasts } = useServices();
  const [asking, setAsking] = useState<Choice | null>(null);
  const [error, setError] = useState<ErrorView | null>(null);
  const words = useQuestionWords(question);

  async function decide(choice: Choice, done: string): Promise<void> {
    setAsking(choice);
    setError(null);
    const answer = await client.request('flow.decide', { flowId: flow.flowId, choice });
    setAsking(null);
    if (!answer.ok) return setError(answer.error);
    toasts.show({ tone: 'success', title: done });
    onClose();
    await client.request('flow.dismiss', { flowId: flow.flowId });
  }
  return (
    <DialogLayout
      title={words.title}
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        <>
          <Button
            label={words.other.name}
            tone={words.other.choice === 'revoke' ? 'danger' : 'plain'}
            isDisabled={asking !== null}
            onPress={() => void decide(words.other.choice, words.other.done)}
          />
          <Button
            label={words.keep.name}
            tone="primary"
            isDisabled={asking !== null}
            onPress={() => void decide('keep', words.keep.done)}
            autoFocus
          />
        </>
      }
    >
      {words.paragraphs.map((paragraph) => (
        <p key={paragraph} className={styles.text}>
          {paragraph}
        </p>
      ))}
    </DialogLayout>
  );
}

function useQuestionWords(question: FlowQuestion): Words {
  const { t } = useTranslation();
  const other = useAccount(question.kind === 'duplicate' ? question.otherAccountId : '');
  if (question.kind === 'duplicate') {
    const label = other?.definition.label ?? t('dialogs.question.otherGone');
    return {
      title: t('dialogs.question.duplicateTitle', { who: question.who }),
      paragraphs: [
        t('dialogs.question.duplicate', { label }),
        t('dialogs.question.duplicateReplace'),
      ],
      keep: { name: t('dialogs.question.keepBoth'), done: t('dialogs.question.keptBoth') },
      other: {
        choice: 'replace',
        name: t('dialogs.question.replace'),
        done: t('dialogs.question.replaced'),
      },
    };
  }
  const { before, after } = question;
  return {
    title: t('dialogs.question.differsTitle'),
    paragraphs: [
      t('dialogs.question.differs', { before, after }),
      t('dialogs.question.differsAsk', { after }),
    ],
    keep: {
      name: t('dialogs.question.keepOwn'),
      done: t('dialogs.question.kept', { who: after }),
    },
    other: {
      choice: 'revoke',
      name: t('dialogs.question.revokeNew'),
      done: t('dialogs.question.revokedNew', { who: after }),
    },
  };
}
