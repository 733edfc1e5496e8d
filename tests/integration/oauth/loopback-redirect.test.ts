import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type LoopbackRedirect,
  type LoopbackRedirectOptions,
  openLoopbackRedirect,
} from '../../../electron/oauth/loopback-redirect.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';

let deps: ReturnType<typeof makeOAuthDeps>;
let redirect: LoopbackRedirect;
let delivered: URL[];
const opened: LoopbackRedirect[] = [];
const right = '/callback?code=code-canary&state=right';

async function open(options: Partial<LoopbackRedirectOptions> = {}): Promise<LoopbackRedirect> {
  const onResponse = (url: URL): 'accepted' | 'foreign' => {
    if (url.searchParams.get('state') !== 'right') return 'foreign';
    delivered.push(url);
    return 'accepted';
  };
  const result = await openLoopbackRedirect(deps, {
    host: '127.0.0.1',
    port: null,
    onResponse,
    ...options,
  });
  opened.push(result);
  return result;
}

beforeEach(async () => {
  deps = makeOAuthDeps();
  delivered = [];
  redirect = await open();
});
afterEach(async () => {
  const closing = opened.splice(0).map((it) => it.close());
  deps.clock.advance(1000);
  await Promise.all(closing);
});

type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

function send(
  path: string,
  { method = 'GET', headers = {}, address = '127.0.0.1', port = redirect.port } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: address, port, path, method, headers, agent: false });
    request.once('error', reject);
    request.once('response', async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.end();
  });
}

async function openSocket(port = redirect.port): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  // Unread, its end would never be noticed.
  return socket.resume();
}

const refusesConnections = (port: number, address = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('error', () => resolve(true));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });

describe('the address', () => {
  it('O-03 advertises the literal it has bound, with the constant path', () => {
    expect(redirect.redirectUri).toBe(`http://127.0.0.1:${redirect.port}/callback`);
  });

  it('O-05 listens on this machine only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((it) => it?.family === 'IPv4' && !it.internal);
    expect(await refusesConnections(redirect.port, outside?.address ?? '127.0.0.2')).toBe(true);
  });

  it('B-01 answers on both families for localhost', async () => {
    const both = await open({ host: 'localhost' });
    expect(both.redirectUri).toBe(`http://localhost:${both.port}/callback`);
    const headers = { host: `localhost:${both.port}` };
    for (const address of ['127.0.0.1', '::1']) {
      expect((await send(right, { address, port: both.port, headers })).status).toBe(303);
    }
  });

  it('B-01 says so when the port an account names is taken', async () => {
    await expect(open({ port: redirect.port })).rejects.toMatchObject({ code: 'port_in_use' });
  });

  it('B-09 lets two attempts wait side by side', async () => {
    const other = await open();
    expect(other.port).not.toBe(redirect.port);
    expect((await send(right)).status).toBe(303);
    expect(await refusesConnections(other.port)).toBe(false);
  });
});

