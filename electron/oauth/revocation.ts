/** Asks a server to revoke one token (RFC 7009): any 2xx means revoked, and nothing weaker does. */
import { type CustomFetch, tokenRevocation } from 'openid-client';
import { fetchBounded, tokenDeadlineMs } from './bounded-fetch.ts';
import { configureClient } from './client-configuration.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { errorOfAnswer, errorOfLibrary } from './oauth-errors.ts';
import type { RevocationAnswer, TokenAtServer } from './recipes/recipe.ts';

/**
 * `refused` when the server said no, `unsupported` when it ends no tokens of this type (RFC 7009 section 2.2.1),
 * `unanswered` when it could not be reached, was in trouble or redirected: then the token may still live. Never throws.
 */
export async function revokeToken(deps: OAuthDeps, args: TokenAtServer): Promise<RevocationAnswer> {
  const answer = await requestRevocation(deps, args, { token_type_hint: args.kind });
  if (answer.outcome !== 'unsupported') return answer;
  return requestRevocation(deps, args, {});
}

async function requestRevocation(
  deps: OAuthDeps,
  args: TokenAtServer,
  parameters: Record<string, string>,
): Promise<RevocationAnswer> {
  let httpStatus: number | null = null;
  const fetch: CustomFetch = async (address, options) => {
    const answer = await fetchBounded(deps, {
      url: new URL(address),
      method: 'POST',
      headers: options.headers,
      body: String(options.body),
      deadlineMs: tokenDeadlineMs,
      ignoresBody: true,
    });
    httpStatus = answer.status;
    const succeeded = answer.status >= 200 && answer.status < 300;
    // The library takes 200 for the only success, and the body says nothing either way (RFC 7009 section 2.2).
    if (succeeded) return new Response('', { status: 200 });
    throw errorOfAnswer(answer, 'revocation', deps.clock.now().wall);
  };
  try {
    const config = await configureClient({ ...args, endpoint: 'revocation', fetch });
    await tokenRevocation(config, args.token.reveal(), parameters);
    return { outcome: 'revoked', httpStatus, oauthError: null, retryAfterMs: null };
  } catch (thrown) {
    const { code, details } = errorOfLibrary(thrown, 'revocation');
    const { oauthError = null, retryAfterMs = null } = details;
    const answered = httpStatus !== null && !undecided.includes(code);
    return {
      outcome: answered ? refusal(oauthError) : 'unanswered',
      httpStatus,
      oauthError,
      retryAfterMs,
    };
  }
}

function refusal(oauthError: string | null): 'unsupported' | 'refused' {
  return oauthError === 'unsupported_token_type' ? 'unsupported' : 'refused';
}

/** The server answered without deciding (RFC 7009 section 2.2.1: on 503 the token still exists). */
const undecided: readonly string[] = ['server_unavailable', 'rate_limited', 'proxy_authentication'];
