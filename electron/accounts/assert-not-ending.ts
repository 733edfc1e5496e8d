/** Keeps a sign-in away from an account whose tokens are being ended (N-12). */
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import type { AccountDeps } from './account-deps.ts';

/**
 * What a sign-in replaces would be forgotten, and a revocation that is still to be asked for with it (N-12). Throws
 * AppError `revocation_waits`.
 */
export function assertNotEnding(
  { registry }: Pick<AccountDeps, 'registry'>,
  { accountId, grant }: AccountRecord,
): void {
  const isEnding = registry.operation(accountId) === 'revoking';
  if (isEnding || grant.status === 'revocation_pending') throw new AppError('revocation_waits');
}
