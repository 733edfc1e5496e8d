/** The record of a run for those who were not there: what, when, which verdict, on which evidence, and what is left to do. */
import {
  lastUntil,
  type RevocationOutcome,
  type Verdict,
  weakestOf,
} from '../../shared/verdict.ts';
import type { StoredRun, StoredRunAccount } from '../stored-run.ts';

const iso = (at: number): string => new Date(at).toISOString();

type ReportedToken = Omit<RevocationOutcome, 'at' | 'until'> & {
  readonly at: string;
  readonly until: string | null;
};

export type ReportedAccount = {
  readonly label: string;
  readonly server: string;
  readonly environment: string;
  readonly user: string | null;
  readonly verdict: Verdict | 'nothing_held' | 'not_asked';
  readonly pending: boolean;
  readonly reason: string | null;
  readonly tokens: readonly ReportedToken[];
  /** Replaced access tokens nobody holds here, which may still work. */
  readonly earlierAccessTokens: { readonly count: number; readonly lastEnds: string | null } | null;
  readonly aliveUntil: string | null;
  /** Where somebody must still act by hand; null where nothing is left. */
  readonly stillToDo: string | null;
};

export type IncidentReport = {
  readonly title: 'Tokenward incident report';
  readonly kind: StoredRun['kind'];
  readonly run: string;
  readonly started: string;
  readonly finished: string | null;
  readonly stopped: boolean;
  readonly written: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly accounts: readonly ReportedAccount[];
};

/** Times are UTC (ISO 8601); `now` is epoch ms. Holds fingerprints, never a token. */
export function buildIncidentReport(run: StoredRun, now: number): IncidentReport {
  const accounts = run.accounts.map(reportAccount);
  const counts: Record<string, number> = {};
  for (const { verdict } of accounts) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return {
    title: 'Tokenward incident report',
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

function reportAccount(account: StoredRunAccount): ReportedAccount {
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
    aliveUntil: until === null ? null : iso(until),
    stillToDo: stillToDo(account, verdict),
  };
}

function verdictOf(done: StoredRunAccount['done']): ReportedAccount['verdict'] {
  if (done === null) return 'not_asked';
  const weakest = weakestOf(done.outcomes);
  if (weakest !== null) return weakest;
  return done.code === 'no_tokens' ? 'nothing_held' : 'not_revoked';
}

function stillToDo(
  { page, server, done }: StoredRunAccount,
  verdict: ReportedAccount['verdict'],
): string | null {
  if (verdict === 'proven_dead' || verdict === 'accepted' || verdict === 'nothing_held')
    return null;
  if (done?.pending === true) return `Tokenward goes on asking ${server}.`;
  if (verdict === 'alive_until') return null;
  return `End the access at ${page ?? server}.`;
}
