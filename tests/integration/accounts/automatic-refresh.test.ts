/** Accounts stay fresh by themselves at a real authorization server, through its outage and its own end of the grant. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { Clock } from '../../../electron/ports.ts';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { eventually } from '../../fixtures/eventually.ts';
import { createSignedInApp } from '../../fixtures/signed-in-app.ts';

let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer({ accessTokenSeconds: 125 });
});
afterEach(() => server.close());

/** The system's clock, whose wall and monotonic readings and timers run ahead as a test says. */
function createFastClock(): Clock & { readonly skip: (ms: number) => void } {
  const system = createSystemClock();
  const jumps = new Set<() => void>();
  let ahead = 0;
  return {
    ...system,
    now: () => {
      const { wall, monotonic } = system.now();
      return { wall: wall + ahead, monotonic: monotonic + ahead };
    },
    onJump: (run) => {
      jumps.add(run);
      return () => jumps.delete(run);
    },
    skip: (ms) => {
      ahead += ms;
      for (const run of jumps) run();
    },
  };
}

async function setUp() {
  const clock = createFastClock();
  const test = createSignedInApp(server.issuer, { clock, random: () => 0 });
  await test.app.afterFirstPaint();
  const { accountId } = await test.signIn('alice');
  const refreshes = () => server.log.filter((it) => it.grantType === 'refresh_token');
  const settle = (check: () => void): Promise<void> => eventually(check);
  return { ...test, clock, accountId, refreshes, settle, stop: () => test.app.stop() };
}

describe('refreshing by itself at a real authorization server', () => {
  it('T-07 refreshes a token of 125 s a minute before its end, over and over, and stays active', async () => {
    const test = await setUp();
    await test.settle(() => expect(test.account(test.accountId)?.nextRefresh).not.toBeNull());
    expect(test.refreshes()).toHaveLength(0);
    for (let round = 1; round <= 3; round += 1) {
      test.clock.skip(70_000);
      await test.settle(() => expect(test.refreshes()).toHaveLength(round));
      await test.settle(() => expect(test.account(test.accountId)?.operation).toBe('idle'));
    }
    expect(test.refreshes().map((it) => it.status)).toEqual([200, 200, 200]);
    expect(test.account(test.accountId)).toMatchObject({
      grant: { status: 'live' },
      lastProblem: null,
    });
    await test.ask('account.copy', { accountId: test.accountId, form: 'token' });
    expect(await server.isActive(test.clipboard.text())).toBe(true);
    expect(test.opened).toHaveLength(1);
    await test.stop();
  });

  it('N-09 says until when an unavailable server is left alone, and heals by itself', async () => {
    const test = await setUp();
    server.intercept((request, response) => {
      if (request.url !== '/token') return false;
      response.writeHead(503, { 'retry-after': '300' }).end();
      return true;
    });
    test.clock.skip(70_000);
    await test.settle(() => expect(test.account(test.accountId)?.unavailableUntil).not.toBeNull());
    const { unavailableUntil, grant } = test.account(test.accountId) ?? {};
    expect((unavailableUntil?.at ?? 0) - test.clock.now().wall).toBeGreaterThan(280_000);
    expect(grant?.status).toBe('live');
    server.intercept(null);
    test.clock.skip(301_000);
    await test.settle(() => expect(test.refreshes().map((it) => it.status)).toEqual([200]));
    await test.settle(() =>
      expect(test.account(test.accountId)).toMatchObject({
        unavailableUntil: null,
        lastProblem: null,
      }),
    );
    await test.stop();
  });

  it('R-02 a strict server that lost its own answer ends in Needs sign-in, with the access token kept', async () => {
    const test = await setUp();
    const presented: string[] = [];
    server.intercept((request, response) => {
      if (request.url !== '/token') return false;
      presented.push(request.url);
      if (presented.length > 1) return false;
      // The server hears the request and rotates; what it answers never arrives.
      const socket = response.socket;
      response.write = () => true;
      response.end = () => {
        socket?.destroy();
        return response;
      };
      return false;
    });
    test.clock.skip(70_000);
    await test.settle(() => expect(test.account(test.accountId)?.grant.status).toBe('refused'));
    expect(presented).toHaveLength(2);
    expect(test.account(test.accountId)?.accessTokenHeld).toBe(true);
    expect(test.opened).toHaveLength(1);
    await test.stop();
  });
});
