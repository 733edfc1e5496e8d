// The same table of exchanges over Node's network stack and over Chromium's in a real Electron, and proxies that ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import { type AskingProxy, startAskingProxy } from '../../fixtures/asking-proxy.ts';
import { describeTransport } from '../../fixtures/contracts/transport-contract.ts';
import { runExchange } from '../../fixtures/run-exchange.ts';
import { startTransportHost, type TransportHost } from '../../fixtures/transport-host.ts';
import { startTransportServer, type TransportServer } from '../../fixtures/transport-server.ts';

const nodeTransport = createNodeTransport();
let host: TransportHost;

beforeAll(async () => {
  host = await startTransportHost();
});

afterAll(() => host.stop());

describeTransport('Node', (exchange) => runExchange(nodeTransport, exchange));
describeTransport('Electron', (exchange) => host.run({ partition: 'oauth', exchange }));

describe('N-04 a proxy that asks for a password', () => {
  let proxy: AskingProxy;
  let server: TransportServer;

  beforeAll(async () => {
    proxy = await startAskingProxy('alice', 'hunter2');
    server = await startTransportServer();
  });
  afterAll(async () => {
    await Promise.all([proxy.stop(), server.stop()]);
  });

  const through = (partition: string, origin: string, password?: string) =>
    host.run({
      partition,
      proxy: {
        rules: proxy.origin,
        ...(password === undefined ? {} : { credentials: { username: 'alice', password } }),
      },
      exchange: { url: `${origin}/plain`, method: 'POST', body: 'refresh_token=r1' },
    });

  it('is a matter of the network, never an answer of the server, when there is nothing to give', async () => {
    expect(await through('without-http', server.origin)).toEqual({
      failure: 'proxy_authentication',
    });
    expect(await through('without-https', server.tlsOrigin)).toEqual({
      failure: 'proxy_authentication',
    });
    expect(server.hits).toEqual([]);
  });

  it('lets the exchange through with the right password, and is not asked again for the next', async () => {
    expect(await through('right', server.origin, 'hunter2')).toMatchObject({ status: 200 });
    const asked = proxy.asked();
    expect(await through('right', server.origin, 'hunter2')).toMatchObject({ status: 200 });
    expect(proxy.asked()).toBe(asked);
    expect(server.hits.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('still refuses a certificate that nobody vouches for behind the proxy', async () => {
    expect(await through('right-https', server.tlsOrigin, 'hunter2')).toEqual({ failure: 'tls' });
    expect(proxy.passed.some((line) => line.startsWith('CONNECT'))).toBe(true);
  });

  it('ends with a wrong password and does not try it for ever', async () => {
    const before = proxy.asked();
    expect(await through('wrong', server.origin, 'wrong')).toEqual({
      failure: 'proxy_authentication',
    });
    expect(proxy.asked() - before).toBeLessThan(8);
  });
});
