/** Ends one account for a run of revocations, and says what the run keeps of it; nothing here is shown or stored. */
import { isEnding } from '../../shared/account-view.ts';
import { asAppError } from '../app-error.ts';
import type { StoredRunAccount } from '../stored-run.ts';
import type { AccountDeps } from './account-deps.ts';
import { earlierOf } from './preview-revocation.ts';
import { revokeAccount } from './revoke-account.ts';

type Done = NonNullable<StoredRunAccount['done']>;

type RunStep = {
  readonly refreshTokenAsked: boolean;
  /** What this run saw working before it asked for anything. */
  readonly seenWorking: Set<string>;
};

/**
 * `keychain` where it did not answer: then the account waits until it does. A refresh token that this run has asked for
 * is not asked for again, since the server may have named a later moment for that (O-38).
 */
export async function revokeForRun(
  deps: AccountDeps,
  accountId: string,
  { refreshTokenAsked, seenWorking }: RunStep,
): Promise<Done | 'keychain'> {
  const at = deps.clock.now().wall;
  const before = deps.registry.find(accountId);
  const earlier = before === undefined ? null : earlierOf(before, at);
  const known = (code: Done['code']): Done => ({ at, code, earlier, ...knownOf(deps, accountId) });
  if (before?.grant.status === 'revoked') return known(null);
  const isDone = before !== undefined && before.tokens?.accessTokenHeld !== true;
  if (refreshTokenAsked && isDone) return known(null);
  try {
    const only = refreshTokenAsked ? { only: 'access_token' as const } : {};
    const { outcomes, pending } = await revokeAccount(deps, accountId, { ...only, seenWorking });
    return { at: deps.clock.now().wall, outcomes: [...outcomes], pending, code: null, earlier };
  } catch (thrown) {
    const { code } = asAppError(thrown);
    if (code.startsWith('keychain_')) return 'keychain';
    // Somebody else may have ended it while it waited for its turn.
    const ended = deps.registry.find(accountId)?.grant.status === 'revoked';
    return known(ended ? null : code);
  }
}

/** What the account itself says of its end. */
function knownOf(deps: AccountDeps, accountId: string): Pick<Done, 'outcomes' | 'pending'> {
  const grant = deps.registry.find(accountId)?.grant;
  if (grant === undefined || !isEnding(grant)) return { outcomes: [], pending: false };
  return { outcomes: [...grant.outcomes], pending: grant.status === 'revocation_pending' };
}

/** What a run that was stopped had begun with an account, such as its refresh token; null where its turn had not come. */
export function begunSince(deps: AccountDeps, accountId: string, startedAt: number): Done | null {
  const record = deps.registry.find(accountId);
  const known = knownOf(deps, accountId);
  if (record === undefined || !known.outcomes.some((it) => it.at >= startedAt)) return null;
  const at = deps.clock.now().wall;
  return { at, code: null, earlier: earlierOf(record, at), ...known };
}

/** What a pending revocation became since the run noted it; nobody asks again for one that is not pending any more. */
export function upToDate(deps: AccountDeps, account: StoredRunAccount): StoredRunAccount {
  const { accountId, done } = account;
  if (done?.pending !== true) return account;
  const grant = deps.registry.find(accountId)?.grant;
  if (grant?.status === 'revocation_pending') return account;
  if (grant === undefined) {
    return { ...account, done: { ...done, pending: false, code: 'account_not_found' } };
  }
  // After a sign-in the account is another grant's.
  const known = isEnding(grant) ? { at: grant.at, outcomes: [...grant.outcomes] } : {};
  return { ...account, done: { ...done, ...known, pending: false } };
}
