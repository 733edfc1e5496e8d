/** The client credentials request as servers see it, and their odd answers to it (RFC 6749 section 4.4). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createServerDirectory } from '../../../electron/oauth/authorization-server.ts';
import {
  type ClientCredentials,
  requestClientToken,
} from '../../../electron/oauth/client-credentials.ts';
import { Secret } from '../../../electron/secret.ts';
import type { Behaviour } from '../../fixtures/misbehaving-server.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import {
  scriptedClientId as clientId,
  metadataAt,
  type ScriptedIssuer,
  serverAt,
  startScriptedIssuer,
} from '../../fixtures/scripted-issuer.ts';

let issuer: ScriptedIssuer;
let deps: ReturnType<typeof makeOAuthDeps>;
beforeAll(async () => {
  issuer = await startScriptedIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => {
  deps = makeOAuthDeps();
  issuer.received.length = 0;
});

const clientSecret = Secret.of('s3cret:with/chars');
const tokens = { access_token: 'at-1', token_type: 'bearer', expires_in: 60 };

function request(behaviour: Behaviour, changes: Partial<ClientCredentials> = {}) {
  issuer.on('/token', behaviour);
  return requestClientToken(deps, {
    server: { ...issuer.server, authorizationEndpoint: null },
    clientId,
    clientSecret,
    scope: 'stock:read',
    extraParameters: { audience: 'https://stock.example', resource: 'https://stock.example/v1' },
    ...changes,
  });
}
const sent = () => Object.fromEntries(issuer.received[0]?.form ?? []);

describe('the request', () => {
  it('O-54 is one POST with the scope, the extra parameters and the secret in the body', async () => {
    const result = await request({ json: tokens });
    expect(issuer.received.map((it) => [it.method, it.path])).toEqual([['POST', '/token']]);
    expect(sent()).toEqual({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 's3cret:with/chars',
      scope: 'stock:read',
      audience: 'https://stock.example',
      resource: 'https://stock.example/v1',
    });
    expect(result).toMatchObject({ kind: 'issued', subject: null, claims: {} });
  });

  it('O-54 asks by Basic only where the metadata excludes the body', async () => {
    const server = { ...issuer.server, tokenEndpointAuthMethods: ['client_secret_basic'] };
    await request({ json: tokens }, { server });
    expect(sent()).not.toHaveProperty('client_secret');
    const basic = issuer.received[0]?.headers.authorization ?? '';
    expect(Buffer.from(basic.slice(6), 'base64').toString()).toBe(
      'client%2D1:s3cret%3Awith%2Fchars',
    );
  });

  it('O-54 leaves the scope out where none was asked for, and keeps reserved parameters to itself', async () => {
    const extraParameters = { grant_type: 'password', client_id: 'other', client_assertion: 'x' };
    await request({ json: tokens }, { scope: '', extraParameters });
    expect(sent()).toEqual({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 's3cret:with/chars',
    });
  });

  it('O-54 O-17 goes nowhere over plain http off this machine', async () => {
    const server = serverAt('http://as.example.test');
    await expect(request({ json: tokens }, { server })).rejects.toMatchObject({
      code: 'endpoint_not_https',
    });
    expect(issuer.received).toEqual([]);
  });

  it('O-54 O-18 follows no redirect', async () => {
    await expect(request({ redirectTo: `${issuer.origin}/elsewhere` })).rejects.toMatchObject({
      code: 'redirect_refused',
    });
    expect(issuer.received).toHaveLength(1);
  });
});

describe('the answer', () => {
  it.each([
    ['a refresh token', { refresh_token: 'rt-1', refresh_expires_in: 60 }],
    ['a refresh token that is null', { refresh_token: null }],
    ['an ID token that nobody can read', { id_token: 'not.a.jwt' }],
  ])('O-54 is taken without %s', async (_name, extra) => {
    const result = await request({ json: { ...tokens, ...extra } });
    if (result.kind !== 'issued') throw result.error;
    expect(result.tokenSet.accessToken.reveal()).toBe('at-1');
    expect(result.tokenSet).toMatchObject({
      refreshToken: null,
      refreshExpiresAt: null,
      idToken: null,
      scope: 'stock:read',
    });
  });

  it('O-32 tells the scope that was granted, and no expiry where none was announced', async () => {
    const result = await request({ json: { ...tokens, expires_in: undefined, scope: 'stock' } });
    expect(result).toMatchObject({ tokenSet: { expiresAt: null, scope: 'stock' } });
  });

  it('hands over what was issued but cannot be used, to be ended', async () => {
    const result = await request({ json: { ...tokens, token_type: 'mac' } });
    if (result.kind !== 'not_promoted') throw new Error('promoted');
    expect(result.error.code).toBe('token_response_invalid');
    expect(result.received.accessToken?.reveal()).toBe('at-1');
  });

  it.each([
    ['a named refusal', { status: 400, json: { error: 'invalid_scope' } }, 'scope_refused'],
    ['a refusal with 200', { json: { error: 'unauthorized_client' } }, 'client_refused'],
    ['a name of its own', { status: 403, json: { error: 'no_such_audience' } }, 'request_refused'],
    ['an empty 401', { status: 401, body: '' }, 'client_refused'],
    ['a gateway’s page', { status: 403, body: '<html>' }, 'server_unavailable'],
    ['a page in place of tokens', { body: '<html>' }, 'response_unreadable'],
    ['an outage', { status: 503, body: '' }, 'server_unavailable'],
    ['a hang-up', { reset: true }, 'network_unreachable'],
  ] satisfies readonly (readonly [string, Behaviour, string])[])(
    'O-55 that is %s asks nobody to sign in',
    async (_name, behaviour, code) => {
      await expect(request(behaviour)).rejects.toMatchObject({ code });
    },
  );

  it('D-09 whose error repeats the secret is shown without it', async () => {
    const description = 'the secret s3cret:with/chars is wrong';
    const refusal = { error: 'invalid_client', error_description: description };
    await expect(request({ status: 401, json: refusal })).rejects.toMatchObject({
      details: { description: 'the secret [redacted] is wrong' },
    });
  });
});

describe('finding the server', () => {
  it('O-54 needs a token endpoint and nothing of the code flow (RFC 8414 section 2)', async () => {
    issuer.on('/.well-known/openid-configuration', {
      json: metadataAt(issuer.origin, {
        authorization_endpoint: undefined,
        response_types_supported: [],
        grant_types_supported: ['client_credentials'],
        code_challenge_methods_supported: ['plain'],
      }),
    });
    const directory = createServerDirectory(deps);
    const { server, capabilities } = await directory.discover(issuer.origin, 'client_credentials');
    expect(server).toMatchObject({ authorizationEndpoint: null });
    expect(server.tokenEndpoint).toBe(`${issuer.origin}/token`);
    expect(capabilities.grants).toEqual(['client_credentials']);
    await expect(directory.discover(issuer.origin)).rejects.toMatchObject({
      code: 'metadata_invalid',
      details: { reason: 'authorization_endpoint' },
    });
  });

  it('O-54 without a token endpoint is refused', async () => {
    issuer.on('/.well-known/openid-configuration', {
      json: metadataAt(issuer.origin, { token_endpoint: undefined }),
    });
    await expect(
      createServerDirectory(deps).discover(issuer.origin, 'client_credentials'),
    ).rejects.toMatchObject({ code: 'metadata_invalid', details: { reason: 'token_endpoint' } });
  });
});
