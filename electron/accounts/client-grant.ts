/** Gets a token by nothing but what is stored about the client: the first one, and every refresh (RFC 6749 section 4.4). */
import type { AccountRecord, Server } from '../account-record.ts';
import { AppError } from '../app-error.ts';
import { requestClientToken } from '../oauth/client-credentials.ts';
import type { IssuedTokens } from '../oauth/token-endpoint.ts';
import type { Secret } from '../secret.ts';
import type { AccountDeps } from './account-deps.ts';
import { discardTokens } from './discard-tokens.ts';

type ClientGrant = {
  readonly record: AccountRecord;
  readonly server: Server;
  readonly clientSecret: Secret | null;
};

/** Tokens that came but cannot be used are ended, as far as possible. Throws AppError, `no_client_secret` before asking. */
export async function requestClientGrant(
  deps: AccountDeps,
  { record, server, clientSecret }: ClientGrant,
): Promise<IssuedTokens> {
  if (clientSecret === null) throw new AppError('no_client_secret');
  const { clientId, scope, extraParameters } = record.definition;
  const result = await requestClientToken(deps.oauth, {
    server,
    clientId,
    clientSecret,
    scope,
    extraParameters,
  });
  if (result.kind === 'issued') return result;
  await discardTokens(deps, record, { server, clientSecret, received: result.received });
  throw result.error;
}
