/**
 * Asks again, by itself and over restarts, for revocations that nobody answered: for seven days, then it is said that the
 * token was not revoked and who can (RFC 7009 section 2.2.1, requirements O-38, N-12).
 */
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import type { Cancel } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { flushFacts } from './flush-facts.ts';
import { longestWaitMs } from './revocation-pace.ts';
import { revokeAccount } from './revoke-account.ts';
import { serverNameOf } from './server-name.ts';
import { isLoss } from './token-store.ts';

/** From the first attempt on. */
const givenUpAfterMs = 7 * 24 * 60 * 60_000;
const tickMs = 30_000;
const settleMs = 50;
/** After the network's return not every machine asks at the same moment. */
const spreadMs = 10_000;

type PendingRecord = AccountRecord & {
  readonly grant: Extract<AccountRecord['grant'], { status: 'revocation_pending' }>;
};

export type PendingRevocations = {
  /** Begins, with what a crash or a quit left. */
  readonly start: () => void;
  readonly stop: () => void;
  /** The network, the keychain or the machine is back: what failed for their sake is tried soon. */
  readonly recover: () => void;
};

type PendingDeps = AccountDeps & {
  readonly isOnline: () => boolean;
  /** Accounts that a run of revocations is going to end are left to it, in its own order. */
  readonly isTaken: (accountId: string) => boolean;
};

/** Nothing is tried while the keychain is locked or the system is offline: that is one state of the app. */
export function createPendingRevocations(deps: PendingDeps): PendingRevocations {
  const running = new Set<string>();
  let started = false;
  let armedFor = Number.POSITIVE_INFINITY;
  let cancelTimer: Cancel = () => undefined;
  let cancelJump: Cancel = () => undefined;

  const mayRun = (): boolean =>
    deps.isOnline() && deps.snapshot.sections().keychain.state === 'ready';

  const isOurs = ({ accountId }: PendingRecord): boolean =>
    !running.has(accountId) && !deps.isTaken(accountId) && !isUnderWay(deps, accountId);

  const begin = (record: PendingRecord): void => {
    const { accountId } = record;
    running.add(accountId);
    void deps.limiter
      .run(serverNameOf(record.definition), () => tryAgain(deps, accountId))
      .finally(() => {
        running.delete(accountId);
        arm(settleMs);
      });
  };

  const look = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    const now = deps.clock.now().wall;
    const waiting = mayRun() ? pendingOf(deps).filter(isOurs) : [];
    const due = waiting.filter((it) => msUntilNextTry(it, now) === 0);
    for (const record of due) begin(record);
    const rest = waiting.filter((it) => !due.includes(it)).map((it) => msUntilNextTry(it, now));
    arm(Math.min(tickMs, ...rest));
  };

  const arm = (ms: number): void => {
    if (!started) return;
    const { monotonic } = deps.clock.now();
    // A timer whose moment has passed is late: after a sleep it may not come at all (T-02).
    if (armedFor > monotonic && monotonic + ms >= armedFor) return;
    cancelTimer();
    armedFor = monotonic + ms;
    cancelTimer = deps.clock.after(ms, look);
  };

  const recover = (): void => {
    if (!started) return;
    const sooner = pendingOf(deps).flatMap((it) => broughtForward(deps, it) ?? []);
    deps.registry.patchAll(new Map(sooner.map((it) => [it.accountId, { grant: it.grant }])));
    arm(settleMs);
  };
  deps.registry.onChange(() => arm(settleMs));
  return {
    start: () => {
      if (started) return;
      started = true;
      cancelJump = deps.clock.onJump(recover);
      recover();
    },
    stop: () => {
      started = false;
      cancelJump();
      cancelTimer();
    },
    recover,
  };
}

function pendingOf(deps: AccountDeps): readonly PendingRecord[] {
  return deps.registry
    .all()
    .filter((it): it is PendingRecord => it.grant.status === 'revocation_pending');
}

/** An attempt that a person began is pending from its beginning on; its answer says when the next one is. */
function isUnderWay(deps: AccountDeps, accountId: string): boolean {
  return deps.registry.operation(accountId) === 'revoking';
}

/** 0 when due. A moment further away than any wait comes from a clock that was set back since. */
function msUntilNextTry({ grant }: PendingRecord, now: number): number {
  const left = (grant.nextTryAt ?? now) - now;
  return left > longestWaitMs ? 0 : Math.max(0, left);
}

/** Null but where the way to the server failed: one that answered has said, or was given, its own time. */
function broughtForward(deps: AccountDeps, record: PendingRecord): PendingRecord | null {
  const { grant } = record;
  const isTold = grant.outcomes.some((it) => it.outcome === 'unanswered' && it.httpStatus !== null);
  if (isTold) return null;
  const soon = deps.clock.now().wall + Math.round(deps.random() * spreadMs);
  const nextTryAt = Math.min(grant.nextTryAt ?? soon, soon);
  return { ...record, grant: { ...grant, nextTryAt } };
}

async function tryAgain(deps: AccountDeps, accountId: string): Promise<void> {
  try {
    const record = pendingOf(deps).find((it) => it.accountId === accountId);
    // While this waited for its turn a person may have asked, or the server named a later moment.
    if (record === undefined || isUnderWay(deps, accountId)) return;
    if (msUntilNextTry(record, deps.clock.now().wall) > 0) return;
    await revokeAccount(deps, accountId);
    await giveUpWhenTooOld(deps, accountId);
  } catch (thrown) {
    const { code } = asAppError(thrown);
    deps.logger.info('revocation.retry', { accountId, code });
    const ended = isLoss(code)
      ? giveUp(deps, accountId, 'revocation_lost')
      : giveUpWhenTooOld(deps, accountId);
    await ended.catch((failed: unknown) =>
      deps.logger.error('revocation.give_up', { accountId, code: asAppError(failed).code }),
    );
    postpone(deps, accountId);
  }
}

/** The keychain or the disk was in the way, so the server was not asked and it does not count as a try. */
function postpone(deps: AccountDeps, accountId: string): void {
  const record = deps.registry.find(accountId);
  if (record?.grant.status !== 'revocation_pending') return;
  const nextTryAt = deps.clock.now().wall + 60_000;
  deps.registry.patch(accountId, { grant: { ...record.grant, nextTryAt } });
}

async function giveUpWhenTooOld(deps: AccountDeps, accountId: string): Promise<void> {
  const record = deps.registry.find(accountId);
  if (record?.grant.status !== 'revocation_pending') return;
  if (deps.clock.now().wall - record.grant.at < givenUpAfterMs) return;
  await giveUp(deps, accountId, 'revocation_given_up');
}

/** Says that the tokens were not revoked: nobody answered in time, or what was to be sent is gone. */
async function giveUp(
  deps: AccountDeps,
  accountId: string,
  code: 'revocation_given_up' | 'revocation_lost',
): Promise<void> {
  const record = deps.registry.find(accountId);
  if (record?.grant.status !== 'revocation_pending') return;
  const at = deps.clock.now().wall;
  deps.registry.patch(accountId, {
    grant: { status: 'not_revoked', at, outcomes: record.grant.outcomes },
    lastProblem: { at, error: new AppError(code).view() },
  });
  await flushFacts(deps, accountId);
  await auditAccount(deps, record, {
    event: 'revoke',
    outcome: 'failed',
    code,
    verdict: 'not_revoked',
    durable: true,
  });
}
