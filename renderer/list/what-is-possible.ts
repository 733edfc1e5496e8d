/** Which actions an account allows right now, and why the others are not there (requirements of the life-cycle table). */
import type { AccountView } from '../../shared/account-view.ts';
import { isRefreshable, needsNoPerson } from '../../shared/grant-type.ts';
import type { Status } from '../../shared/status.ts';

/** Why an action is not possible; a key of the catalogue. */
export type Why =
  | 'noRefreshToken'
  | 'refused'
  | 'ended'
  | 'pending'
  | 'busy'
  | 'noToken'
  | 'alreadyRevoked';

export type Possible = {
  readonly copy: Why | null;
  readonly refresh: Why | null;
  readonly revoke: Why | null;
  /** The one thing that helps an account which needs a person; offered in place of the others. */
  readonly nextStep: 'sign_in' | 'edit' | 'get_token' | 'revoke' | 'save' | null;
};

/** `null` means possible. */
export function whatIsPossible(account: AccountView, status: Status): Possible {
  return {
    copy: whyNotCopy(account),
    refresh: whyNotRefresh(account),
    revoke: whyNotRevoke(account),
    nextStep: nextStepOf(status),
  };
}

function whyNotCopy(account: AccountView): Why | null {
  const over = whyOver(account);
  if (over !== null) return over;
  if (account.operation === 'revoking') return 'busy';
  return holdsNothing(account) ? 'noToken' : null;
}

function whyNotRefresh(account: AccountView): Why | null {
  const over = whyOver(account);
  if (over !== null) return over;
  if (needsNoPerson(account.definition) ? account.grant.status === 'none' : holdsNothing(account)) {
    return 'noToken';
  }
  if (account.grant.status === 'refused' && !needsNoPerson(account.definition)) return 'refused';
  if (!isRefreshable(account)) return 'noRefreshToken';
  return account.operation === 'idle' ? null : 'busy';
}

function whyNotRevoke(account: AccountView): Why | null {
  if (account.grant.status === 'revoked') return 'alreadyRevoked';
  if (holdsNothing(account)) return 'noToken';
  return account.operation === 'revoking' ? 'busy' : null;
}

function holdsNothing(account: AccountView): boolean {
  return !account.accessTokenHeld && !account.refreshTokenHeld;
}

function whyOver(account: AccountView): Why | null {
  if (account.grant.status === 'revoked') return 'ended';
  const isKeptForProof =
    account.grant.status === 'revocation_pending' || account.grant.status === 'not_revoked';
  return isKeptForProof ? 'pending' : null;
}

function nextStepOf(status: Status): Possible['nextStep'] {
  if (status === 'needs_sign_in') return 'sign_in';
  if (status === 'needs_correction') return 'edit';
  if (status === 'no_token') return 'get_token';
  if (status === 'revocation_pending' || status === 'not_revoked') return 'revoke';
  return status === 'not_saved' ? 'save' : null;
}
