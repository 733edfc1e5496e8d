/** After the server was asked: erases what ended, keeps the rest, stores the verdicts, and then writes the audit lines. */
import type { TokenKind } from '../../shared/account-view.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { RevokeOutcome } from '../../shared/operations.ts';
import { isEnded, type MissingAnswer, type RevocationOutcome } from '../../shared/verdict.ts';
import { type AccountRecord, mostOutcomes } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { flushFacts } from './flush-facts.ts';
import { nextTryAfter } from './revocation-pace.ts';
import type { HeldTokens, StoredGrant } from './stored-grant.ts';
import { factsOf, holdsNothing } from './token-facts.ts';

export type Conclusion = {
  readonly record: AccountRecord;
  readonly stored: StoredGrant;
  readonly outcomes: readonly RevocationOutcome[];
  /** What a server asked to wait, ms; 0 where none did. */
  readonly retryAfterMs: number;
};

/** Resolves when all of it is durable, as far as the disk takes it. */
export async function concludeRevocation(
  deps: AccountDeps,
  conclusion: Conclusion,
): Promise<RevokeOutcome> {
  const { record, stored, outcomes } = conclusion;
  const { accountId } = record;
  const all = [...earlierOutcomes(record, outcomes), ...outcomes].slice(-mostOutcomes);
  const tokens = withoutEnded(stored.tokens, outcomes);
  if (outcomes.some(isEnded)) await noteOutcomes(deps, accountId, all);
  const { generation, known } = await deps.tokenStore.save(accountId, { ...stored, tokens });
  // Before the account says that it is over: what a crash here leaves is concluded, and written down, once more.
  for (const outcome of outcomes) await auditOutcome(deps, record, outcome);
  const at = deps.clock.now().wall;
  const left = holdsNothing(tokens) ? null : tokens;
  const grant = grantAfter(deps, conclusion, { outcomes: all, left });
  const revoked = grant.status === 'revoked';
  deps.registry.patch(accountId, {
    grant,
    tokens: factsOf(tokens),
    // An earlier state stays one: what may have replaced its tokens was never asked about.
    generation: isEarlier(conclusion) ? generation + 1 : known,
    lastProblem: revoked ? null : { at, error: problemOf(conclusion).view() },
  });
  await flushFacts(deps, accountId);
  if (outcomes.some(isEnded)) await deps.tokenStore.retireJournal();
  return { revoked, pending: grant.status === 'revocation_pending', outcomes: all };
}

/** The tokens asked about were replaced by others, which nobody holds here any more. */
function isEarlier({ record, stored }: Pick<Conclusion, 'record' | 'stored'>): boolean {
  return stored.generation < record.generation;
}

const problemOf = (conclusion: Conclusion): AppError =>
  new AppError(isEarlier(conclusion) ? 'secret_outdated' : 'revocation_incomplete');

/** Before anything is erased: a crash in between must not lose what is known of tokens that are gone. */
async function noteOutcomes(
  deps: AccountDeps,
  accountId: string,
  outcomes: readonly RevocationOutcome[],
): Promise<void> {
  const { grant } = deps.registry.get(accountId);
  if (grant.status !== 'revocation_pending') return;
  deps.registry.patch(accountId, { grant: { ...grant, outcomes: [...outcomes] } });
  await flushFacts(deps, accountId);
}

