/** Everything outside of the app for one run of the model, and the app on it, which may die and start again. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import type { RequestName, RequestParams, RequestResult } from '../../../shared/contract.ts';
import type { Result } from '../../../shared/errors.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import {
  createFakeAccountStore,
  type FakeAccountStore,
} from '../../fixtures/fake-account-store.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeConnectivity } from '../../fixtures/fake-connectivity.ts';
import { createFakeSettingsStore } from '../../fixtures/fake-settings-store.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import { makeAccountsFile, makeKeychainItems } from './accounts-at-start.ts';
import { type AppProcess, startProcess } from './app-process.ts';
import { createFaultJournal } from './fault-journal.ts';
import { createFaultKeychain } from './fault-keychain.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { countFault, createLedger } from './ledger.ts';
import { noteDeath } from './note-death.ts';
import type { RotatingServer, ServerKind } from './rotating-server.ts';
import { createWatchedTransport } from './watched-transport.ts';

/** What is there once for many runs. */
export type Site = {
  readonly server: RotatingServer;
  readonly proxy: FaultProxy;
  /** A port at which nobody listens. */
  readonly deadPort: number;
  readonly folder: string;
};

export type Conditions = {
  journalFull: boolean;
  accountFileFull: boolean;
  networkDown: boolean;
  tornShare: number;
};

/** One run of the app. */
export type Running = ReturnType<typeof startApp>;
export type World = ReturnType<typeof createWorld>;

export const worldStart = Date.UTC(2026, 0, 1);

type Outside = Site & {
  readonly kind: ServerKind;
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly keychain: ReturnType<typeof createFaultKeychain>;
  readonly ledger: ReturnType<typeof createLedger>;
  readonly conditions: Conditions;
  readonly connectivity: ReturnType<typeof createFakeConnectivity>;
  readonly journalFile: string;
  readonly open: Set<string>;
  readonly surfaces: string[];
  exchanges: number;
};

function transportOf(outside: Outside, process: AppProcess) {
  const { ledger, conditions, server, deadPort } = outside;
  const change = (accountId: string, by: number): number => {
    const now = (ledger.underWay.get(accountId) ?? 0) + by;
    ledger.underWay.set(accountId, now);
    return now;
  };
  return createWatchedTransport(
    {
      open: outside.open,
      nextExchange: () => {
        outside.exchanges += 1;
        return String(outside.exchanges);
      },
      onBegin: (exchange, body) => {
        const refreshToken = new URLSearchParams(body ?? '').get('refresh_token') ?? '';
        const family = server.familyOf(refreshToken);
        if (conditions.networkDown) countFault(ledger, 'network down');
        if (family === undefined) return;
        const { accountId } = family;
        const left = !conditions.networkDown;
        ledger.exchanges.set(exchange, {
          accountId,
          refreshToken,
          left,
          received: false,
          before: null,
          diedInWindow: false,
        });
        if (change(accountId, 1) > 1) ledger.broken.push(`two requests at once: ${accountId}`);
      },
      onReceived: (exchange, text) => {
        const known = ledger.exchanges.get(exchange);
        if (known === undefined) return;
        const family = server.familyOf(known.refreshToken);
        const sent = family?.presentations.find((it) => it.exchange === exchange);
        if (sent !== undefined && sent.body !== text) return;
        known.received = true;
        if (!sent?.given) return;
        known.before = ledger.newest.get(known.accountId) ?? null;
        ledger.newest.set(known.accountId, sent.given);
      },
      onEnd: (exchange) => {
        const known = ledger.exchanges.get(exchange);
        if (known !== undefined) change(known.accountId, -1);
      },
      route: (url) => {
        if (!conditions.networkDown) return url;
        const nowhere = new URL(url);
        nowhere.port = String(deadPort);
        return nowhere;
      },
    },
    process,
  );
}

/** The metadata in memory of one process, whose flushes may fail and may be its end. */
function accountsOf(outside: Outside, process: AppProcess, store: FakeAccountStore) {
  return {
    ...store,
    write: (next: ReturnType<FakeAccountStore['read']>) => {
      if (process.isAlive()) store.write(next);
    },
    flush: async () => {
      process.reach('flushing');
      await process.whileAlive();
      if (outside.conditions.accountFileFull) countFault(outside.ledger, 'account file full');
      store.setUnwritable(outside.conditions.accountFileFull);
      await store.flush();
      process.reach('flushed');
      return process.whileAlive();
    },
  };
}

