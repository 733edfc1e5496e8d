import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverSchema } from '../../../electron/account-record.ts';
import { AppError } from '../../../electron/app-error.ts';
import { isLocalServer, serverOfEndpoints } from '../../../electron/oauth/authorization-server.ts';
import { parseIssuer } from '../../../electron/oauth/issuer.ts';
import { type Metadata, readMetadata } from '../../../electron/oauth/server-metadata.ts';
import { metadataAt, serverAt } from '../../fixtures/scripted-issuer.ts';

const issuer = 'https://id.example';
const read = (changes: Record<string, unknown> = {}, typed = issuer) =>
  readMetadata(parseIssuer(typed), metadataAt(issuer, changes) as Metadata);
const refusal = (code: string) => expect.objectContaining({ code });

describe('readMetadata', () => {
  it('O-22 keeps the known fields of metadata and ignores the unknown ones', () => {
    const { server } = read({ surprise: { deep: [1, 2, 3] }, __proto__: { jwks_uri: 'x' } });
    expect(server).toEqual(serverAt(issuer, { idTokenSigningAlgs: null }));
  });

  it('O-19 accepts the issuer with a slash that the person left out, and freezes it as the server spells it', () => {
    const { server } = read({ issuer: 'https://id.example/' });
    expect(server.issuer).toBe('https://id.example/');
  });

  const mismatches: [string, string][] = [
    ['https://ID.example', 'case of the host'],
    ['https://id.example:443', 'a port that says nothing'],
    ['https://id.example:8443', 'another port'],
    ['https://id.example/Other', 'another path'],
    ['https://user@id.example', 'user information'],
    ['https://id.exаmple', 'a letter that only looks the same'],
    ['https://evil.example', 'another host'],
    ['https://login.microsoftonline.com/{tenantid}/v2.0', 'a template from another host'],
  ];
  it.each(mismatches)('O-19 refuses metadata of %s: %s', (named) => {
    expect(() => read({ issuer: named })).toThrow(refusal('issuer_mismatch'));
  });

  it("O-19 accepts Microsoft's template from Microsoft's host", () => {
    const typed = 'https://login.microsoftonline.com/common/v2.0';
    const named = 'https://login.microsoftonline.com/{tenantid}/v2.0';
    expect(read({ issuer: named }, typed).server.issuer).toBe(named);
  });

  const endpoints = [
    'authorization_endpoint',
    'token_endpoint',
    'revocation_endpoint',
    'introspection_endpoint',
    'end_session_endpoint',
    'jwks_uri',
  ];
  it.each(endpoints)('O-17 refuses an https issuer whose %s is http or on this machine', (name) => {
    for (const address of ['http://id.example/x', 'http://127.0.0.1/x', 'https://localhost/x']) {
      expect(() => read({ [name]: address })).toThrow(refusal('endpoint_not_https'));
    }
  });

  it('O-17 refuses a local issuer whose endpoint is http elsewhere', () => {
    const local = 'http://127.0.0.1:3000';
    const metadata = metadataAt(local, { token_endpoint: 'http://id.example/token' }) as Metadata;
    expect(() => readMetadata(parseIssuer(local), metadata)).toThrow(refusal('endpoint_not_https'));
  });

  it.each([
    '/relative',
    'not a url',
    '',
    'https://user@id.example/x',
    'https://id.example/x#f',
    7,
    {},
  ])('O-22 refuses %j as an endpoint', (address) => {
    expect(() => read({ token_endpoint: address })).toThrow(refusal('metadata_invalid'));
  });

  it.each(['issuer', 'authorization_endpoint', 'token_endpoint'])(
    'O-22 refuses metadata without %s',
    (name) => {
      expect(() => read({ [name]: undefined })).toThrow(refusal('metadata_invalid'));
    },
  );

  it('O-07 refuses a server that offers only weaker challenge methods', () => {
    expect(() => read({ code_challenge_methods_supported: ['plain'] })).toThrow(
      refusal('pkce_unsupported'),
    );
  });

  it('O-08 goes on with a server that is silent about PKCE', () => {
    const { capabilities } = read({ code_challenge_methods_supported: undefined });
    expect(capabilities.pkce).toBe('silent');
  });

  it('O-14 refuses a server that has no code flow', () => {
    const implicit = { response_types_supported: ['id_token', 'code id_token'] };
    expect(() => read(implicit)).toThrow(refusal('code_flow_unsupported'));
    expect(() => read({ grant_types_supported: ['client_credentials'] })).toThrow(
      refusal('code_flow_unsupported'),
    );
  });

  it('says what the server can do', () => {
    expect(read({ scopes_supported: ['openid', 3, 'email'] }).capabilities).toEqual({
      issuer,
      grants: ['authorization_code', 'implicit'],
      pkce: 'announced',
      revocation: true,
      introspection: false,
      scopes: ['openid', 'email'],
    });
  });

  it('O-22 makes a storable server of any metadata, or says why not', () => {
    const names = Object.keys(metadataAt(issuer));
    const anything = fc.dictionary(
      fc.constantFrom(...names, 'issuer', 'scopes_supported'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, (changes) => {
        try {
          expect(serverSchema.safeParse(read(changes).server).success).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('serverOfEndpoints', () => {
  const endpoints = {
    authorization: 'https://as.example/authorize?tenant=1',
    token: 'https://as.example/token',
    revocation: null,
    introspection: null,
  };

  it('takes endpoints that are all https', () => {
    const server = serverOfEndpoints(endpoints);
    expect(server).toMatchObject({ issuer: null, tokenEndpoint: endpoints.token });
    expect(isLocalServer(server)).toBe(false);
  });

  it('takes plain http where every endpoint is on this machine, and calls it local', () => {
    const local = {
      ...endpoints,
      authorization: 'http://localhost:1/a',
      token: 'http://[::1]:1/t',
    };
    expect(isLocalServer(serverOfEndpoints(local))).toBe(true);
  });

  const refused: [string, object, string][] = [
    ['http elsewhere', { token: 'http://as.example/token' }, 'endpoint_not_https'],
    ['local http beside https', { token: 'http://127.0.0.1/token' }, 'endpoint_not_https'],
    ['http for revocation alone', { revocation: 'http://as.example/r' }, 'endpoint_not_https'],
    ['no URL', { token: 'token' }, 'metadata_invalid'],
    ['a fragment', { token: 'https://as.example/token#x' }, 'metadata_invalid'],
    ['another scheme', { token: 'ws://as.example/token' }, 'metadata_invalid'],
  ];
  it.each(refused)('O-17 refuses %s and names the field', (_name, change, code) => {
    expect(() => serverOfEndpoints({ ...endpoints, ...change })).toThrow(
      expect.objectContaining({ code, details: { field: Object.keys(change)[0] } }),
    );
  });
});
