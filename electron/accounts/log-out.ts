/** Opens the provider's log-out page in the browser: ends the session there and revokes nothing (requirements O-46, O-47). */
import type { AccountRecord } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { logOutUrl } from '../oauth/logout-url.ts';
import type { AccountDeps } from './account-deps.ts';
import { auditAccount } from './audit-line.ts';
import { endSessionEndpointOf } from './end-session-endpoint.ts';
import { flushFacts } from './flush-facts.ts';
import type { StoredGrant } from './stored-grant.ts';

/**
 * Waits for what runs on the account, such as its revocation. Throws AppError `account_not_found`, `logout_unsupported`
 * or `browser_not_opened`. A keychain that does not answer only costs the hint.
 */
export function logOut(deps: AccountDeps, accountId: string): Promise<void> {
  deps.registry.get(accountId);
  return deps.queue.run(accountId, async () => {
    const record = deps.registry.get(accountId);
    const endSessionEndpoint = endSessionEndpointOf(record);
    if (endSessionEndpoint === null) throw new AppError('logout_unsupported');
    const stored = await deps.tokenStore.read(accountId).catch(() => null);
    const idToken = stored?.tokens?.idToken ?? null;
    const { clientId } = record.definition;
    const url = logOutUrl({ endSessionEndpoint, clientId, idToken });
    if (!(await deps.browser.open(url))) throw new AppError('browser_not_opened');
    await forgetHint(deps, record, stored);
    await auditAccount(deps, record, {
      event: 'log_out',
      outcome: 'ok',
      ...(idToken === null ? {} : { token: 'id_token' as const, secret: idToken }),
      durable: true,
    });
  });
}

/** After a revocation the hint was kept for this alone. */
async function forgetHint(
  deps: AccountDeps,
  { accountId, grant }: AccountRecord,
  stored: StoredGrant | null,
): Promise<void> {
  if (grant.status !== 'revoked' || stored === null || stored.tokens === null) return;
  if (stored.tokens.accessToken !== null || stored.tokens.refreshToken !== null) return;
  const { known } = await deps.tokenStore.save(accountId, { ...stored, tokens: null });
  deps.registry.patch(accountId, { generation: known });
  await flushFacts(deps, accountId);
}