function startApp(outside: Outside, process: AppProcess, store: FakeAccountStore) {
  const { keychain, conditions, ledger, connectivity } = outside;
  const { clock } = process;
  const journal = createFaultJournal({
    file: outside.journalFile,
    clock,
    process,
    isFull: () => {
      if (conditions.journalFull) countFault(ledger, 'journal full');
      return conditions.journalFull;
    },
    tornShare: () => conditions.tornShare,
  });
  const secrets = createSecretStore({
    calls: keychain.connect(process),
    clock,
    name: 'A keychain with faults',
    platform: 'linux',
    sentinelWritten: () => true,
    markSentinelWritten: () => undefined,
  });
  const test = createTestApp([], {
    clock,
    secrets,
    journal,
    connectivity,
    accounts: accountsOf(outside, process, store),
    settings: createFakeSettingsStore({ ...defaultSettings, minimumLeftSeconds: 1200 }),
    transport: transportOf(outside, process),
  });
  const ask = async <N extends RequestName>(
    name: N,
    params: RequestParams<N>,
  ): Promise<Result<RequestResult<N>>> => {
    const result = await test.ask(name, params);
    outside.surfaces.push(JSON.stringify(result));
    return result;
  };
  const { app, logger, audit } = test;
  return { app, process, ask, store, logger, audit };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** More steps of the clock than any use case needs. */
const mostSteps = 5_000;

export function createWorld(site: Site, kind: ServerKind, accountIds: readonly string[]) {
  const journalFile = path.join(site.folder, 'tokens.journal');
  rmSync(journalFile, { force: true });
  const outside: Outside = {
    ...site,
    kind,
    clock: createFakeClock({ wall: worldStart }),
    keychain: createFaultKeychain(),
    ledger: createLedger(),
    conditions: { journalFull: false, accountFileFull: false, networkDown: false, tornShare: 0 },
    connectivity: createFakeConnectivity(),
    journalFile,
    open: new Set(),
    surfaces: [],
    exchanges: 0,
  };
  const { clock, ledger, open } = outside;
  const stores = { keychainItems: outside.keychain.items, journalFile };
  let running: Running | null = null;
  let afterDeath = (): void => undefined;
  site.server.reset(kind);
  const families = accountIds.map((accountId) => site.server.open(accountId));
  let durable = makeAccountsFile(families, site.proxy.port);
  for (const [item, text] of makeKeychainItems(families)) outside.keychain.items.set(item, text);
  for (const { accountId, current } of families) ledger.newest.set(accountId, current);
  site.proxy.reset({
    clock,
    onFault: (fault) => countFault(ledger, `network ${fault.kind}`),
    onCommitted: () => running?.process.reach('committed'),
  });

  const isBusy = (): boolean =>
    running?.process.isBusy() === true || [...open].some((it) => !site.proxy.isHeld(it));
  /** Resolves when nothing moves any more before a timer does. */
  const idle = async (): Promise<void> => {
    let still = 0;
    while (still < 3) {
      await turn();
      still = isBusy() ? 0 : still + 1;
    }
    afterDeath();
    afterDeath = () => undefined;
  };
  const isDead = (): boolean => running?.process.isAlive() !== true;

  /** Lets time pass until the work is done or the process is dead; throws when it never ends. */
  const until = async (work: Promise<unknown>): Promise<void> => {
    let done = false;
    const end = (): void => {
      done = true;
    };
    work.then(end, end);
    for (let step = 0; step < mostSteps; step += 1) {
      await idle();
      if (done || isDead()) return;
      const next = clock.untilNext();
      if (next === null) break;
      clock.advance(next);
    }
    throw new Error('I4 what was asked for never ends');
  };

  const world = {
    ...outside,
    families,
    stores,
    running: () => running,
    isDead,
    idle,
    until,
    /** What a new process would find of the metadata. */
    durable: () => (running === null ? durable : running.store.durable()),
    advance: async (ms: number): Promise<void> => {
      const target = clock.now().monotonic + ms;
      for (;;) {
        await idle();
        const left = target - clock.now().monotonic;
        const next = clock.untilNext();
        if (next === null || next > left) {
          clock.advance(left);
          break;
        }
        clock.advance(next);
      }
      await idle();
    },
    start: async (): Promise<void> => {
      durable = world.durable();
      const process = startProcess(clock, (point) => {
        countFault(ledger, `crash ${point}`);
        const refreshing = accountIds.filter(
          (it) => running?.app.snapshot.account(it)?.operation === 'refreshing',
        );
        // What was being written then is still written.
        afterDeath = () => noteDeath({ ledger, families, stores, refreshing }, point);
      });
      running = startApp(outside, process, createFakeAccountStore(durable));
      await until(running.app.afterFirstPaint());
    },
  };
  return world;
}
