/** The one table of what follows a failed refresh: end, stop, wait, or present the same token again (R-02, N-01, N-09 to N-11). */
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import type { AccountRecord } from '../account-record.ts';

/** A person must act; a person must correct something; the server or the network is in trouble; and so on. */
export type FailureKind =
  /** The grant is over, or its refresh token was lost with the answers: only a sign-in helps (RFC 6749 section 5.2). */
  | 'terminal'
  /** Something about the account or its client is wrong: asking again changes nothing. */
  | 'not_retried'
  /** A refusal that names no cause; the second one, at least 30 s later, ends the grant. */
  | 'unexplained'
  /** The server answered that it is in trouble, or answered something useless. */
  | 'server'
  /** The request never arrived. */
  | 'network'
  /** The request may have arrived and its answer did not: the server may have rotated the token. */
  | 'lost'
  /** The clocks of this machine and the server differ: a person corrects one, and that is seen as a jump (T-03). */
  | 'clock'
  /** Tried again as soon as the keychain answers. */
  | 'keychain'
  /** This machine's own trouble. */
  | 'own';

const kinds: Readonly<Record<ErrorCode, FailureKind>> = {
  grant_refused: 'terminal',
  identity_changed: 'terminal',
  answer_lost: 'terminal',

  client_refused: 'not_retried',
  scope_refused: 'not_retried',
  request_refused: 'not_retried',
  access_denied: 'not_retried',
  endpoint_not_https: 'not_retried',
  endpoint_changed: 'not_retried',
  endpoints_frozen: 'not_retried',
  issuer_invalid: 'not_retried',
  issuer_not_https: 'not_retried',
  issuer_mismatch: 'not_retried',
  metadata_not_found: 'not_retried',
  metadata_invalid: 'not_retried',
  pkce_unsupported: 'not_retried',
  code_flow_unsupported: 'not_retried',
  no_tokens: 'not_retried',
  no_refresh_token: 'not_retried',
  no_client_secret: 'not_retried',
  token_expired: 'not_retried',
  grant_ended: 'not_retried',
  revocation_unsupported: 'not_retried',
  revocation_incomplete: 'not_retried',
  revocation_given_up: 'not_retried',
  revocation_lost: 'not_retried',
  revocation_waits: 'not_retried',
  provider_page_unknown: 'not_retried',
  logout_unsupported: 'not_retried',
  found_unknown: 'not_retried',
  found_foreign_client: 'not_retried',
  found_gone: 'not_retried',
  found_changed: 'not_retried',
  grant_ended_with_found: 'not_retried',
  run_active: 'not_retried',
  run_unconfirmed: 'not_retried',
  run_not_found: 'not_retried',
  secret_corrupt: 'not_retried',
  secret_missing: 'not_retried',
  secret_foreign: 'not_retried',
  secret_outdated: 'not_retried',
  record_damaged: 'not_retried',
  account_not_found: 'not_retried',
  flow_not_found: 'not_retried',
  invalid_params: 'not_retried',
  untrusted_sender: 'not_retried',
  state_mismatch: 'not_retried',
  response_issuer_mismatch: 'not_retried',
  response_invalid: 'not_retried',
  address_invalid: 'not_retried',
  flow_timed_out: 'not_retried',
  flow_interrupted: 'not_retried',
  flow_flooded: 'not_retried',
  too_many_flows: 'not_retried',
  port_in_use: 'not_retried',
  browser_not_opened: 'not_retried',
  clipboard_failed: 'not_retried',
  login_item_refused: 'not_retried',
  file_unreadable: 'not_retried',
  file_too_large: 'not_retried',
  log_unreadable: 'not_retried',
  certificate_unreadable: 'not_retried',
  certificate_private_key: 'not_retried',
  certificate_not_authority: 'not_retried',
  certificate_out_of_date: 'not_retried',
  too_many_authorities: 'not_retried',

  refresh_unexplained: 'unexplained',

  rate_limited: 'server',
  server_unavailable: 'server',
  token_response_invalid: 'server',
  id_token_invalid: 'server',
  response_unreadable: 'server',
  response_too_large: 'server',

  clock_wrong: 'clock',

  tls_failed: 'network',
  proxy_authentication: 'network',
  redirect_refused: 'network',

  network_unreachable: 'lost',
  timed_out: 'lost',

  keychain_locked: 'keychain',
  keychain_unavailable: 'keychain',
  keychain_timed_out: 'keychain',
  keychain_denied: 'keychain',

  account_busy: 'own',
  not_saved: 'own',
  disk_unwritable: 'own',
  disk_read_only: 'own',
  // A refresh is what tells.
  grant_in_doubt: 'own',
  internal: 'own',
};

export type FailureFacts = {
  readonly code: ErrorCode;
  readonly details: Pick<ErrorDetails, 'retryAfterMs' | 'reason'>;
};

