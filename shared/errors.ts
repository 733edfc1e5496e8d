/** The closed list of error codes that cross the boundary, and the only facts that may travel with them. */

export const errorCodes = [
  // what was asked
  'invalid_params',
  'untrusted_sender',
  'account_not_found',
  'flow_not_found',
  'account_busy',
  'endpoints_frozen',
  // the authorization server's address and metadata
  'issuer_invalid',
  'issuer_not_https',
  'issuer_mismatch',
  'metadata_not_found',
  'metadata_invalid',
  'endpoint_not_https',
  'endpoint_changed',
  'pkce_unsupported',
  'code_flow_unsupported',
  // the network
  'network_unreachable',
  'timed_out',
  'tls_failed',
  'proxy_authentication',
  'redirect_refused',
  'response_too_large',
  'response_unreadable',
  'server_unavailable',
  'rate_limited',
  // answers of the authorization server
  'access_denied',
  'grant_refused',
  'refresh_unexplained',
  'answer_lost',
  'client_refused',
  'scope_refused',
  'request_refused',
  'token_response_invalid',
  'id_token_invalid',
  'clock_wrong',
  'identity_changed',
  // the authorization response
  'state_mismatch',
  'response_issuer_mismatch',
  'response_invalid',
  'address_invalid',
  'flow_timed_out',
  'flow_interrupted',
  'flow_flooded',
  'too_many_flows',
  'port_in_use',
  'browser_not_opened',
  // tokens
  'no_tokens',
  'no_refresh_token',
  'no_client_secret',
  'token_expired',
  'grant_ended',
  'revocation_unsupported',
  'revocation_incomplete',
  'revocation_given_up',
  'revocation_lost',
  'revocation_waits',
  'provider_page_unknown',
  'logout_unsupported',
  // tokens found somewhere
  'found_unknown',
  'found_foreign_client',
  'found_gone',
  'found_changed',
  'grant_ended_with_found',
  'grant_in_doubt',
  // many at once
  'run_active',
  'run_unconfirmed',
  'run_not_found',
  // the keychain and the disk
  'keychain_locked',
  'keychain_unavailable',
  'keychain_timed_out',
  'keychain_denied',
  'secret_corrupt',
  'secret_missing',
  'secret_foreign',
  'secret_outdated',
  'record_damaged',
  'not_saved',
  'disk_unwritable',
  'disk_read_only',
  'log_unreadable',
  'clipboard_failed',
  'login_item_refused',
  // certificate authorities of one's own
  'file_unreadable',
  'file_too_large',
  'certificate_unreadable',
  'certificate_private_key',
  'certificate_not_authority',
  'certificate_out_of_date',
  'too_many_authorities',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts that are safe to show and to log; everything else of an error stays in main. */
export type ErrorDetails = {
  /** The `error` value of RFC 6749 section 5.2, or a name the server made up; at most 64 characters. */
  readonly oauthError?: string;
  /** Text of the server, untrusted: control characters stripped, at most 256 characters. */
  readonly description?: string;
  readonly httpStatus?: number;
  readonly issuer?: string;
  /** A fixed name of what failed inside a check (for example `nonce`), never data. */
  readonly reason?: string;
  /** The form field that the person can correct. */
  readonly field?: string;
  readonly retryAfterMs?: number;
  /** How far this machine's clock is ahead of the server's, negative where it is behind; within `clockAheadLimitMs`. */
  readonly clockAheadMs?: number;
  /** Whom a certificate names, as text of whoever made it: one line, at most 200 characters. */
  readonly subject?: string;
};

/** A hundred years. */
export const clockAheadLimitMs = 3_155_760_000_000;

export type ErrorView = { readonly code: ErrorCode; readonly details: ErrorDetails };

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorView };
