/** Turns what servers, the network and openid-client say into error codes (RFC 6749 section 5.2, RFC 7009 section 2.2.1). */

import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts';
import { AppError } from '../app-error.ts';
import { TransportError, type TransportFailure } from '../ports.ts';
import type { ClockDifference } from './clock-difference.ts';
import { parseRetryAfter } from './retry-after.ts';
import { safeProse } from './untrusted-text.ts';

/** A whole HTTP answer: the body is read and bounded. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** True where the body went on, or would have. */
  readonly isCut?: boolean;
  /** The form that it answers; whatever the answer repeats of it is taken out before anybody reads it. */
  readonly sent?: string | null;
  /** What its `Date` says of this machine's clock; null or left out: unknown. */
  readonly clockDifference?: ClockDifference | null;
};

/** What the server was asked for, because the same answer means different things. */
export type Asked =
  | 'metadata'
  | 'keys'
  | 'authorization'
  | 'exchange'
  | 'refresh'
  | 'client_credentials'
  | 'revocation';

const transportCodes: Record<TransportFailure, ErrorCode> = {
  unreachable: 'network_unreachable',
  tls: 'tls_failed',
  proxy_authentication: 'proxy_authentication',
  redirected: 'redirect_refused',
  aborted: 'timed_out',
};

/** Whatever a transport or the reading of a body threw. */
export function errorOfTransport(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const kind = thrown instanceof TransportError ? thrown.kind : 'unreachable';
  const neverSent = thrown instanceof TransportError && thrown.neverSent;
  return new AppError(transportCodes[kind], neverSent ? { reason: 'not_sent' } : {}, thrown);
}

/** Only these four end a grant; every other refusal may pass (RFC 6749 section 5.2, OIDC Core section 3.1.2.6). */
const codesByName = new Map<string, ErrorCode>([
  ['invalid_grant', 'grant_refused'],
  ['interaction_required', 'grant_refused'],
  ['login_required', 'grant_refused'],
  ['consent_required', 'grant_refused'],
  ['invalid_client', 'client_refused'],
  ['unauthorized_client', 'client_refused'],
  ['invalid_scope', 'scope_refused'],
  ['invalid_request', 'request_refused'],
  ['unsupported_grant_type', 'request_refused'],
  ['unsupported_response_type', 'request_refused'],
  ['unsupported_token_type', 'request_refused'],
  ['temporarily_unavailable', 'server_unavailable'],
  ['server_error', 'server_unavailable'],
  ['slow_down', 'rate_limited'],
]);

/** The error of an answer that is no success: a 4xx or 5xx, or a 200 whose body is an error. `wallNow` is epoch ms. */
export function errorOfAnswer(answer: Answer, asked: Asked, wallNow: number): AppError {
  const body = parseObject(withoutEcho(answer));
  const oauthError = safeProse(body?.error, 64);
  const details: ErrorDetails = {
    ...textDetails(oauthError, body?.error_description),
    httpStatus: answer.status,
    ...waiting(answer.headers, wallNow),
  };
  const code =
    codeOfStatus(answer.status, asked) ??
    codeOfName(oauthError, asked) ??
    unexplained(asked, answer.status);
  return new AppError(code, details);
}

const secretParameters = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'token'];
const shortestSecret = 4;

/** The text of an answer without the secrets that it was sent. */
function withoutEcho({ text, sent }: Answer): string {
  const form = new URLSearchParams(sent ?? '');
  return secretParameters
    .map((name) => form.get(name) ?? '')
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}

/** The error parameters of an authorization response (RFC 6749 section 4.1.2.1). */
export function errorOfAuthorizationResponse(parameters: URLSearchParams): AppError {
  const oauthError = safeProse(parameters.get('error'), 64);
  const code = codeOfName(oauthError, 'authorization') ?? 'request_refused';
  return new AppError(code, textDetails(oauthError, parameters.get('error_description')));
}

function textDetails(oauthError: string | undefined, description: unknown): ErrorDetails {
  const text = safeProse(description, 256);
  return {
    ...(oauthError === undefined ? {} : { oauthError }),
    ...(text === undefined ? {} : { description: text }),
  };
}

