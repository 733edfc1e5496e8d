// What openid-client is told about a server before it judges anything for us.
import { describe, expect, it } from 'vitest';
import { configureClient } from '../../../electron/oauth/client-configuration.ts';
import { serverAt } from '../../fixtures/scripted-issuer.ts';

const configure = (changes: Parameters<typeof serverAt>[1], origin = 'https://id.example') =>
  configureClient({
    server: serverAt(origin, changes),
    clientId: 'client-1',
    clientSecret: null,
    endpoint: 'token',
    fetch: () => Promise.reject(new Error('nothing is asked for')),
  });

describe('configureClient', () => {
  const lists: [string[] | null, string[]][] = [
    [null, ['RS256']],
    [[], ['RS256']],
    [['none'], ['RS256']],
    [['HS256', 'HS512', 'none'], ['RS256']],
    [
      ['none', 'HS256', 'ES256', 'PS256'],
      ['ES256', 'PS256'],
    ],
  ];
  it.each(lists)('O-24 takes of the algorithms %j no more than %j', async (listed, accepted) => {
    const config = await configure({ idTokenSigningAlgs: listed });
    expect(config.serverMetadata().id_token_signing_alg_values_supported).toEqual(accepted);
  });

  it('O-12 knows the endpoints that were frozen and no other', async () => {
    const config = await configure({ tokenEndpoint: 'https://id.example/frozen' });
    const named = Object.entries(config.serverMetadata()).filter(([name]) =>
      /_endpoint$|_uri$/.test(name),
    );
    expect(Object.fromEntries(named)).toEqual({
      authorization_endpoint: 'https://id.example/authorize',
      token_endpoint: 'https://id.example/frozen',
      revocation_endpoint: 'https://id.example/revoke',
      jwks_uri: 'https://id.example/jwks',
    });
  });
});
