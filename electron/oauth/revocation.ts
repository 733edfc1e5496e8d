/** Asks a server to revoke one token (RFC 7009): any 2xx means revoked, and nothing weaker does. */
import { type CustomFetch, tokenRevocation } from 'openid-client';
import type { AnswerBody } from '../../shared/verdict.ts';
import { fetchBounded, tokenDeadlineMs } from './bounded-fetch.ts';
import { configureClient } from './client-configuration.ts';
import { kindOfBody } from './kind-of-body.ts';
import { whyMissing } from './missing-answer.ts';
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
  let answerBody: AnswerBody | null = null;
  let isAsked = false;
  const fetch: CustomFetch = async (address, options) => {
    isAsked = true;
    const answer = await fetchBounded(deps, {
      url: new URL(address),
      method: 'POST',
      headers: options.headers,
      body: String(options.body),
      deadlineMs: tokenDeadlineMs,
      ignoresBody: true,
    });
    httpStatus = answer.status;
    answerBody = kindOfBody(answer);
    const succeeded = answer.status >= 200 && answer.status < 300;
    // The library takes 200 for the only success, and the body says nothing either way (RFC 7009 section 2.2).
    if (succeeded) return new Response('', { status: 200 });
    throw errorOfAnswer(answer, 'revocation', deps.clock.now().wall);
  };
  try {
    const config = await configureClient({ ...args, endpoint: 'revocation', fetch });
    await tokenRevocation(config, args.token.reveal(), parameters);
    const answer = { httpStatus, answerBody, missing: null };
    return { ...answer, outcome: 'revoked', oauthError: null, retryAfterMs: null };
  } catch (thrown) {
    const error = errorOfLibrary(thrown, 'revocation');
    const { oauthError = null, retryAfterMs = null } = error.details;
    if (httpStatus === null) {
      const missing = isAsked ? whyMissing(error) : 'not_sent';
      return { outcome: 'unanswered', httpStatus, oauthError, answerBody, missing, retryAfterMs };
    }
    const outcome = undecided.includes(error.code) ? 'unanswered' : refusal(oauthError);
    return { outcome, httpStatus, oauthError, answerBody, missing: null, retryAfterMs };
  }
}

function refusal(oauthError: string | null): 'unsupported' | 'refused' {
  return oauthError === 'unsupported_token_type' ? 'unsupported' : 'refused';
}

/** The server answered without deciding (RFC 7009 section 2.2.1: on 503 the token still exists). */
const undecided: readonly string[] = ['server_unavailable', 'rate_limited', 'proxy_authentication'];
