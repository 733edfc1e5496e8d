/** Any server that names a revocation endpoint (RFC 7009), with introspection as proof where it has that (RFC 7662). */
import type { Server } from '../../account-record.ts';
import { introspectToken } from '../introspection.ts';
import { revokeToken } from '../revocation.ts';
import type { Recipe } from './recipe.ts';

const facts = {
  provider: null,
  confidence: 'specification',
  triedLive: false,
  sideEffects: [],
  page: null,
} as const;

/** What else ends with a token is the server's own choice (RFC 7009 section 2.1). */
export function standardRecipe(server: Server): Recipe {
  const { revocationEndpoint, introspectionEndpoint } = server;
  const supported = revocationEndpoint !== null;
  return {
    facts: {
      ...facts,
      id: supported ? 'standard' : 'none',
      route: supported ? 'rfc7009' : 'none',
      cascade: 'unknown',
      source: supported ? 'RFC 7009' : 'RFC 8414 section 2',
    },
    revocationUrl: () => (supported ? new URL(revocationEndpoint) : null),
    revoke: supported ? revokeToken : null,
    revokes: ['refresh_token', 'access_token'],
    probe:
      introspectionEndpoint === null
        ? null
        : {
            method: 'introspection',
            kinds: ['refresh_token', 'access_token'],
            run: introspectToken,
          },
  };
}