describe('what comes in', () => {
  it('O-49 takes the code out of the history and shows a page that keeps and loads nothing', async () => {
    const reply = await send(right);
    expect(reply).toMatchObject({ status: 303, text: '' });
    expect(reply.headers.location).toBe('/done');
    const page = await send('/done');
    expect(page.status).toBe(200);
    expect(page.text).toContain('You can close this tab');
    expect(page.text).toContain('可以关闭此标签页');
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringMatching(/^default-src 'none'; style-src 'sha256-/),
    });
    expect(page.text).not.toMatch(/<script|src=|href=|url\(/);
  });

  it('O-48 reflects nothing of what it was sent, on any page', async () => {
    const canary = '<img src=x onerror=alert(1)>canary';
    const query = new URLSearchParams({ error: canary, error_description: canary, state: 'wrong' });
    const replies = [
      await send(`/callback?${query}`),
      await send(`/done?${query}`),
      await send(`/${encodeURIComponent(canary)}?${query}`),
      await send(`/callback?${new URLSearchParams({ error_description: canary, state: 'right' })}`),
    ];
    for (const { text, headers } of replies) {
      expect(text + JSON.stringify(headers)).not.toContain('canary');
    }
  });

  it('B-02 keeps waiting through favicon and robots', async () => {
    for (const path of [
      '/favicon.ico',
      '/robots.txt',
      '/',
      '/callback/',
      '/Callback',
      '//callback',
    ]) {
      expect((await send(path)).status).toBe(404);
    }
    expect((await send(right)).status).toBe(303);
    expect(delivered).toHaveLength(1);
  });

  it('B-02 keeps waiting through idle, reset and nonsense connections', async () => {
    const idle = await openSocket();
    const reset = await openSocket();
    reset.resetAndDestroy();
    const tls = await openSocket();
    tls.write(Buffer.from('16030100c8010000c40303', 'hex'));
    await once(tls, 'close');
    expect((await send(right)).status).toBe(303);
    expect(delivered).toHaveLength(1);
    idle.destroy();
  });

  it.each(['POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH'])(
    'B-03 consumes nothing by %s and allows no other origin',
    async (method) => {
      const headers = { origin: 'https://evil.example', 'access-control-request-method': 'GET' };
      const reply = await send(right, { method, headers });
      expect(reply.status).toBe(405);
      expect(Object.keys(reply.headers).join()).not.toContain('access-control');
      expect(delivered).toEqual([]);
    },
  );

  it.each(['evil.example', 'localhost', '127.0.0.1', '[::1]'])(
    'B-03 refuses the host name %s, with and without a port',
    async (host) => {
      const withPort = host === '127.0.0.1' ? `${host}:1` : `${host}:${redirect.port}`;
      for (const header of [host, withPort]) {
        expect((await send(right, { headers: { host: header } })).status).toBe(400);
      }
      expect(delivered).toEqual([]);
    },
  );

  it.each([
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
  ])('B-04 leaves the code alone when a browser only looks ahead: %j', async (headers) => {
    expect((await send(right, { headers })).status).toBe(204);
    expect(delivered).toEqual([]);
    expect((await send(right)).status).toBe(303);
  });

  it('B-05 delivers one of fifty equal answers and shows them all the same page', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, () => sendPatiently(right)));
    expect(new Set(replies.map((it) => it.status))).toEqual(new Set([303]));
    expect(delivered).toHaveLength(1);
  });

  it('B-06 tells a stray answer so, and keeps waiting', async () => {
    expect((await send('/callback?code=c&state=wrong')).status).toBe(400);
    expect(await refusesConnections(redirect.port)).toBe(false);
    expect((await send(right)).status).toBe(303);
  });

  it('B-06 reports a flood of strays once', async () => {
    let floods = 0;
    const flooded = await open({
      onFlooded: () => {
        floods += 1;
      },
    });
    for (let count = 1; count <= 20; count += 1) await send('/callback', { port: flooded.port });
    expect(floods).toBe(0);
    for (let count = 1; count <= 5; count += 1) await send('/callback', { port: flooded.port });
    expect(floods).toBe(1);
  });

  it('B-07 delivers an error answer as it delivers a code', async () => {
    expect((await send('/callback?error=access_denied&state=right')).status).toBe(303);
    expect(delivered[0]?.searchParams.get('error')).toBe('access_denied');
  });

  it('B-14 refuses endless headers and hangs up', async () => {
    const reply = await send(right, { headers: { 'x-long': 'x'.repeat(20_000) } }).catch(
      () => null,
    );
    expect(reply?.status ?? 400).toBe(400);
    expect(delivered).toEqual([]);
  });

  it('B-14 hangs up on a request that never finishes', async () => {
    const slow = await openSocket();
    slow.write('GET /callback?code=c&state=right HTTP/1.1\r\nHost: ');
    await once(slow, 'close');
    expect(delivered).toEqual([]);
  }, 15_000);

  it('B-14 holds no more than 32 sockets', async () => {
    const sockets = await Promise.all(Array.from({ length: 40 }, () => openSocket()));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sockets.filter((it) => !it.readableEnded && !it.destroyed).length).toBeLessThanOrEqual(
      32,
    );
    for (const socket of sockets) socket.destroy();
  });
});

/** Beyond 32 sockets at once the port drops connections; a browser would try again, too. */
async function sendPatiently(path: string): Promise<Reply> {
  for (;;) {
    try {
      return await send(path);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

describe('close', () => {
  it('O-04 frees the port at once after a cancellation, idle connections or not', async () => {
    const idle = await openSocket();
    const startedAt = performance.now();
    await redirect.close();
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(await refusesConnections(redirect.port)).toBe(true);
    idle.destroy();
  });

  it('O-04 lets the browser fetch the page after an answer, and then frees the port', async () => {
    await send(right);
    const closing = redirect.close();
    expect((await send('/done')).status).toBe(200);
    await closing;
    expect(await refusesConnections(redirect.port)).toBe(true);
  });

  it('O-04 waits no longer than half a second for a browser that never fetches it', async () => {
    await send(right);
    const closing = redirect.close();
    deps.clock.advance(500);
    await closing;
    expect(await refusesConnections(redirect.port)).toBe(true);
  });

  it('may be called twice', async () => {
    await Promise.all([redirect.close(), redirect.close()]);
    expect(await refusesConnections(redirect.port)).toBe(true);
  });
});
