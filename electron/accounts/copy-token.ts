/** Copies an access token that is fresh enough, refreshing first when too little of it is left (RFC 6750 section 2.1). */
import { isEnding, nameOfSubject } from '../../shared/account-view.ts';
import { lifetimeMs, remainingMs } from '../../shared/expiry.ts';
import type { CopyForm, CopyOutcome } from '../../shared/operations.ts';
import type { AccountRecord } from '../account-record.ts';
import { AppError, asAppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { minimumLeftMs } from './minimum-left.ts';
import { wouldRotateUnsaved } from './read-only-refresh.ts';
import { isSaved, refreshAccount, refreshObstacle } from './refresh-account.ts';

/**
 * Writes the clipboard and says what it wrote. Throws AppError and leaves the clipboard alone when no valid token can
 * be had: `token_expired`, `grant_ended`, `no_tokens`, the refresh's own error, or a keychain one.
 */
export async function copyToken(
  deps: AccountDeps,
  accountId: string,
  form: CopyForm,
): Promise<CopyOutcome> {
  assertCopyable(deps.registry.get(accountId));
  const attempt = await refreshWhenShort(deps, accountId);
  const { tokens } = await deps.tokenStore.read(accountId);
  const record = deps.registry.get(accountId);
  assertCopyable(record);
  if (tokens === null || tokens.accessToken === null) throw new AppError('no_tokens');
  const left = leftOf(deps, accountId);
  if (left === 0) throw attempt.failure ?? new AppError('token_expired');

  const seconds = deps.settings().clipboardClearSeconds;
  const clearsAfterMs = seconds === null ? null : seconds * 1000;
  await deps.clipboard.lend(inForm(tokens.accessToken, form), clearsAfterMs);
  deps.registry.patch(accountId, { lastCopiedAt: deps.clock.now().wall });
  await auditAccount(deps, record, {
    event: 'copy',
    outcome: 'ok',
    token: 'access_token',
    secret: tokens.accessToken,
  });
  return {
    label: record.definition.label,
    who: record.subject === null ? null : nameOfSubject(record.subject),
    environment: record.definition.environment,
    form,
    clearsAfterMs,
    remainingMs: left,
    refreshed: attempt.refreshed,
    saved: isSaved(deps, accountId),
    warning: attempt.failure?.view() ?? null,
  };
}

function assertCopyable({ grant, tokens }: AccountRecord): void {
  if (isEnding(grant)) throw new AppError('grant_ended');
  if (grant.status === 'none' || tokens?.accessTokenHeld !== true) throw new AppError('no_tokens');
}

type RefreshAttempt = { readonly refreshed: boolean; readonly failure: AppError | null };

async function refreshWhenShort(deps: AccountDeps, accountId: string): Promise<RefreshAttempt> {
  const left = leftOf(deps, accountId);
  const enough = left === null || left >= wantedLeftMs(deps, accountId);
  const record = deps.registry.get(accountId);
  if ((enough && left !== 0) || refreshObstacle(record) !== null) {
    return { refreshed: false, failure: null };
  }
  if (wouldRotateUnsaved(deps, record)) {
    return { refreshed: false, failure: new AppError('disk_read_only') };
  }
  try {
    await refreshAccount(deps, accountId);
    return { refreshed: true, failure: null };
  } catch (thrown) {
    return { refreshed: false, failure: asAppError(thrown) };
  }
}

/** The app's setting, raised but never lowered by what the account asks for. */
function wantedLeftMs(deps: AccountDeps, accountId: string): number {
  const { access, definition } = deps.snapshot.account(accountId) ?? {};
  const lifetime = access ? (lifetimeMs(access) ?? 0) : 0;
  const ownMs = minimumLeftMs(definition?.minimumLeftSeconds ?? null, lifetime);
  return Math.max(deps.settings().minimumLeftSeconds * 1000, ownMs);
}

function leftOf(deps: AccountDeps, accountId: string): number | null {
  const access = deps.snapshot.account(accountId)?.access ?? null;
  return access === null ? 0 : remainingMs(access, deps.clock.now());
}

function inForm(token: Secret, form: CopyForm): Secret {
  return form === 'token' ? token : Secret.of(`Authorization: Bearer ${token.reveal()}`);
}
