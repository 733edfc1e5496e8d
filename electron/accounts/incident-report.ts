/** The record of a run for those who were not there: what, when, which verdict, on which evidence, and what is left to do. */
import type { Environment } from '../../shared/account-definition.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import {
  isEnded,
  lastUntil,
  type RevocationOutcome,
  type Verdict,
  weakestOf,
} from '../../shared/verdict.ts';
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';

const iso = (at: number): string => new Date(at).toISOString();

export type ReportedToken = Omit<RevocationOutcome, 'at' | 'until'> & {
  readonly at: string;
  readonly until: string | null;
};

export type ReportedVerdict = Verdict | 'nothing_held' | 'not_asked';

export type ReportedAccount = {
  readonly label: string;
  readonly server: string;
  readonly environment: Environment;
  readonly user: string | null;
  readonly verdict: ReportedVerdict;
  readonly pending: boolean;
  /** Why nothing could be asked. */
  readonly reason: ErrorCode | null;
  readonly tokens: readonly ReportedToken[];
  /** Replaced access tokens nobody holds here, which may still work. */
  readonly earlierAccessTokens: { readonly count: number; readonly lastEnds: string | null } | null;
  readonly aliveUntil: string | null;
  readonly stillToDo: StillToDo | null;
};

/** `end_by_hand` at the provider's page, or at the server where none is known; `asked_again`: Tokenward does that. */
export type StillToDo = {
  readonly action: 'end_by_hand' | 'asked_again';
  readonly page: string | null;
  readonly server: string;
};

export type IncidentReport = {
  readonly format: 'tokenward_incident_report';
  readonly kind: StoredRun['kind'];
  readonly run: string;
  readonly started: string;
  readonly finished: string | null;
  readonly stopped: boolean;
  readonly written: string;
  readonly counts: Readonly<Partial<Record<ReportedVerdict, number>>>;
  readonly accounts: readonly ReportedAccount[];
};

/** Times are UTC (ISO 8601); `now` is epoch ms. Holds fingerprints, never a token. */
export function buildIncidentReport(run: StoredRun, now: number): IncidentReport {
  const accounts = run.accounts.map((it) => reportAccount(it, now));
  const counts: Partial<Record<ReportedVerdict, number>> = {};
  for (const { verdict } of accounts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return {
    format: 'tokenward_incident_report',
    kind: run.kind,
    run: run.runId,
    started: iso(run.startedAt),
    finished: run.finishedAt === null ? null : iso(run.finishedAt),
    stopped: run.stopped,
    written: iso(now),
    counts,
    accounts,
  };
}

function reportAccount(account: StoredRunAccount, now: number): ReportedAccount {
  const { label, server, environment, who, done } = account;
  const outcomes = done?.outcomes ?? [];
  const verdict = verdictOf(done);
  const until = lastUntil(outcomes);
  const { earlier = null } = done ?? {};
  return {
    label,
    server,
    environment,
    user: who,
    verdict,
    pending: done?.pending ?? false,
    reason: done?.code ?? null,
    tokens: outcomes.map((it) => ({
      ...it,
      at: iso(it.at),
      until: it.until === null ? null : iso(it.until),
    })),
    earlierAccessTokens: earlier && {
      count: earlier.count,
      lastEnds: earlier.lastEndsAt === null ? null : iso(earlier.lastEndsAt),
    },
    aliveUntil: until === null || until <= now ? null : iso(until),
    stillToDo: stillToDo(account, verdict),
  };
}

function verdictOf(done: StoredRunAccount['done']): ReportedVerdict {
  if (done === null) return 'not_asked';
  const weakest = weakestOf(done.outcomes);
  // Of a token that is still to be asked about nothing is in it.
  const isOpen = done.pending && weakest !== null && isEnded({ verdict: weakest });
  if (weakest !== null && !isOpen) return weakest;
  return done.code === 'no_tokens' ? 'nothing_held' : 'not_revoked';
}

function stillToDo(
  { page, server, done }: StoredRunAccount,
  verdict: ReportedVerdict,
): StillToDo | null {
  if (nothingToDo.includes(verdict)) return null;
  if (done?.pending === true) return { action: 'asked_again', page, server };
  return verdict === 'alive_until' ? null : { action: 'end_by_hand', page, server };
}

const nothingToDo: readonly ReportedVerdict[] = [
  'proven_dead',
  'accepted',
  'expired',
  'nothing_held',
];
