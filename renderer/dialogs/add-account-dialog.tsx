/** Adds an account: which server, which client, what for; then the browser takes over, or the client’s own secret. */
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { GrantType } from '../../shared/account-definition.ts';
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorView } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { type AccountForm, formOf, sameClient } from '../forms/account-form.ts';
import { checkAccountForm } from '../forms/check-account-form.ts';
import { suggestLabel } from '../forms/suggest-label.ts';
import { useServices } from '../services.tsx';
import { useAccounts, useApp } from '../use-snapshot.ts';
import { type AccountDraft, isTouched, newDraft } from './account-draft.ts';
import { AccountFormBody } from './account-form-body.tsx';
import { DialogLayout } from './dialog-layout.tsx';
import styles from './dialogs.module.css';
import { DiscardQuestion } from './discard-question.tsx';
import { dismissFailed } from './dismiss-failed.ts';
import { ErrorNote } from './error-note.tsx';
import { startSignIn } from './start-sign-in.ts';
import { countProblems, useAttempts } from './use-attempts.ts';

type AddAccountDialogProps = {
  readonly draft: AccountDraft;
  readonly onDraft: (draft: AccountDraft | null) => void;
  readonly onStarted: (flowId: string) => void;
  readonly onClose: () => void;
};

/** The form, its check and its submission; what is typed lives with the caller. */
export function AddAccountDialog({ draft, onDraft, onStarted, onClose }: AddAccountDialogProps) {
  const { t } = useTranslation();
  const { client } = useServices();
  const accounts = useAccounts();
  const { flows } = useApp();
  const [wasKept] = useState(() => isTouched(draft));
  const [asksDiscard, setAsksDiscard] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const [error, setError] = useState<ErrorView | null>(null);
  const attempts = useAttempts();
  const suggestion = suggestLabel(
    draft.form,
    accounts.map((account) => account.definition.label),
  );
  const unfinished = accounts.find(
    (it) => it.accountId === draft.unfinishedAccountId && it.grant.status === 'none',
  );
  const secretHeld = holdsSecretOf(unfinished, draft.form);
  const checked = checkAccountForm(draft.form, suggestion, secretHeld);

  async function submit(): Promise<void> {
    if (!checked.ok) return attempts.noteTry();
    setIsStarting(true);
    setError(null);
    const started = await startSignIn(client, checked.value, unfinished);
    setIsStarting(false);
    if (!started.ok) return setError(started.error);
    // Main has it all now, the secret too: this window keeps none of it.
    onDraft(null);
    onStarted(started.value.flowId);
    if (started.value.accountId !== draft.unfinishedAccountId) leaveUnfinished();
  }
  function requestClose(): void {
    if (isTouched(draft)) setAsksDiscard(!asksDiscard);
    else {
      onDraft(null);
      onClose();
    }
  }

  const problems = attempts.tried && !checked.ok ? checked.problems : {};
  return (
    <DialogLayout
      title={t('dialogs.add.title')}
      size="wide"
      onClose={requestClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        asksDiscard ? (
          <DiscardQuestion onKeep={() => setAsksDiscard(false)} onDiscard={discard} />
        ) : (
          <Buttons
            grantType={draft.form.grantType}
            isStarting={isStarting}
            problemCount={countProblems(problems)}
            onClear={isTouched(draft) ? () => onDraft(newDraft()) : null}
          />
        )
      }
    >
      <Form
        ref={attempts.formRef}
        id={formId}
        className={styles.group ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isStarting) void submit();
        }}
      >
        <p className={styles.lead}>
          {t(
            draft.form.grantType === 'client_credentials'
              ? 'dialogs.client.intro'
              : 'dialogs.add.intro',
          )}
        </p>
        {wasKept ? <p className={styles.muted}>{t('dialogs.add.kept')}</p> : null}
        <AccountFormBody
          form={draft.form}
          onChange={(form) => onDraft({ ...draft, form })}
          problems={problems}
          suggestion={suggestion}
          secretHeld={secretHeld}
        />
      </Form>
    </DialogLayout>
  );

  function discard(): void {
    onDraft(null);
    onClose();
    leaveUnfinished();
  }
  function leaveUnfinished(): void {
    dismissFailed(client, flows, draft.unfinishedAccountId);
  }
}

/** A secret is bound to the client it was given for: what was typed since may be another one. */
function holdsSecretOf(unfinished: AccountView | undefined, form: AccountForm): boolean {
  if (unfinished?.clientSecretSet !== true) return false;
  return sameClient(form, formOf(unfinished.definition));
}

const formId = 'add-account-form';

type ButtonsProps = {
  readonly grantType: GrantType;
  readonly isStarting: boolean;
  readonly problemCount: number;
  readonly onClear: (() => void) | null;
};

function Buttons({ grantType, isStarting, problemCount, onClear }: ButtonsProps) {
  const { t } = useTranslation();
  const words = grantType === 'client_credentials' ? 'client' : 'add';
  return (
    <>
      {onClear === null ? null : (
        <Button
          label={t('dialogs.add.clear')}
          tone="quiet"
          onPress={onClear}
          className={`${styles.start} ${styles.outdent}`}
          isDisabled={isStarting}
        />
      )}
      <p role="status" className={styles.problemCount}>
        {problemCount === 0 ? null : t('dialogs.problem.summary', { count: problemCount })}
      </p>
      <Button
        label={t(`dialogs.${words}.${isStarting ? 'submitting' : 'submit'}`)}
        tone="primary"
        type="submit"
        form={formId}
        className={isStarting ? styles.busyButton : undefined}
      />
    </>
  );
}
