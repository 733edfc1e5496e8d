/** Ties an authorization response to its attempt (RFC 6749 section 4.1.2, RFC 9207 section 2.4), however it arrived. */
import type { Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { isTenantTemplate } from './issuer.ts';
import { errorOfAuthorizationResponse } from './oauth-errors.ts';

/** True when the address carries exactly one `state` and it is this attempt's; takes the same time for any other. */
export function matchesAttempt(attempt: Pick<AuthorizationRequest, 'state'>, url: URL): boolean {
  const states = url.searchParams.getAll('state');
  const [state] = states;
  if (states.length !== 1 || state === undefined || state === '') return false;
  return Secret.of(state).equals(attempt.state);
}

const longestAddress = 16_384;

/**
 * The address a person copied out of the browser, held to what the listener asks: its host, port and path, and the
 * attempt's state. Throws AppError `address_invalid` or `state_mismatch`.
 */
export function parsePastedAddress(
  text: string,
  attempt: Pick<AuthorizationRequest, 'state' | 'redirectUri'>,
): URL {
  // Some browsers leave the scheme away when the address is copied.
  const address = text.trim().replace(/^(?=(?:127\.0\.0\.1|localhost|\[::1\]):)/i, 'http://');
  const valid = address.length <= longestAddress && !/\s/.test(address) && URL.canParse(address);
  if (!valid) throw new AppError('address_invalid', { field: 'address' });
  const url = new URL(address);
  const expected = new URL(attempt.redirectUri);
  const userinfo = url.username !== '' || url.password !== '';
  if (url.origin !== expected.origin || url.pathname !== expected.pathname || userinfo) {
    throw new AppError('address_invalid', { field: 'address' });
  }
  if (!matchesAttempt(attempt, url)) throw new AppError('state_mismatch', { field: 'address' });
  return url;
}

/** Parameters that may appear at most once (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error', 'error_description'];

/**
 * Checks a response before its code is sent anywhere. Throws AppError `state_mismatch`, `response_invalid`,
 * `response_issuer_mismatch`, or what the server's own `error` means.
 */
export function checkResponse(server: Server, attempt: AuthorizationRequest, url: URL): void {
  const parameters = url.searchParams;
  if (!matchesAttempt(attempt, url)) throw new AppError('state_mismatch');
  const repeated = single.find((it) => parameters.getAll(it).length > 1);
  if (repeated !== undefined) throw new AppError('response_invalid', { reason: 'repeated' });
  checkIssuer(server, parameters.get('iss'));
  if (parameters.has('error')) throw errorOfAuthorizationResponse(parameters);
  if ((parameters.get('code') ?? '') === '') {
    throw new AppError('response_invalid', { reason: 'code' });
  }
}

/** Also on error responses; a server named only by its endpoints has no issuer to compare with. */
function checkIssuer({ issuer, responseIssSupported }: Server, iss: string | null): void {
  if (issuer === null || isTenantTemplate(issuer)) return;
  if (iss === null ? responseIssSupported : iss !== issuer) {
    throw new AppError('response_issuer_mismatch', { reason: iss === null ? 'absent' : 'differs' });
  }
}
