/** Proves a refresh token dead by presenting it: the last resort, only on request and only after the server said yes. */
import type { AccountRecord, Server } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import { refreshTokens } from '../oauth/token-endpoint.ts';
import type { Received } from '../oauth/token-exchange.ts';
import type { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';
import type { AccountDeps } from './account-deps.ts';
import type { StoredGrant } from './stored-grant.ts';

export type RefreshProof = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly stored: StoredGrant;
  readonly current: TokenSet & { readonly refreshToken: Secret };
};

export type RefreshVerdict =
  | { readonly kind: 'dead' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'alive'; readonly stored: StoredGrant };

/**
 * A server that issues tokens has shown that the refresh token works, however wrong the rest of its answer is; null where
 * it issued none. Of an answer that nobody has checked only the tokens are taken, to be ended.
 */
function withReceived(current: TokenSet, received: Received): TokenSet | null {
  const { accessToken, refreshToken } = received;
  if (accessToken === null && refreshToken === null) return null;
  return {
    ...current,
    ...(accessToken === null ? {} : { accessToken, expiresAt: null }),
    ...(refreshToken === null ? {} : { refreshToken, refreshExpiresAt: null }),
  };
}

/**
 * `dead` when the server refused the grant (RFC 6749 section 5.2), `alive` with the set that it issued instead, which is
 * already kept; `unknown` for any other answer. Never throws for what a server answers.
 */
export async function proveByRefreshing(
  deps: AccountDeps,
  { record, server, stored, current }: RefreshProof,
): Promise<RefreshVerdict> {
  const { accountId } = record;
  let newest: StoredGrant | null = null;
  const keep = async (tokens: StoredGrant['tokens']): Promise<void> => {
    const { generation, known } = await deps.tokenStore.save(accountId, { ...stored, tokens });
    newest = { ...stored, tokens, generation };
    deps.registry.patch(accountId, { generation: known });
  };
  try {
    const { tokenSet } = await refreshTokens(deps.oauth, {
      server,
      clientId: record.definition.clientId,
      clientSecret: stored.clientSecret,
      refreshToken: current.refreshToken,
      current,
      expected: { subject: record.subject, authTime: record.authTime, nonce: stored.nonce },
      // Kept already, with what came beside it.
      onReceived: async () => undefined,
      onAnyReceived: async (received) => {
        const tokens = withReceived(current, received);
        if (tokens !== null) await keep(tokens);
      },
    });
    await keep(tokenSet);
  } catch (thrown) {
    if (newest === null) {
      // Neither a server that wants a person first nor one in trouble has said that the token is dead.
      const { code, details } = asAppError(thrown);
      const isDead = code === 'grant_refused' && details.oauthError === 'invalid_grant';
      return { kind: isDead ? 'dead' : 'unknown' };
    }
  }
  return newest === null ? { kind: 'unknown' } : { kind: 'alive', stored: newest };
}
