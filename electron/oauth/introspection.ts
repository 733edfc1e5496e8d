/** Asks a server whether a token works (RFC 7662): only a boolean `active` says anything, and only it is looked at (O-41). */
import { type CustomFetch, tokenIntrospection } from 'openid-client';
import { fetchBounded, metadataDeadlineMs } from './bounded-fetch.ts';
import { configureClient } from './client-configuration.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { parseObject } from './oauth-errors.ts';
import type { ProbeAnswer, TokenAtServer } from './recipes/recipe.ts';

/**
 * Never throws. An answer of `inactive` carries no reason: it is also what a client hears that may not ask about this
 * token (RFC 7662 section 2.2), so it counts only against an `active` before.
 */
export async function introspectToken(deps: OAuthDeps, args: TokenAtServer): Promise<ProbeAnswer> {
  let httpStatus: number | null = null;
  let active: unknown;
  const fetch: CustomFetch = async (address, options) => {
    const answer = await fetchBounded(deps, {
      url: new URL(address),
      method: 'POST',
      headers: options.headers,
      body: String(options.body),
      deadlineMs: metadataDeadlineMs,
    });
    httpStatus = answer.status;
    active = answer.status === 200 ? parseObject(answer.text)?.active : undefined;
    return Response.json({ active: active === true });
  };
  try {
    const config = await configureClient({ ...args, endpoint: 'introspection', fetch });
    await tokenIntrospection(config, args.token.reveal(), { token_type_hint: args.kind });
  } catch {
    return { state: 'inconclusive', httpStatus };
  }
  if (typeof active !== 'boolean') return { state: 'inconclusive', httpStatus };
  return { state: active ? 'active' : 'inactive', httpStatus };
}
