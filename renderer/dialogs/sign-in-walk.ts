/** Signs several accounts in one after another: one browser at a time, and what did not work is kept for the end (RFC 8252). */
import type { ErrorView } from '../../shared/errors.ts';
import type { FlowView } from '../../shared/snapshot.ts';
import { statusOf } from '../../shared/status.ts';
import type { Client } from '../bridge.ts';
import type { WindowClock } from '../clock.ts';
import { createListeners } from '../listeners.ts';
import type { SnapshotStore } from '../snapshot-store.ts';

export type WalkEntry = {
  readonly accountId: string;
  readonly label: string;
  readonly outcome: 'signed_in' | 'skipped' | 'failed';
  /** Why it failed; null where it did not, or where somebody else signed in. */
  readonly error: ErrorView | null;
};

export type Walk = {
  readonly phase: 'running' | 'ended';
  /** Null while main has not answered yet, and at the end. */
  readonly flowId: string | null;
  /** Null at the end. */
  readonly accountId: string | null;
  /** Counted from 1; accounts that have recovered meanwhile are no part of `total`. */
  readonly at: number;
  readonly total: number;
  readonly ended: readonly WalkEntry[];
  /** Not tried yet. */
  readonly waiting: readonly string[];
};

export type SignInWalk = {
  /** Null while there is none; the same object until something changes. */
  readonly state: () => Walk | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins with the first of these that still needs it; a sign-in that already waits is taken up, not begun again. */
  readonly start: (accountIds: readonly string[]) => void;
  /** Cancels the sign-in on screen and goes on to the next account; the account stays, signed in before or not. */
  readonly skip: () => Promise<void>;
  /** Cancels the sign-in on screen and ends the walk. */
  readonly stop: () => Promise<void>;
  /** Ends the walk; the sign-in on screen goes on waiting. */
  readonly leave: () => void;
  /** Goes on where the question that a sign-in left was answered or put off. */
  readonly leaveQuestion: (flowId: string) => void;
  /** Forgets a walk whose end was read. */
  readonly dismiss: () => void;
  /** True for the sign-ins that belong to a walk, which tells of them by itself. */
  readonly ran: (flowId: string) => boolean;
};

type WalkDeps = {
  readonly client: Client;
  readonly store: SnapshotStore;
  readonly clock: WindowClock;
};

/** Lives outside of React, so that a dialog that is drawn anew never begins a sign-in. */
export function createSignInWalk({ client, store, clock }: WalkDeps): SignInWalk {
  const listeners = createListeners();
  const flowIds = new Set<string>();
  let walk: Walk | null = null;
  let seen = false;
  let unwatch = (): void => undefined;

  const flows = (): readonly FlowView[] => store.app()?.flows ?? [];
  const needsSignIn = (accountId: string): boolean => {
    const account = store.account(accountId);
    return account !== undefined && statusOf(account, clock.now()) === 'needs_sign_in';
  };
  const set = (next: Walk | null): void => {
    walk = next;
    listeners.call('walk');
  };

  function end(): void {
    unwatch();
    unwatch = () => undefined;
    if (walk === null) return;
    const waiting = walk.waiting.filter(needsSignIn);
    const nothing = walk.ended.length + waiting.length === 0;
    set(nothing ? null : { ...walk, phase: 'ended', flowId: null, accountId: null, waiting });
  }
  function goOn(ended: readonly WalkEntry[], candidates: readonly string[]): void {
    const [accountId, ...waiting] = candidates.filter(needsSignIn);
    const at = ended.length + 1;
    const total = at + waiting.length;
    const turn: Walk = {
      phase: 'running',
      flowId: null,
      accountId: accountId ?? null,
      at,
      total,
      ended,
      waiting,
    };
    set(turn);
    if (accountId === undefined) end();
    else void begin(accountId, turn);
  }
  async function begin(accountId: string, turn: Walk): Promise<void> {
    const known = flows().find((it) => it.accountId === accountId && isUnderWay(it));
    if (known !== undefined) return follow(known.flowId);
    const answer = await client.request('flow.reauthorize', { accountId });
    if (walk === turn) return answer.ok ? follow(answer.value.flowId) : settle(answer.error);
    // Skipped or stopped in the meantime.
    if (answer.ok)
      void client.request('flow.cancel', {
        flowId: answer.value.flowId,
        keepAccount: true,
      });
  }
  function follow(flowId: string): void {
    if (walk === null) return;
    flowIds.add(flowId);
    seen = false;
    set({ ...walk, flowId });
    look();
  }
  function look(): void {
    if (walk === null || walk.flowId === null) return;
    const flow = flows().find((it) => it.flowId === walk?.flowId);
    if (flow === undefined) {
      // Cancelled sign-ins are forgotten by main at once.
      if (seen) settle(null, 'skipped');
      return;
    }
    seen = true;
    if (flow.status === 'failed') {
      void client.request('flow.dismiss', { flowId: flow.flowId, keepAccount: true });
      settle(flow.error);
    } else if (flow.status === 'cancelled') settle(null, 'skipped');
    else if (flow.status === 'done' && flow.question === null) settle(null);
  }
  /** Where the account stands now decides, whatever became of the attempt. */
  function settle(error: ErrorView | null, otherwise: 'failed' | 'skipped' = 'failed'): void {
    if (walk === null || walk.accountId === null) return;
    const { accountId, ended, waiting } = walk;
    const label = store.account(accountId)?.definition.label;
    const outcome = needsSignIn(accountId) ? otherwise : 'signed_in';
    const entry = { accountId, label: label ?? '', outcome, error } as const;
    goOn(label === undefined ? ended : [...ended, entry], waiting);
  }

  return {
    state: () => walk,
    subscribe: (listener) => listeners.add('walk', listener),
    start: (accountIds) => {
      unwatch();
      unwatch = store.onApp(look);
      const begun = (it: string): boolean =>
        flows().some((flow) => flow.accountId === it && isUnderWay(flow));
      goOn(
        [],
        accountIds.toSorted((a, b) => Number(begun(b)) - Number(begun(a))),
      );
    },
    skip: async () => {
      const turn = walk;
      if (turn === null || turn.flowId === null) return;
      await client.request('flow.cancel', { flowId: turn.flowId, keepAccount: true });
      // News of the end may have come first, and then the walk has gone on by itself.
      if (walk === turn) settle(null, 'skipped');
    },
    stop: async () => {
      const turn = walk;
      if (turn === null || turn.accountId === null) return;
      const { flowId, accountId } = turn;
      walk = { ...turn, waiting: [accountId, ...turn.waiting] };
      end();
      if (flowId !== null) await client.request('flow.cancel', { flowId, keepAccount: true });
    },
    leave: () => {
      unwatch();
      set(null);
    },
    leaveQuestion: (flowId) => {
      if (walk?.flowId === flowId) settle(null);
    },
    dismiss: () => set(null),
    ran: (flowId) => flowIds.has(flowId),
  };
}

const over: readonly FlowView['status'][] = ['done', 'failed', 'cancelled'];
const isUnderWay = (flow: FlowView): boolean => !over.includes(flow.status);