/** Only an answer that decided nothing is worth asking again by itself. */
function grantAfter(
  deps: AccountDeps,
  conclusion: Conclusion,
  {
    outcomes,
    left,
  }: { readonly outcomes: readonly RevocationOutcome[]; readonly left: HeldTokens | null },
): AccountRecord['grant'] {
  const at = deps.clock.now().wall;
  const { record, retryAfterMs } = conclusion;
  const { grant } = deps.registry.get(record.accountId);
  if (isEarlier(conclusion)) return { status: 'not_revoked', at, outcomes: [...outcomes] };
  if (isUnasked(left, outcomes) && grant.status === 'revocation_pending') {
    return { ...grant, outcomes: [...outcomes], nextTryAt: at + retryAfterMs };
  }
  if (outcomes.length > 0 && outcomes.every(isEnded))
    return { status: 'revoked', at, outcomes: [...outcomes] };
  const open = outcomes.some((it) => it.outcome === 'unanswered' && !isEnded(it));
  if (!open || left === null) {
    return { status: 'not_revoked', at, outcomes: [...outcomes] };
  }
  const before = grant.status === 'revocation_pending' ? grant : { at, attempts: 0 };
  const attempts = before.attempts + 1;
  const next = nextTryAfter(attempts, { now: at, retryAfterMs, random: deps.random() });
  // The other half of this very attempt may have been told a later moment.
  const named = 'nextTryAt' in before && before.attempts === 0 ? (before.nextTryAt ?? 0) : 0;
  return {
    status: 'revocation_pending',
    // Noted by a clock that was ahead, it would be asked for longer than is meant.
    at: Math.min(before.at, at),
    outcomes: [...outcomes],
    attempts,
    nextTryAt: Math.max(next, named),
  };
}

/** A token is held that was left for later. */
function isUnasked(left: HeldTokens | null, outcomes: readonly RevocationOutcome[]): boolean {
  const asked = (kind: TokenKind): boolean => outcomes.some((it) => it.token === kind);
  if (left === null) return false;
  return (
    (left.accessToken !== null && !asked('access_token')) ||
    (left.refreshToken !== null && !asked('refresh_token'))
  );
}

function withoutEnded(
  tokens: HeldTokens | null,
  outcomes: readonly RevocationOutcome[],
): HeldTokens | null {
  if (tokens === null) return null;
  // By fingerprint: a refresh may have replaced a token of which something was learnt as well.
  const ended = outcomes.filter(isEnded).map((it) => it.fingerprint);
  const kept = (token: Secret | null): Secret | null =>
    token === null || ended.includes(token.fingerprint()) ? null : token;
  const accessToken = kept(tokens.accessToken);
  const refreshToken = kept(tokens.refreshToken);
  // The hint for logging out at the provider opens nothing by itself, and goes with it (O-46).
  if (accessToken === null && refreshToken === null && tokens.idToken === null) return null;
  return { ...tokens, accessToken, refreshToken };
}

/** What an earlier attempt achieved for tokens that this one did not have to ask about. */
function earlierOutcomes(
  { grant }: AccountRecord,
  now: readonly RevocationOutcome[],
): readonly RevocationOutcome[] {
  if (grant.status !== 'revocation_pending' && grant.status !== 'not_revoked') return [];
  // An access token that a refresh replaced is another one, and will never be asked about again.
  const isAnother = (it: RevocationOutcome): boolean =>
    it.token === 'access_token' &&
    it.fingerprint !== null &&
    !now.some(({ fingerprint }) => fingerprint === it.fingerprint);
  return grant.outcomes.filter(
    (before) => isAnother(before) || !now.some((it) => it.token === before.token),
  );
}

/** What the audit log calls a server's answer. */
export const auditWords = {
  revoked: 'ok',
  covered: 'ok',
  refused: 'refused',
  unsupported: 'refused',
  foreign_client: 'refused',
  unanswered: 'unanswered',
  not_asked: 'local_only',
} as const;

const missingCodes = {
  redirected: 'redirect_refused',
  timed_out: 'timed_out',
  connection_lost: 'network_unreachable',
  not_secure: 'tls_failed',
  not_sent: 'network_unreachable',
  too_large: 'response_too_large',
} as const satisfies Readonly<Record<MissingAnswer, ErrorCode>>;

/** What the audit log calls it when no answer came. */
export function codeOfMissing(missing: MissingAnswer | null): ErrorCode | null {
  return missing === null ? null : missingCodes[missing];
}

function auditOutcome(
  deps: AccountDeps,
  record: AccountRecord,
  outcome: RevocationOutcome,
): Promise<void> {
  const { token, fingerprint, oauthError, httpStatus, answerBody, verdict, method } = outcome;
  return auditAccount(deps, record, {
    event: 'revoke',
    outcome: auditWords[outcome.outcome],
    token,
    fingerprint,
    code: codeOfMissing(outcome.missing),
    oauthError,
    httpStatus,
    answerBody,
    verdict,
    method,
    durable: true,
  });
}
