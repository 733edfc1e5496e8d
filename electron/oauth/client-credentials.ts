/** The grant that needs no person: the client's own credentials for a token (RFC 6749 section 4.4). */
import { clientCredentialsGrant } from 'openid-client';
import { reservedParametersOf } from '../../shared/account-definition.ts';
import { type ClientAtServer, configureClient } from './client-configuration.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { errorOfLibrary } from './oauth-errors.ts';
import type { IssuedTokens, UnpromotedTokens } from './token-endpoint.ts';
import { createTokenExchange } from './token-exchange.ts';
import { tokenSetOf } from './token-set-of-response.ts';

export type ClientCredentials = ClientAtServer & {
  /** Asked for, and granted by a response that names none (RFC 6749 section 5.1). */
  readonly scope: string;
  /** Such as `audience` or `resource` (RFC 8707 section 2). */
  readonly extraParameters: Readonly<Record<string, string>>;
};

/**
 * The secret goes to the frozen token endpoint only. A refresh token should not come (RFC 6749 section 4.4.3); one that
 * does is neither kept nor used, and not revoked either, because that may end the access token with it (RFC 7009 section
 * 2.1). An ID token would name nobody and is not looked at. Throws AppError when no token was issued.
 */
export async function requestClientToken(
  deps: OAuthDeps,
  args: ClientCredentials,
): Promise<IssuedTokens | UnpromotedTokens> {
  const { server, scope } = args;
  const exchange = createTokenExchange(deps, { server, asked: 'client_credentials' });
  try {
    const config = await configureClient({ ...args, endpoint: 'token', fetch: exchange.fetch });
    await clientCredentialsGrant(config, parametersOf(args));
    const tokenSet = tokenSetOf(server, exchange, { scope });
    return {
      kind: 'issued',
      tokenSet: { ...tokenSet, refreshExpiresAt: null },
      claims: {},
      subject: null,
      authTime: null,
    };
  } catch (thrown) {
    const error = errorOfLibrary(thrown, 'client_credentials');
    const received = exchange.received();
    if (received.accessToken === null && received.refreshToken === null) throw error;
    return { kind: 'not_promoted', error, received };
  }
}

function parametersOf({ scope, extraParameters }: ClientCredentials): Record<string, string> {
  const reserved = reservedParametersOf('client_credentials');
  const extra = Object.entries(extraParameters).filter(([name]) => !reserved.includes(name));
  return { ...Object.fromEntries(extra), ...(scope === '' ? {} : { scope }) };
}
