// The same table of exchanges over Node's network stack and over Chromium's in a real Electron, and proxies that ask.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import { type AskingProxy, startAskingProxy } from '../../fixtures/asking-proxy.ts';
import { describeTransport } from '../../fixtures/contracts/transport-contract.ts';
import { type Issued, makePrivateAuthority } from '../../fixtures/private-authority.ts';
import { type Exchange, runExchange } from '../../fixtures/run-exchange.ts';
import { startTransportHost, type TransportHost } from '../../fixtures/transport-host.ts';
import { startTransportServer, type TransportServer } from '../../fixtures/transport-server.ts';

const nodeTransport = createNodeTransport();
const expired = makePrivateAuthority({ name: 'Acme Old Root', valid: [-7_200_000, -60_000] });

/** Under a leaf of ours, which may not sign. */
function impostor(): Issued {
  const leaf = authority.issueAuthority({ name: 'Not an authority', isAuthority: false });
  const issued = leaf.issue({ name: 'x', hosts: ['127.0.0.1'] });
  return { key: issued.key, cert: issued.cert + leaf.cert };
}
let host: TransportHost;

beforeAll(async () => {
  host = await startTransportHost();
});

afterAll(() => host.stop());

describeTransport('Node', (exchange) => runExchange(nodeTransport, exchange));
describeTransport('Electron', (exchange) => host.run({ partition: 'oauth', exchange }));

const authority = makePrivateAuthority({ name: 'Acme Root' });
const withAuthority = (exchange: Exchange) =>
  host.run({ partition: 'oauth', authorities: [authority.cert], exchange });
describeTransport('Electron with an extra authority, where none is needed', withAuthority);
describeTransport(
  'Electron with an extra authority, at a server under it',
  withAuthority,
  authority.issue({ name: 'id.acme.example', hosts: ['127.0.0.1'] }),
);

describe('N-05 an extra authority in the real Electron', () => {
  const issuing = authority.issueAuthority({ name: 'Acme Issuing' });
  const wrongHost = { name: 'x', hosts: ['id.acme.example'] };
  const wrongTime = { name: 'x', hosts: ['127.0.0.1'], valid: [-7_200_000, -60_000] } as const;
  const body = { method: 'POST', body: 'refresh_token=r1' };

  async function post(certificate: Issued, authorities: readonly string[]) {
    const server = await startTransportServer(certificate);
    const exchange = { url: `${server.origin}/plain`, ...body };
    const outcome = await host.run({ partition: 'extra', authorities, exchange });
    await server.stop();
    return { outcome, hits: server.hits };
  }

  it.each<[string, Issued, readonly string[]]>([
    ['no authority', authority.issue({ name: 'x', hosts: ['127.0.0.1'] }), []],
    [
      'another one',
      authority.issue({ name: 'x', hosts: ['127.0.0.1'] }),
      [makePrivateAuthority({ name: 'Acme Root' }).cert],
    ],
    ['another host name', authority.issue(wrongHost), [authority.cert]],
    ['an expired certificate', authority.issue(wrongTime), [authority.cert]],
    ['a certificate that signs although it is no authority', impostor(), [authority.cert]],
    ['an expired authority', expired.issue({ name: 'x', hosts: ['127.0.0.1'] }), [expired.cert]],
  ])('refuses %s and sends nothing', async (_name, certificate, authorities) => {
    expect(await post(certificate, authorities)).toEqual({ outcome: { failure: 'tls' }, hits: [] });
  });

  it('sends a body once under it, and under the issuing authority alone', async () => {
    const leaf = issuing.issue({ name: 'x', hosts: ['127.0.0.1'] });
    const chain = { key: leaf.key, cert: leaf.cert + issuing.cert };
    for (const authorities of [[authority.cert], [issuing.cert]]) {
      const { outcome, hits } = await post(chain, authorities);
      expect(outcome).toMatchObject({ status: 200 });
      expect(hits).toMatchObject([{ method: 'POST', body: 'refresh_token=r1' }]);
    }
  });
});

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
