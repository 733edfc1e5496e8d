/** Every dialog of the window, one at a time, in one surface; which one is open is in the window's state. */
import { useCallback, useEffect, useState } from 'react';
import type { AccountView } from '../../shared/account-view.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { FoundDialog } from '../found/found-dialog.tsx';
import { type Found, useFound } from '../found/use-found.ts';
import { PanicDialog } from '../runs/panic-dialog.tsx';
import { RevokeManyDialog } from '../runs/revoke-many-dialog.tsx';
import { RunDialog } from '../runs/run-dialog.tsx';
import { useRunWatch } from '../runs/use-run-watch.ts';
import { useServices } from '../services.tsx';
import { type DialogState, useUi } from '../ui-state.tsx';
import { useAccount, useApp, useWalk } from '../use-snapshot.ts';
import {
  type AccountDraft,
  draftFor,
  draftOfAbandoned,
  draftOfUnfinished,
} from './account-draft.ts';
import { AddAccountDialog } from './add-account-dialog.tsx';
import { DialogSurface } from './dialog-surface.tsx';
import { dismissFailed } from './dismiss-failed.ts';
import { EditDialog } from './edit-dialog.tsx';
import { LogOutDialog } from './log-out-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import type { Walk } from './sign-in-walk.ts';
import { StartingFlow } from './starting-flow.tsx';
import { useFlowEndings } from './use-flow-endings.ts';
import { useWalkEnd } from './use-walk-end.ts';
import { WaitingDialog } from './waiting-dialog.tsx';
import { WalkDialog } from './walk-dialog.tsx';

/** Also tells the end of each sign-in; mount it once, when the snapshot is here. */
export function Dialogs() {
  const { state, dispatch } = useUi();
  const { dialog } = state;
  const { flows } = useApp();
  const account = useAccount(accountIdOf(dialog));
  const flow = flows.find((it) => dialog?.kind === 'waiting' && it.flowId === dialog.flowId);
  const [draft, setDraft] = useState<AccountDraft | null>(null);
  const open = useCallback(
    (next: NonNullable<DialogState>) => dispatch({ type: 'dialog_opened', dialog: next }),
    [dispatch],
  );
  const close = useCallback(() => dispatch({ type: 'dialog_closed' }), [dispatch]);
  const found = useFound(isAboutFound(dialog));
  const [seenFlowId, setSeenFlowId] = useState<string | null>(null);
  if (flow !== undefined && flow.flowId !== seenFlowId) setSeenFlowId(flow.flowId);
  const walk = useWalk();
  const isGone = isSubjectGone(dialog, { account, flow, seenFlowId, walk });
  useWalkEnd();
  useRunWatch();
  useEffect(() => {
    if (isGone) close();
  }, [isGone, close]);
  useFlowEndings({
    onQuestion: useCallback(
      ({ flowId }: FlowView) => {
        if (dialog === null) open({ kind: 'waiting', flowId });
      },
      [dialog, open],
    ),
  });
  return (
    <DialogSurface isOpen={dialog !== null && !isGone} onClose={close}>
      {isGone ? null : (
        <Content {...{ dialog, account, flow, walk, draft, setDraft, found, open, close }} />
      )}
    </DialogSurface>
  );
}

/** Also while an account is revoked that a found token led to. */
function isAboutFound(dialog: DialogState): boolean {
  return dialog?.kind === 'found' || (dialog?.kind === 'revoke' && dialog.from === 'found');
}

function accountIdOf(dialog: DialogState): string {
  return dialog !== null && 'accountId' in dialog ? dialog.accountId : '';
}

type Subject = {
  readonly account: AccountView | undefined;
  readonly flow: FlowView | undefined;
  readonly seenFlowId: string | null;
  readonly walk: Walk | null;
};

/** True when what the dialog is about is no longer there; a flow just started may not have arrived yet. */
function isSubjectGone(dialog: DialogState, subject: Subject): boolean {
  const { account, flow, seenFlowId, walk } = subject;
  if (dialog?.kind === 'walk') return walk === null;
  if (dialog?.kind === 'waiting') {
    if (flow === undefined) return seenFlowId === dialog.flowId;
    return flow.status === 'cancelled' || (flow.status === 'done' && flow.question === null);
  }
  const needsAccount = dialog !== null && 'accountId' in dialog && dialog.kind !== 'add_like';
  return needsAccount && account === undefined;
}

