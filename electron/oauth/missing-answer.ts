/** Why a request got no answer that counts, from the error that the exchange ended with (RFC 7009 section 2.2.1). */
import type { ErrorCode } from '../../shared/errors.ts';
import type { MissingAnswer } from '../../shared/verdict.ts';
import type { AppError } from '../app-error.ts';

const reasons: Readonly<Partial<Record<ErrorCode, MissingAnswer>>> = {
  redirect_refused: 'redirected',
  timed_out: 'timed_out',
  tls_failed: 'not_secure',
  response_too_large: 'too_large',
  // Both before anything was sent to the server itself.
  proxy_authentication: 'not_sent',
  endpoint_not_https: 'not_sent',
};

/** Whatever nobody can place has to be a lost connection: then the server may have acted on the request. */
export function whyMissing({ code, details }: AppError): MissingAnswer {
  return details.reason === 'not_sent' ? 'not_sent' : (reasons[code] ?? 'connection_lost');
}
