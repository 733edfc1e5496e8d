import { createServer as createHttpsServer } from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createServerDirectory,
  type ServerDirectory,
} from '../../../electron/oauth/authorization-server.ts';
import { startAuthorizationServer } from '../../fixtures/authorization-server.mjs';
import {
  type Behaviour,
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';
import { metadataAt } from '../../fixtures/scripted-issuer.ts';
import { makeSelfSignedCertificate } from '../../fixtures/self-signed-certificate.ts';

const openIdPath = '/.well-known/openid-configuration';
const oauthPath = '/.well-known/oauth-authorization-server';

let server: MisbehavingServer;
let deps: ReturnType<typeof makeOAuthDeps>;
let directory: ServerDirectory;
beforeEach(async () => {
  server = await startMisbehavingServer();
  deps = makeOAuthDeps();
  directory = createServerDirectory(deps);
});
afterEach(() => server.close());

const asked = () => server.received.map((it) => it.path);

describe('discover', () => {
  it('reads a real OpenID Connect server', async () => {
    const real = await startAuthorizationServer();
    const { server: found, capabilities } = await directory.discover(real.issuer);
    expect(found).toMatchObject({
      issuer: real.issuer,
      tokenEndpoint: real.tokenEndpoint,
      revocationEndpoint: real.revocationEndpoint,
      responseIssSupported: true,
    });
    expect(capabilities).toMatchObject({
      pkce: 'announced',
      revocation: true,
      introspection: true,
    });
    await real.close();
  });

  it('O-20 asks in the RFC 8414 form when the OpenID Connect form is not there', async () => {
    const issuer = `${server.origin}/tenant`;
    server.on(`${oauthPath}/tenant`, { json: metadataAt(issuer) });
    expect((await directory.discover(issuer)).server.issuer).toBe(issuer);
    expect(asked()).toEqual([`/tenant${openIdPath}`, `${oauthPath}/tenant`]);
  });

  it('O-20 goes on to the other form when a start page answers the first', async () => {
    server.on(openIdPath, {
      body: '<html>Welcome</html>',
      headers: { 'content-type': 'text/html' },
    });
    server.on(oauthPath, { json: metadataAt(server.origin) });
    expect((await directory.discover(server.origin)).server.issuer).toBe(server.origin);
  });

  it('O-19 reads the issuer out of a pasted metadata address and still compares it', async () => {
    server.on(openIdPath, { json: metadataAt(server.origin) });
    const pasted = `${server.origin}${openIdPath}`;
    expect((await directory.discover(pasted)).server.issuer).toBe(server.origin);
    server.on(openIdPath, { json: metadataAt(server.origin, { issuer: 'https://evil.example' }) });
    await expect(directory.rediscover(pasted)).rejects.toMatchObject({ code: 'issuer_mismatch' });
  });

  it('O-19 does not look for a friendlier answer after a mismatch', async () => {
    server.on(openIdPath, { json: metadataAt(server.origin, { issuer: 'https://evil.example' }) });
    server.on(oauthPath, { json: metadataAt(server.origin) });
    await expect(directory.discover(server.origin)).rejects.toMatchObject({
      code: 'issuer_mismatch',
    });
    expect(asked()).toEqual([openIdPath]);
  });

  const failures: [string, Behaviour, string][] = [
    ['nothing there', { status: 404 }, 'metadata_not_found'],
    ['a start page', { body: '<html>' }, 'metadata_invalid'],
    ['an empty answer', { body: '' }, 'metadata_invalid'],
    ['null', { body: 'null' }, 'metadata_invalid'],
    ['a list', { json: [] }, 'metadata_invalid'],
    ['broken JSON', { body: '{"issuer":' }, 'metadata_invalid'],
    ['a server in trouble', { status: 503, headers: { 'retry-after': '7' } }, 'server_unavailable'],
    ['too many requests', { status: 429 }, 'rate_limited'],
    ['a redirect', { redirectTo: 'https://evil.example/' }, 'redirect_refused'],
    ['an endless body', { endless: true }, 'response_too_large'],
    ['a reset connection', { reset: true }, 'network_unreachable'],
  ];
  it.each(failures)('N-08 names what went wrong: %s', async (_name, behaviour, code) => {
    server.on(openIdPath, behaviour);
    server.on(oauthPath, behaviour);
    await expect(directory.discover(server.origin)).rejects.toMatchObject({ code });
  });

  it('N-06 gives up after ten seconds', async () => {
    server.on(openIdPath, { never: true });
    const pending = directory.discover(server.origin);
    pending.catch(() => undefined);
    while (server.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    deps.clock.advance(10_000);
    await expect(pending).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('O-17 refuses a certificate nobody vouches for', async () => {
    const https = createHttpsServer(makeSelfSignedCertificate('127.0.0.1'));
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
    const address = https.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const pending = directory.discover(`https://127.0.0.1:${port}`);
    await expect(pending).rejects.toMatchObject({ code: 'tls_failed' });
    https.close();
  });

  it('O-22 remembers an answer for a day, and no failure at all', async () => {
    await expect(directory.discover(server.origin)).rejects.toBeDefined();
    server.on(openIdPath, { json: metadataAt(server.origin) });
    server.received.length = 0;
    await directory.discover(server.origin);
    deps.clock.advance(24 * 3_600_000 - 1);
    await directory.discover(server.origin);
    expect(asked()).toHaveLength(1);
    deps.clock.advance(1);
    await directory.discover(server.origin);
    expect(asked()).toHaveLength(2);
    await directory.rediscover(server.origin);
    expect(asked()).toHaveLength(3);
  });

  it('O-22 asks once for all who ask at the same time', async () => {
    server.on(openIdPath, { json: metadataAt(server.origin), delayMs: 20 });
    await Promise.all(Array.from({ length: 20 }, () => directory.discover(server.origin)));
    expect(asked()).toHaveLength(1);
  });
});