function waiting(headers: Headers, wallNow: number): ErrorDetails {
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), wallNow);
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

/** Statuses that speak for themselves, whatever the body adds: a server in trouble refuses nobody. */
function codeOfStatus(status: number, asked: Asked): ErrorCode | undefined {
  if (status === 407) return 'proxy_authentication';
  if (status === 429) return 'rate_limited';
  if (status >= 500 || status === 408 || status === 425) return 'server_unavailable';
  return asked === 'metadata' && status >= 400 ? 'metadata_not_found' : undefined;
}

function codeOfName(name: string | undefined, asked: Asked): ErrorCode | undefined {
  if (asked === 'client_credentials') return codeOfClientRefusal(name);
  if (name === 'access_denied' && asked !== 'refresh') return 'access_denied';
  return name === undefined ? undefined : codesByName.get(name);
}

/** No person can be asked to sign in here: whatever is named has to be corrected (RFC 6749 section 4.4.3). */
function codeOfClientRefusal(name: string | undefined): ErrorCode | undefined {
  if (name === undefined) return undefined;
  const code = codesByName.get(name) ?? 'request_refused';
  return code === 'grant_refused' ? 'request_refused' : code;
}

/** A refusal that names no cause, or one of the server's own making. */
function unexplained(asked: Asked, status: number): ErrorCode {
  if (asked === 'client_credentials') {
    if (status === 401) return 'client_refused';
    // A gateway in front of the server answers the rest, such as 403 and 404.
    return status === 400 || status < 300 ? 'request_refused' : 'server_unavailable';
  }
  if (asked === 'refresh') return 'refresh_unexplained';
  return asked === 'keys' ? 'id_token_invalid' : 'request_refused';
}

/** The JSON object in a text, or `undefined` for anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whatever openid-client threw after the body had passed our own checks: an error of ours that it carries, or a fault
 * of the ID token. The library's own error stays the cause and is never logged: it holds tokens.
 */
export function errorOfLibrary(thrown: unknown, asked: Asked): AppError {
  const carried = findAppError(thrown);
  if (carried !== undefined) return carried;
  const claim = claimOf(thrown);
  if (asked === 'refresh' && (claim === 'iss' || claim === 'aud') && isComparison(thrown)) {
    return new AppError('identity_changed', { reason: claim }, thrown);
  }
  return new AppError('id_token_invalid', { reason: claim ?? reasonOf(thrown) }, thrown);
}

const deepestCause = 5;

function findAppError(thrown: unknown): AppError | undefined {
  let at = thrown;
  for (let depth = 0; depth < deepestCause && at instanceof Error; depth += 1) {
    if (at instanceof AppError) return at;
    if (at instanceof TransportError) return errorOfTransport(at);
    at = at.cause;
  }
  return undefined;
}

/** What openid-client calls the fault; empty for anything else. */
export const libraryCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';

const isComparison = (thrown: unknown): boolean =>
  libraryCode(thrown) === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED';

function reasonOf(thrown: unknown): string {
  if (libraryCode(thrown) === 'OAUTH_KEY_SELECTION_FAILED') return 'kid';
  if (libraryCode(thrown).endsWith('_SERVER_METADATA')) return 'keys';
  const inner =
    thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : '';
  if (inner.includes('"alg"')) return 'alg';
  if (inner.includes('"id_token"')) return 'absent';
  return inner.includes('signature') ? 'signature' : 'format';
}

const knownClaims = ['iss', 'aud', 'azp', 'sub', 'exp', 'iat', 'nbf', 'nonce', 'auth_time'];

/** The name of the claim that failed, if the library says one of the names we know; never its value. */
function claimOf(thrown: unknown): string | undefined {
  const inner = thrown instanceof Error ? thrown.cause : undefined;
  if (!(inner instanceof Error)) return undefined;
  const facts = inner.cause;
  const named = typeof facts === 'object' && facts !== null && 'claim' in facts ? facts.claim : '';
  const missing = /^(?:unexpected )?JWT "([a-z_]+)"/.exec(inner.message)?.[1];
  return knownClaims.find((it) => it === named || it === missing);
}
