/** What the window itself can offer after an error: the one step that helps, where it is one of ours. */
import type { AccountView } from '../../shared/account-view.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { needsNoPerson } from '../../shared/grant-type.ts';

export type NextStep = 'sign_in' | 'get_token' | 'try_again' | 'retry_keychain' | 'edit' | null;

const steps: Readonly<Partial<Record<ErrorCode, NextStep>>> = {
  endpoint_changed: 'sign_in',
  grant_refused: 'sign_in',
  identity_changed: 'sign_in',
  answer_lost: 'sign_in',
  flow_interrupted: 'sign_in',
  flow_timed_out: 'sign_in',
  access_denied: 'sign_in',
  no_tokens: 'sign_in',
  no_refresh_token: 'sign_in',
  no_client_secret: 'edit',
  token_expired: 'sign_in',
  grant_ended: 'sign_in',
  grant_ended_with_found: 'sign_in',
  grant_in_doubt: 'try_again',
  secret_corrupt: 'sign_in',
  secret_missing: 'sign_in',
  secret_foreign: 'sign_in',
  secret_outdated: 'sign_in',
  record_damaged: 'sign_in',
  network_unreachable: 'try_again',
  timed_out: 'try_again',
  proxy_authentication: 'try_again',
  response_unreadable: 'try_again',
  server_unavailable: 'try_again',
  clock_wrong: 'try_again',
  rate_limited: 'try_again',
  refresh_unexplained: 'try_again',
  clipboard_failed: 'try_again',
  login_item_refused: 'try_again',
  internal: 'try_again',
  keychain_locked: 'retry_keychain',
  keychain_unavailable: 'retry_keychain',
  keychain_timed_out: 'retry_keychain',
  keychain_denied: 'retry_keychain',
  not_saved: 'retry_keychain',
  client_refused: 'edit',
  scope_refused: 'edit',
  request_refused: 'edit',
};

/** The item in the keychain is gone or unusable, and a client secret with it. */
export function isSecretGone(code: ErrorCode): boolean {
  return code === 'secret_missing' || code === 'secret_corrupt' || code === 'secret_foreign';
}

/** The step, or null where only somebody else can help. Where nobody signs in, it is never to sign in. */
export function nextStepAfter(
  code: ErrorCode,
  account?: Pick<AccountView, 'definition'>,
): NextStep {
  const step = steps[code] ?? null;
  if (step !== 'sign_in' || account === undefined || !needsNoPerson(account.definition)) {
    return step;
  }
  return isSecretGone(code) ? 'edit' : 'get_token';
}