/** What kind of failure this is; a request that provably never left is not a lost answer, JSON that breaks off is one. */
export function failureKind({ code, details }: FailureFacts): FailureKind {
  if (code === 'network_unreachable' && details.reason === 'not_sent') return 'network';
  if (code === 'response_unreadable' && details.reason === 'broken_off') return 'lost';
  return kinds[code];
}

/** The last refresh failed for a reason that asking again does not change (N-11); editing or signing in clears it. */
export function isToBeCorrected({ lastProblem }: AccountRecord): boolean {
  return lastProblem !== null && failureKind(lastProblem.error) === 'not_retried';
}

/** Two refusals that name no cause end the grant only when at least this far apart. */
const unexplainedGraceMs = 30_000;

/** True where a refusal without a cause, seen at `at` (epoch ms), is the second that counts. */
export function isSecondRefusal(
  { unexplainedRefusalAt }: Pick<AccountRecord, 'unexplainedRefusalAt'>,
  at: number,
): boolean {
  return unexplainedRefusalAt !== null && at - unexplainedRefusalAt >= unexplainedGraceMs;
}

/** Since when a refusal without a cause stands; one noted by a clock that was ahead would never be the first of two. */
export function firstRefusalAt(
  { unexplainedRefusalAt }: Pick<AccountRecord, 'unexplainedRefusalAt'>,
  at: number,
): number {
  return Math.min(unexplainedRefusalAt ?? at, at);
}

export type RetryVerdict =
  | { readonly kind: 'terminal' }
  | { readonly kind: 'not_retried' }
  /** In the background, not before `afterMs`. */
  | { readonly kind: 'retry'; readonly afterMs: number };

export type FailedAttempt = {
  readonly error: FailureFacts;
  /** Failures in a row including this one, from 1. */
  readonly failures: number;
  /** In [0, 1). */
  readonly random: number;
};

/** What may be done with a refresh token. */
export type PresentationVerdict =
  | { readonly kind: 'present'; readonly afterMs: number; readonly onlyIfServerAnswers: boolean }
  | { readonly kind: 'give_up' };

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const minRetryAfterMs = secondMs;
const maxRetryAfterMs = 60 * minuteMs;
const firstBackoffMs = 5 * secondMs;
const longestBackoffMs = 5 * minuteMs;
const unexplainedMs = 30 * secondMs;
const keychainMs = 30 * secondMs;
/** The server's clock may be the one that is wrong, and its correction is not seen here. */
const clockMs = 60 * minuteMs;

/** How many tries an hour the background makes for one account while it fails (N-10). */
export const triesPerHour = 6;

/** What follows this failure. Pure: the same input gives the same answer. */
export function decideRetry(attempt: FailedAttempt): RetryVerdict {
  const kind = failureKind(attempt.error);
  switch (kind) {
    case 'terminal':
    case 'not_retried':
      return { kind };
    case 'unexplained':
      return { kind: 'retry', afterMs: unexplainedMs * (1 + attempt.random) };
    case 'keychain':
      return { kind: 'retry', afterMs: keychainMs };
    case 'clock':
      return { kind: 'retry', afterMs: clockMs };
    case 'server':
      return askedToWait(attempt.error) ?? backOff(attempt);
    case 'network':
    case 'lost':
    case 'own':
      return backOff(attempt);
  }
}

/** Retry-After, which `rate_limited` and `server_unavailable` may carry (RFC 9110 section 10.2.3). */
function askedToWait({ details }: FailureFacts): RetryVerdict | null {
  const { retryAfterMs } = details;
  if (retryAfterMs === undefined) return null;
  return {
    kind: 'retry',
    afterMs: Math.min(maxRetryAfterMs, Math.max(minRetryAfterMs, retryAfterMs)),
  };
}

/** Full jitter: anywhere between at once and a bound that doubles from 5 s to 5 min, at least 1 s. */
export function backOffMs({ failures, random }: Omit<FailedAttempt, 'error'>): number {
  const bound = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.max(0, failures - 1));
  return Math.max(secondMs, Math.round(bound * random));
}

const backOff = (attempt: FailedAttempt): RetryVerdict => ({
  kind: 'retry',
  afterMs: backOffMs(attempt),
});

/**
 * Grace windows of rotating servers are short (5 s and up), so a token whose answer was lost is presented again at once,
 * and once more while the window may still be open. The last time would be wasted on a server that answers nobody, and
 * would cost a sign-in that an outage must not cost: it is kept until the server answers something.
 */
const presentations: readonly PresentationVerdict[] = [
  { kind: 'present', afterMs: 0, onlyIfServerAnswers: false },
  { kind: 'present', afterMs: 0, onlyIfServerAnswers: false },
  { kind: 'present', afterMs: 3 * secondMs, onlyIfServerAnswers: true },
];

/** How a refresh token that was presented `unanswered` times without an answer may be presented next. */
export function decidePresentation(unanswered: number): PresentationVerdict {
  return presentations[unanswered] ?? { kind: 'give_up' };
}