type ContentProps = {
  readonly dialog: DialogState;
  readonly account: AccountView | undefined;
  readonly flow: FlowView | undefined;
  readonly walk: Walk | null;
  readonly draft: AccountDraft | null;
  readonly setDraft: (draft: AccountDraft | null) => void;
  readonly found: Found;
  readonly open: (dialog: NonNullable<DialogState>) => void;
  readonly close: () => void;
};

function Content(props: ContentProps) {
  const { dialog, account, flow, walk, draft, setDraft, open, close } = props;
  if (dialog === null) return null;
  if (dialog.kind === 'walk') return walk === null ? null : <WalkDialog walk={walk} />;
  if (dialog.kind === 'found') return <FoundContent {...props} />;
  if (dialog.kind === 'settings') return <SettingsDialog onClose={close} />;
  if (dialog.kind === 'add' || dialog.kind === 'add_like') {
    return (
      <AddAccountDialog
        draft={draftFor(dialog, draft, account)}
        onDraft={setDraft}
        onStarted={(flowId) => open({ kind: 'waiting', flowId })}
        onClose={close}
      />
    );
  }
  if (dialog.kind === 'waiting') {
    return flow === undefined ? (
      <StartingFlow onClose={close} />
    ) : (
      <Waiting {...props} flow={flow} />
    );
  }
  if (dialog.kind === 'run') return <RunDialog runId={dialog.runId} onClose={close} />;
  if (dialog.kind === 'panic') return <PanicDialog onClose={close} />;
  if (dialog.kind === 'revoke_many') {
    return <RevokeManyDialog accountIds={dialog.accountIds} onClose={close} />;
  }
  if (account === undefined) return null;
  const { accountId } = account;
  if (dialog.kind === 'edit') {
    return <EditDialog key={accountId} account={account} onClose={close} />;
  }
  if (dialog.kind === 'revoke') {
    const onClose = dialog.from === 'found' ? () => open({ kind: 'found' }) : close;
    return <RevokeDialog key={accountId} account={account} onClose={onClose} />;
  }
  if (dialog.kind === 'log_out') {
    return <LogOutDialog key={accountId} account={account} onClose={close} />;
  }
  const onRevokeFirst = (): void => open({ kind: 'revoke', accountId });
  return <RemoveDialog account={account} onClose={close} onRevokeFirst={onRevokeFirst} />;
}

function FoundContent({ found, open, close }: ContentProps) {
  const { dispatch } = useUi();
  return (
    <FoundDialog
      found={found}
      onClose={close}
      onGoTo={(accountId) => {
        close();
        dispatch({ type: 'details_opened', accountId });
      }}
      onRevokeAccount={(accountId) => open({ kind: 'revoke', accountId, from: 'found' })}
    />
  );
}

type WaitingProps = Omit<ContentProps, 'flow'> & { readonly flow: FlowView };

/** Hands what was typed back to the form wherever main is about to take the unfinished account away. */
function Waiting({ flow, setDraft, open, close }: WaitingProps) {
  const { client } = useServices();
  const { flows } = useApp();
  const account = useAccount(flow.accountId);
  const unfinished = account?.grant.status === 'none' ? account : undefined;
  const keepTyped = (): void => {
    if (unfinished !== undefined) setDraft(draftOfAbandoned(unfinished));
  };
  return (
    <WaitingDialog
      key={flow.flowId}
      flow={flow}
      onClose={close}
      onCancel={keepTyped}
      onGivenUp={() => {
        keepTyped();
        close();
        dismissFailed(client, flows, flow.accountId);
      }}
      onFlow={(flowId) => open({ kind: 'waiting', flowId })}
      onBackToForm={() => {
        if (unfinished !== undefined) setDraft(draftOfUnfinished(unfinished));
        open({ kind: 'add' });
      }}
      onEdit={(accountId) => {
        dismissFailed(client, flows, flow.accountId);
        open({ kind: 'edit', accountId });
      }}
    />
  );
}
