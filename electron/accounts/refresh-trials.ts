/** Remembers how refreshing went, for as long as the process lives: who has to wait, and until when. */
import { type Deadline, deadlineIn, untilMs } from '../../shared/expiry.ts';
import type { Clock } from '../ports.ts';
import {
  backOffMs,
  decideRetry,
  type FailureFacts,
  type FailureKind,
  failureKind,
  triesPerHour,
} from './retry-policy.ts';

export type RefreshTrials = {
  /** Notes the end of a failed attempt. `issuer` is told to wait as a whole where the server said how long (N-09). */
  readonly failed: (trial: Trial) => void;
  readonly succeeded: (accountId: string) => void;
  /** Forgets everything about an account: it was removed, edited or signed in again. */
  readonly forget: (accountId: string) => void;
  /** Until when the background leaves the account alone, the later of its own and its issuer's wait; null: now. */
  readonly waitOf: (accountId: string, issuer: string) => Deadline | null;
  /** The same where it is the server or the way to it that is in trouble: what a person is told. */
  readonly unavailableUntil: (accountId: string, issuer: string) => Deadline | null;
  /** The network is back, the machine woke up or its clock was set: what failed for that may be tried at once (N-01, T-03). */
  readonly recover: () => void;
};

type Trial = {
  readonly accountId: string;
  readonly issuer: string;
  readonly error: FailureFacts;
};

type Trouble = {
  readonly kind: FailureKind;
  readonly failures: number;
  /** Null where nothing is tried again by itself. */
  readonly until: Deadline | null;
  /** When the failed tries of the last hour were, on the monotonic clock. */
  readonly tries: readonly number[];
};

type TrialsDeps = { readonly clock: Clock; readonly random: () => number };

const hourMs = 3_600_000;
const outside: readonly FailureKind[] = ['server', 'network', 'lost'];
/** Over at once when what was in the way is gone. */
const passing: readonly FailureKind[] = ['network', 'lost', 'keychain', 'clock'];

export function createRefreshTrials({ clock, random }: TrialsDeps): RefreshTrials {
  const troubles = new Map<string, Trouble>();
  const issuers = new Map<string, Deadline>();

  const failed = ({ accountId, issuer, error }: Trial): void => {
    const now = clock.now();
    const before = troubles.get(accountId);
    const tries = [...recent(before?.tries ?? [], now.monotonic), now.monotonic];
    const failures = (before?.failures ?? 0) + 1;
    const chance = random();
    const verdict = decideRetry({ error, failures, random: chance });
    const kind = failureKind(error);
    const waitMs = verdict.kind === 'retry' ? verdict.afterMs : null;
    const told = kind === 'server' && error.details.retryAfterMs !== undefined ? waitMs : null;
    // A server that says "now" for hours is not asked every second.
    const ownMs =
      told === null
        ? waitMs && spaced(waitMs, tries, now)
        : Math.max(told, backOffMs({ failures, random: chance }));
    const until = ownMs === null ? null : deadlineIn(ownMs, now);
    troubles.set(accountId, { kind, failures, until, tries });
    if (told === null) return;
    issuers.set(issuer, later(issuers.get(issuer) ?? null, deadlineIn(told, now)));
  };

  const later = (a: Deadline | null, b: Deadline): Deadline => {
    const now = clock.now();
    return a !== null && untilMs(a, now) > untilMs(b, now) ? a : b;
  };
  const pending = (deadline: Deadline | null | undefined): Deadline | null =>
    deadline !== null && deadline !== undefined && untilMs(deadline, clock.now()) > 0
      ? deadline
      : null;
  const latest = (own: Deadline | null, issuer: string): Deadline | null => {
    const shared = pending(issuers.get(issuer));
    const mine = pending(own);
    return shared === null ? mine : later(mine, shared);
  };

  return {
    failed,
    succeeded: (accountId) => void troubles.delete(accountId),
    forget: (accountId) => void troubles.delete(accountId),
    waitOf: (accountId, issuer) => latest(troubles.get(accountId)?.until ?? null, issuer),
    unavailableUntil: (accountId, issuer) => {
      const trouble = troubles.get(accountId);
      const own = trouble !== undefined && outside.includes(trouble.kind) ? trouble.until : null;
      return latest(own, issuer);
    },
    recover: () => {
      for (const [accountId, { kind }] of troubles) {
        if (passing.includes(kind)) troubles.delete(accountId);
      }
    },
  };
}

const recent = (tries: readonly number[], monotonic: number): readonly number[] =>
  tries.filter((at) => monotonic - at < hourMs);

/** The wait, prolonged where it would bring one try too many into an hour (N-10). */
function spaced(
  waitMs: number,
  tries: readonly number[],
  now: { readonly monotonic: number },
): number {
  const oldest = tries.at(-triesPerHour);
  if (oldest === undefined) return waitMs;
  return Math.max(waitMs, oldest + hourMs - now.monotonic);
}
