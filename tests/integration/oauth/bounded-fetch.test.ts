import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fetchBounded } from '../../../electron/oauth/bounded-fetch.ts';
import {
  type Behaviour,
  gzipBomb,
  type MisbehavingServer,
  startMisbehavingServer,
} from '../../fixtures/misbehaving-server.ts';
import { makeOAuthDeps } from '../../fixtures/oauth-deps.ts';

let server: MisbehavingServer;
let deps: ReturnType<typeof makeOAuthDeps>;
beforeAll(async () => {
  server = await startMisbehavingServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
  deps = makeOAuthDeps();
});

function get(behaviour: Behaviour, more: { deadlineMs?: number; ignoresBody?: boolean } = {}) {
  server.on('/x', behaviour);
  const url = new URL('/x', server.origin);
  return fetchBounded(deps, {
    url,
    method: 'GET',
    headers: {},
    body: null,
    deadlineMs: 1000,
    ...more,
  });
}

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('it never became true');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const oneAsked = () => server.received.length > 0;
const noneHeld = () => server.heldRequests() === 0;

describe('fetchBounded', () => {
  it('hands on status, headers and the whole text', async () => {
    const answer = await get({ status: 418, body: 'grüße', headers: { 'x-more': '1' } });
    expect(answer).toMatchObject({ status: 418, text: 'grüße' });
    expect(answer.headers.get('x-more')).toBe('1');
  });

  it('N-06 gives up on a server that never answers, and closes the connection', async () => {
    const pending = get({ never: true });
    pending.catch(() => undefined);
    await waitFor(oneAsked);
    deps.clock.advance(999);
    deps.clock.advance(1);
    await expect(pending).rejects.toMatchObject({ code: 'timed_out' });
    await waitFor(noneHeld);
  });

  it('N-06 gives a dripping body no more time than a silent server', async () => {
    const pending = get({ body: 'x'.repeat(10_000), dripMs: 2 });
    pending.catch(() => undefined);
    await waitFor(oneAsked);
    await new Promise((resolve) => setTimeout(resolve, 50));
    deps.clock.advance(1000);
    await expect(pending).rejects.toMatchObject({ code: 'timed_out' });
    await waitFor(noneHeld);
  });

  it('N-06 leaves no timer behind', async () => {
    await get({ body: 'ok' });
    await expect(get({ reset: true })).rejects.toBeDefined();
    expect(deps.clock.pending()).toBe(0);
  });

  it('N-07 takes a body of 256 KiB and refuses one byte more', async () => {
    expect((await get({ body: 'x'.repeat(256 * 1024) })).text).toHaveLength(256 * 1024);
    await expect(get({ body: 'x'.repeat(256 * 1024 + 1) })).rejects.toMatchObject({
      code: 'response_too_large',
    });
  });

  it.each<[string, Behaviour]>([
    ['an endless body', { endless: true }],
    ['64 MiB in a small gzip', gzipBomb(64 * 1024 * 1024)],
  ])(
    'N-07 stops reading %s, closes the connection and costs under 20 MiB',
    async (_name, behaviour) => {
      const before = process.memoryUsage();
      await expect(get(behaviour)).rejects.toMatchObject({ code: 'response_too_large' });
      const after = process.memoryUsage();
      const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
      expect(grown).toBeLessThan(20 * 1024 * 1024);
      await waitFor(noneHeld);
    },
  );

  it('N-07 reads only the beginning of an error page, and still says its status', async () => {
    const answer = await get({ status: 500, endless: true });
    expect(answer.status).toBe(500);
    expect(answer.text).toHaveLength(16 * 1024);
    await waitFor(noneHeld);
  });

  it('N-07 asks for no more of an error page than it keeps', async () => {
    let poured = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          poured += 8 * 1024;
          controller.enqueue(new Uint8Array(8 * 1024));
        },
      },
      { highWaterMark: 0 },
    );
    const transport = async () => new Response(body, { status: 500 });
    const url = new URL('https://id.example/x');
    const request = { url, method: 'GET', headers: {}, body: null, deadlineMs: 1000 } as const;
    expect((await fetchBounded({ ...deps, transport }, request)).status).toBe(500);
    expect(poured).toBe(16 * 1024);
  });

  const ignoresBody = true;

  it('N-07 only glances at a body where the status says everything, and closes the connection', async () => {
    const answer = await get({ endless: true }, { ignoresBody });
    expect(answer).toMatchObject({ status: 200, isCut: true });
    expect(answer.text).toHaveLength(4 * 1024);
    await waitFor(noneHeld);
    expect(deps.clock.pending()).toBe(0);
  });

  it('N-07 takes what came of a body that breaks off where the status says everything', async () => {
    expect(await get({ body: 'x'.repeat(1000), cutAfter: 10 }, { ignoresBody })).toMatchObject({
      status: 200,
      text: 'x'.repeat(10),
      isCut: true,
    });
    expect(await get({ body: 'ok' }, { ignoresBody })).toMatchObject({ text: 'ok', isCut: false });
    expect(deps.clock.pending()).toBe(0);
  });

  it('N-06 lets no deadline unsay a status that says everything', async () => {
    const pending = get({ body: 'xx', dripMs: 100_000 }, { ignoresBody, deadlineMs: 500 });
    await expect.poll(() => deps.clock.untilNext()).toBe(1000);
    deps.clock.advance(1000);
    expect(await pending).toMatchObject({ status: 200, text: '', isCut: true });
    await waitFor(noneHeld);
  });

  it.each([301, 302, 303, 307, 308])('O-18 follows no %i', async (status) => {
    const other = await startMisbehavingServer();
    await expect(get({ status, redirectTo: `${other.origin}/x` })).rejects.toMatchObject({
      code: 'redirect_refused',
    });
    expect(other.received).toEqual([]);
    await other.close();
  });

  it.each<[string, Behaviour]>([
    ['a reset connection', { reset: true }],
    ['a body cut short', { body: 'x'.repeat(1000), cutAfter: 10 }],
  ])('takes %s for a matter of the network', async (_name, behaviour) => {
    await expect(get(behaviour)).rejects.toMatchObject({ code: 'network_unreachable' });
  });

  it('sends six at once to a host and starts the deadline of the others only then', async () => {
    let answerAll = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answerAll = resolve;
    });
    server.on('/held', async () => {
      await held;
      return { body: 'ok' };
    });
    const url = new URL('/held', server.origin);
    const request = { url, method: 'GET', headers: {}, body: null, deadlineMs: 1000 } as const;
    const all = Array.from({ length: 8 }, () => fetchBounded(deps, request));
    await waitFor(() => server.received.length === 6);
    deps.clock.advance(600);
    answerAll();
    await Promise.all(all.slice(0, 6));
    await waitFor(() => server.received.length === 8);
    // 1,200 ms after all eight were asked for, but only 600 after the last two could start.
    deps.clock.advance(600);
    await expect(Promise.all(all)).resolves.toHaveLength(8);
  });

  it('D-09 logs host, status and duration, and neither path, header nor body', async () => {
    await get({ body: 'body-canary', headers: { 'x-header': 'header-canary' } });
    const { host } = new URL(server.origin);
    expect(deps.logger.lines).toEqual([
      { level: 'info', event: 'oauth.answered', fields: { host, status: 200, durationMs: 0 } },
    ]);
  });
});
