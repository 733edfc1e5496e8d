/** The question before many accounts are revoked; a large or a production set takes more than a click (main insists on it). */
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../shared/account-view.ts';
import { needsConfirmation, type RunKind } from '../../shared/revocation-run.ts';
import { Button } from '../design/button.tsx';
import { DialogLayout } from '../dialogs/dialog-layout.tsx';
import dialogStyles from '../dialogs/dialogs.module.css';
import { ErrorNote } from '../dialogs/error-note.tsx';
import { TextInput } from '../forms/text-input.tsx';
import { useApp } from '../use-snapshot.ts';
import { HoldButton } from './hold-button.tsx';
import { RunFacts } from './run-facts.tsx';
import { isRevocable } from './run-scope.ts';
import { useStartRun } from './use-start-run.ts';

type ConfirmRunProps = {
  readonly kind: RunKind;
  /** Everything in scope, whether or not it holds something to end. */
  readonly accounts: readonly AccountView[];
  readonly onClose: () => void;
  /** Above the facts, such as the choice of the scope. */
  readonly children?: ReactNode;
};

/** The focus rests on Cancel. */
export function ConfirmRun({ kind, accounts, onClose, children }: ConfirmRunProps) {
  const { t } = useTranslation();
  const { run } = useApp();
  const { start, isAsking, error } = useStartRun();
  const [typed, setTyped] = useState('');
  const revocable = accounts.filter(isRevocable);
  const count = revocable.length;
  const isGuarded = needsConfirmation(revocable.map((it) => it.definition));
  const isTyped = typed.trim() === String(count);
  const accountIds = revocable.map((it) => it.accountId);
  const revoke = (): void => {
    const confirmation = isGuarded
      ? ({ kind: 'typed', count } as const)
      : { kind: 'none' as const };
    if (!isGuarded || isTyped) start({ kind, accountIds, confirmation });
  };
  const hold = (): void => start({ kind, accountIds, confirmation: { kind: 'held' } });
  return (
    <DialogLayout
      title={t(kind === 'panic' ? 'runs.confirm.panicTitle' : 'runs.confirm.title', { count })}
      role="alertdialog"
      size="wide"
      onClose={onClose}
      notice={error === null ? null : <ErrorNote error={error} />}
      footer={
        <>
          {isGuarded ? <HoldButton label={t('runs.hold.label')} onHeld={hold} /> : null}
          <Button label={t('dialogs.cancel')} onPress={onClose} autoFocus />
          {count === 0 ? null : (
            <Button
              label={isAsking ? t('runs.confirm.asking') : t('runs.confirm.revoke', { count })}
              tone="danger_solid"
              isDisabled={isGuarded && !isTyped}
              onPress={revoke}
              className={isAsking ? dialogStyles.busyButton : undefined}
            />
          )}
        </>
      }
    >
      {children}
      {count === 0 ? (
        <p className={dialogStyles.text}>{t('runs.confirm.nothing')}</p>
      ) : (
        <>
          <RunFacts accounts={revocable} leftOut={accounts.length - count} />
          <p className={dialogStyles.text}>{t(`runs.confirm.what.${kind}`)}</p>
        </>
      )}
      {run === null || run.finishedAt === null ? null : (
        <p className={dialogStyles.muted}>{t('runs.confirm.replacesReport')}</p>
      )}
      {isGuarded ? (
        <TextInput
          label={t('runs.confirm.type')}
          hint={t('runs.confirm.typeHint', { count })}
          value={typed}
          onChange={setTyped}
          mono
        />
      ) : null}
    </DialogLayout>
  );
}
