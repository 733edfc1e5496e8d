/**
 * Refreshes accounts before their tokens end, without being asked and without ever asking a person: one timer, looked
 * at again after everything that may change the answer (requirements R-11, T-01, T-02, T-04, T-07, N-01).
 */
import { deadlineIn, type Now, untilMs } from '../../shared/expiry.ts';
import type { AccountRecord } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { Cancel } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import { wouldRotateUnsaved } from './read-only-refresh.ts';
import { refreshAccount } from './refresh-account.ts';
import { type RefreshDue, refreshDue } from './refresh-plan.ts';
import { createStartGate } from './refresh-start-gate.ts';
import { serverNameOf } from './server-name.ts';

export type RefreshScheduler = {
  /** Begins; what is overdue is spread. */
  readonly start: () => void;
  readonly stop: () => void;
  /** Looks again soon: an account, a setting or the keychain has changed. */
  readonly wake: () => void;
  /** The machine woke up, a clock jumped, the network or the keychain is back: what is overdue is spread. */
  readonly recover: () => void;
};

type SchedulerDeps = AccountDeps & {
  /** False while the system says that it is not connected: then nothing is tried. */
  readonly isOnline: () => boolean;
  /** True for an account that waits to be revoked. */
  readonly isTaken: (accountId: string) => boolean;
};

type Plan = RefreshDue & { readonly accountId: string; readonly issuer: string };

/** Looked at this often whatever the timers say (T-01). */
const tickMs = 30_000;
/** Changes come in bunches; one look is enough for all. */
const settleMs = 50;

export function createRefreshScheduler(deps: SchedulerDeps): RefreshScheduler {
  const { clock, registry } = deps;
  const gate = createStartGate(deps);
  const jitters = new Map<string, { readonly issuedAt: number; readonly value: number }>();
  let started = false;
  let cancelJump: Cancel = () => undefined;
  let cancelTimer: Cancel = () => undefined;
  let armedFor = Number.POSITIVE_INFINITY;

  const jitterOf = (accountId: string, issuedAt: number): number => {
    const known = jitters.get(accountId);
    if (known?.issuedAt === issuedAt) return known.value;
    const value = deps.random();
    jitters.set(accountId, { issuedAt, value });
    return value;
  };

  const planOf = (record: AccountRecord, now: Now): Plan | null => {
    const { accountId } = record;
    const view = deps.snapshot.account(accountId);
    if (view === undefined || view.access === null) return null;
    if (wouldRotateUnsaved(deps, record) || deps.isTaken(accountId)) return null;
    const jitter = jitterOf(accountId, view.access.issuedAt);
    const due = refreshDue(record, view, { now, jitter });
    if (due === null) return null;
    const issuer = serverNameOf(record.definition);
    const wait = deps.trials.waitOf(accountId, issuer);
    const dueMs = Math.max(due.dueMs, wait === null ? 0 : untilMs(wait, now));
    return { ...due, accountId, issuer, dueMs };
  };

  /** Nothing is tried, and nothing is announced, while it could not be done: a state of the app, not of accounts. */
  const mayRun = (): boolean => {
    if (!deps.settings().automaticRefresh) return false;
    if (deps.snapshot.sections().keychain.state !== 'ready') return false;
    return deps.isOnline();
  };

  /** Null while nothing may be tried. */
  const plansNow = (now: Now): readonly Plan[] | null =>
    mayRun() ? registry.all().flatMap((record) => planOf(record, now) ?? []) : null;

  const publish = (plans: readonly Plan[], now: Now): void => {
    const byAccount = new Map(plans.map((plan) => [plan.accountId, plan]));
    // No server is to blame while there is no way to any.
    const isOnline = deps.isOnline();
    for (const { accountId, definition } of registry.all()) {
      const plan = byAccount.get(accountId);
      registry.setSchedule(accountId, {
        nextRefresh: plan === undefined ? null : deadlineIn(gate.startsInMs(plan, now), now),
        unavailableUntil: isOnline
          ? deps.trials.unavailableUntil(accountId, serverNameOf(definition))
          : null,
      });
    }
  };

  const begin = ({ accountId, issuer }: Plan): void => {
    gate.enter(issuer);
    void refreshAccount(deps, accountId)
      .catch((thrown: unknown) => {
        deps.logger.info('scheduler.refresh', { accountId, code: asAppError(thrown).code });
      })
      .finally(() => {
        gate.leave(issuer);
        wake();
      });
  };

  const look = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    cancelTimer();
    const now = clock.now();
    const plans = plansNow(now);
    if (plans === null) {
      publish([], now);
      return;
    }
    const due = plans.filter((it) => it.dueMs === 0).sort(byUrgency);
    const begun = new Set<Plan>();
    for (const plan of due) {
      if (gate.startsInMs(plan, now) > 0) continue;
      begin(plan);
      begun.add(plan);
    }
    const waiting = plans.filter((it) => !begun.has(it));
    publish(waiting, now);
    arm(Math.min(tickMs, ...nextStarts(waiting, now)));
  };

  const nextStarts = (plans: readonly Plan[], now: Now): readonly number[] => {
    const soonest = new Map<string, Plan>();
    for (const plan of plans) {
      const known = soonest.get(plan.issuer);
      if (known === undefined || plan.dueMs < known.dueMs) soonest.set(plan.issuer, plan);
    }
    return [...soonest.values()].map((plan) => gate.startsInMs(plan, now));
  };

  const arm = (ms: number): void => {
    if (!started) return;
    const { monotonic } = clock.now();
    // A fraction so small that adding it moves no clock on would be looked at for ever.
    const wholeMs = Math.ceil(ms);
    const dueAt = monotonic + wholeMs;
    // A timer whose moment has passed is late: after a sleep it may not come at all (T-02).
    if (armedFor > monotonic && dueAt >= armedFor) return;
    cancelTimer();
    armedFor = dueAt;
    cancelTimer = clock.after(wholeMs, look);
  };
  const wake = (): void => arm(settleMs);

  /** Overdue accounts of one server begin together at a random moment, one a second: many machines wake at nine. */
  const spread = (): void => {
    const now = clock.now();
    const crowds = new Map<string, number>();
    for (const { dueMs, issuer } of plansNow(now) ?? []) {
      if (dueMs === 0) crowds.set(issuer, (crowds.get(issuer) ?? 0) + 1);
    }
    for (const [issuer, waiting] of crowds) gate.hold({ issuer, waiting }, now);
    wake();
  };
  const recover = (): void => {
    if (!started) return;
    deps.trials.recover();
    spread();
  };

  registry.onChange(wake);
  return {
    start: () => {
      if (started) return;
      started = true;
      cancelJump = clock.onJump(recover);
      spread();
    },
    stop: () => {
      started = false;
      cancelJump();
      cancelTimer();
    },
    wake,
    recover,
  };
}

/** A grant that would end comes before tokens that would, and what ends first before the rest. */
function byUrgency(a: Plan, b: Plan): number {
  return Number(b.isGrantAtStake) - Number(a.isGrantAtStake) || a.endsAt - b.endsAt;
}
