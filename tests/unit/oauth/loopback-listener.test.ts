import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { bindLoopback, type Listen } from '../../../electron/oauth/loopback-listener.ts';

const open: Server[] = [];
const listenForReal: Listen = (host, port) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      open.push(server);
      resolve(server);
    });
  });
const failing =
  (address: string, code: string): Listen =>
  (host, port) =>
    host === address
      ? Promise.reject(Object.assign(new Error(code), { code }))
      : listenForReal(host, port);

afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});

const addressesOf = (servers: readonly Server[]) =>
  servers.map((it) => {
    const address = it.address();
    return typeof address === 'object' ? address?.address : null;
  });

describe('bindLoopback', () => {
  it('O-05 binds 127.0.0.1 alone for the literal', async () => {
    const bound = await bindLoopback(listenForReal, { host: '127.0.0.1', port: null });
    expect(addressesOf(bound.servers)).toEqual(['127.0.0.1']);
    expect(bound.host).toBe('127.0.0.1');
  });

  it('O-02 falls back to ::1 where there is no IPv4', async () => {
    const noV4 = failing('127.0.0.1', 'EADDRNOTAVAIL');
    const bound = await bindLoopback(noV4, { host: '127.0.0.1', port: null });
    expect(addressesOf(bound.servers)).toEqual(['::1']);
    expect(bound.host).toBe('[::1]');
  });

  it('B-01 binds both families on one port for localhost', async () => {
    const bound = await bindLoopback(listenForReal, { host: 'localhost', port: null });
    expect(addressesOf(bound.servers)).toEqual(['127.0.0.1', '::1']);
    expect(bound.host).toBe('localhost');
  });

  it('B-01 makes do with one family for localhost where the other does not exist', async () => {
    const noV6 = failing('::1', 'EADDRNOTAVAIL');
    const bound = await bindLoopback(noV6, { host: 'localhost', port: null });
    expect(addressesOf(bound.servers)).toEqual(['127.0.0.1']);
  });

  it.each(['127.0.0.1', '::1'])(
    'B-01 refuses a fixed port for localhost that %s has taken',
    async (address) => {
      const stranger = await listenForReal(address, 0);
      const taken = stranger.address();
      const port = typeof taken === 'object' && taken !== null ? taken.port : 0;
      await expect(bindLoopback(listenForReal, { host: 'localhost', port })).rejects.toMatchObject({
        code: 'port_in_use',
      });
      // What was bound on the way is free again.
      const other = address === '::1' ? '127.0.0.1' : '::1';
      await expect(listenForReal(other, port)).resolves.toBeDefined();
    },
  );

  it('B-01 takes another free port when the other family has taken the first', async () => {
    let refusals = 0;
    const crowded: Listen = (host, port) => {
      if (host !== '::1' || refusals === 3) return listenForReal(host, port);
      refusals += 1;
      return Promise.reject(Object.assign(new Error('taken'), { code: 'EADDRINUSE' }));
    };
    const bound = await bindLoopback(crowded, { host: 'localhost', port: null });
    expect(refusals).toBe(3);
    expect(bound.servers).toHaveLength(2);
  });
});
