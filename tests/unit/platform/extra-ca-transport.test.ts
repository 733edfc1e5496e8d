/** Which failure leads to the extra authorities, and that nothing is ever sent twice (N-05). */
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExtraCaTransport } from '../../../electron/platform/extra-ca-transport.ts';
import { type Transport, TransportError } from '../../../electron/ports.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';
import {
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { type Exchange, runExchange } from '../../fixtures/run-exchange.ts';

const root = makePrivateAuthority({ name: 'Acme Root' });
const unknownAuthority = (): TransportError =>
  new TransportError('tls', new Error('net::ERR_CERT_AUTHORITY_INVALID'));
let server: MisbehavingServer;
beforeAll(async () => {
  server = await startMisbehavingServer(root.issue({ name: 'x', hosts: ['127.0.0.1'] }));
});
beforeEach(() => {
  server.received.length = 0;
  server.on('/token', { json: { access_token: 'a' } });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => server.close());

function compose(failure: TransportError | null, authorities: readonly string[] = [root.cert]) {
  const logger = createFakeLogger();
  const first = vi.fn<Transport>(async () => {
    if (failure !== null) throw failure;
    return new Response('from Chromium');
  });
  const transport = createExtraCaTransport({
    first,
    authorities: () => authorities.map((pem) => ({ pem })),
    logger,
  });
  const post = (more: Partial<Exchange> = {}) =>
    runExchange(transport, {
      url: `${server.origin}/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'refresh_token=r1',
      ...more,
    });
  return { first, logger, post };
}

describe('N-05 the way over the extra authorities', () => {
  it('is taken once, with the same request, where Chromium knows no authority; and a line says so', async () => {
    const { first, logger, post } = compose(unknownAuthority());
    expect(await post()).toMatchObject({ status: 200, text: '{"access_token":"a"}' });
    expect(first).toHaveBeenCalledTimes(1);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.form.get('refresh_token')).toBe('r1');
    expect(logger.lines).toEqual([
      {
        level: 'info',
        event: 'transport.extra_authorities',
        fields: { host: new URL(server.origin).host },
      },
    ]);
  });

  it.each<[string, TransportError | null]>([
    ['an answer', null],
    [
      'a fault of TLS that may come after the request',
      new TransportError('tls', new Error('net::ERR_SSL_PROTOCOL_ERROR')),
    ],
    ['an expired certificate', new TransportError('tls', new Error('net::ERR_CERT_DATE_INVALID'))],
    [
      'another host name',
      new TransportError('tls', new Error('net::ERR_CERT_COMMON_NAME_INVALID')),
    ],
    ['a revoked certificate', new TransportError('tls', new Error('net::ERR_CERT_REVOKED'))],
    ['tls for a reason that nobody gave', new TransportError('tls')],
    [
      'a server out of reach',
      new TransportError('unreachable', new Error('net::ERR_CERT_AUTHORITY_INVALID')),
    ],
    ['a proxy that asks', new TransportError('proxy_authentication')],
    ['a redirect', new TransportError('redirected')],
    ['an abort', new TransportError('aborted')],
  ])('is not taken after %s', async (_name, failure) => {
    const { post } = compose(failure);
    const outcome = failure === null ? { text: 'from Chromium' } : { failure: failure.kind };
    expect(await post()).toMatchObject(outcome);
    expect(server.received).toEqual([]);
  });

  it('is not there without an authority', async () => {
    const { post } = compose(unknownAuthority(), []);
    expect(await post()).toEqual({ failure: 'tls' });
    expect(server.received).toEqual([]);
  });

  it('trusts those authorities alone, whatever the environment says about checking', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { post } = compose(unknownAuthority(), [makePrivateAuthority({ name: 'Other' }).cert]);
    expect(await post()).toEqual({ failure: 'tls' });
    expect(server.received).toEqual([]);
  });

  it('says what went wrong on it, so that a lost answer counts as one', async () => {
    server.on('/token', { reset: true });
    const { post } = compose(unknownAuthority());
    expect(await post()).toEqual({ failure: 'unreachable' });
    expect(server.received).toHaveLength(1);
  });

  it.each(['301', '302', '307', '308'])('follows no redirect %s', async (status) => {
    server.on('/token', { status: Number(status), redirectTo: '/elsewhere' });
    expect(await compose(unknownAuthority()).post()).toEqual({ failure: 'redirected' });
    expect(server.received.map(({ path }) => path)).toEqual(['/token']);
  });

  it('N-06 ends at once with its signal, and closes the connection', async () => {
    server.on('/token', { never: true });
    expect(await compose(unknownAuthority()).post({ abortAfterMs: 200 })).toEqual({
      failure: 'aborted',
    });
    await expect.poll(server.heldRequests).toBe(0);
  });

  it('asks for no compression and reads what a gateway compressed all the same', async () => {
    server.on('/token', ({ headers }) => ({
      body: gzipSync(`asked for ${headers['accept-encoding']}`),
      headers: { 'content-encoding': 'gzip' },
    }));
    expect(await compose(unknownAuthority()).post()).toMatchObject({ text: 'asked for identity' });
  });

  it('says that a body broke off', async () => {
    server.on('/token', { body: 'x'.repeat(100), cutAfter: 10 });
    expect(await compose(unknownAuthority()).post()).toMatchObject({ status: 200, text: null });
    server.on('/token', {
      body: gzipSync('x'.repeat(100_000)).subarray(0, 40),
      headers: { 'content-encoding': 'gzip' },
    });
    expect(await compose(unknownAuthority()).post()).toMatchObject({ status: 200, text: null });
  });
});
