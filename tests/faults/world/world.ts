/** Everything outside of the app for one run of the model, and the app on it, which may die and start again. */
import { createFakeAccountStore } from '../../fixtures/fake-account-store.ts';
import { makeAccountsFile, makeKeychainItems } from './accounts-at-start.ts';
import { startProcess } from './app-process.ts';
import { countFault } from './ledger.ts';
import { noteDeath } from './note-death.ts';
import { createOutside, type Site } from './outside.ts';
import { type Running, startApp } from './running-app.ts';
import type { ServerKind } from './token-families.ts';

export type World = ReturnType<typeof createWorld>;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** More steps of the clock than any use case needs. */
const mostSteps = 5_000;

export function createWorld(site: Site, kind: ServerKind, accountIds: readonly string[]) {
  const outside = createOutside(site, kind);
  const { clock, ledger, open, stores } = outside;
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
