/** The start of the app and what it holds at rest, without accounts and with 10,000, beside a window that shows nothing. */
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchApp, makeProfile } from '../fixtures/launch-app.ts';
import { accountThatLooks, seedProfile } from '../fixtures/seed-profile.ts';
import { launchBareWindow } from './frame/bare-window.ts';
import { type Bench, benchGroup } from './frame/bench-group.ts';
import { megabytesOf } from './frame/memory.ts';

/** Each is one start of every kind, one after the other, so that what slows the machine slows all of them. */
const rounds = Number(process.env.TOKENWARD_BENCH_ROUNDS ?? 7);
const many = 10_000;
/** After it everything that a start brings with it has been done. */
const restMs = 6_000;

/** Times in ms from the birth of the first process. */
type Start = {
  /** The first thing that was painted, and the last that was large. */
  readonly first: number;
  readonly whole: number;
  readonly megabytes: number;
};
type Running = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
};

async function measureStart({ app, page, close }: Running): Promise<Start> {
  try {
    const born = await app.evaluate(() => process.getCreationTime() ?? Number.NaN);
    await sleep(restMs);
    const painted = await page.evaluate(async () => {
      const entriesOf = (type: string): Promise<PerformanceEntryList> =>
        new Promise((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries())).observe({
            type,
            buffered: true,
          });
        });
      const first = (await entriesOf('paint')).find((it) => it.name === 'first-contentful-paint');
      const whole = (await entriesOf('largest-contentful-paint')).at(-1);
      return [first, whole].map((it) => performance.timeOrigin + (it?.startTime ?? Number.NaN));
    });
    const [first = Number.NaN, whole = Number.NaN] = painted;
    const megabytes = megabytesOf(app.process().pid ?? 0);
    return { first: first - born, whole: whole - born, megabytes };
  } finally {
    await close();
  }
}

async function startApp(userData: string): Promise<Running> {
  const { app, window: page, close } = await launchApp({ userData });
  return { app, page, close };
}

const kinds: readonly { readonly name: string; readonly of: (start: Start) => number }[] = [
  { name: 'first paint', of: ({ first }) => first },
  { name: 'last large paint', of: ({ whole }) => whole },
];

function record(bench: Bench, name: string, starts: readonly Start[], floor: readonly Start[]) {
  for (const kind of kinds) {
    bench.record({
      name: `${name}: ${kind.name}`,
      unit: 'ms',
      values: starts.map(kind.of),
      floor: { name: 'bare window', values: floor.map(kind.of) },
    });
  }
  bench.record({
    name: `${name}: memory at rest, all processes`,
    unit: 'MB',
    values: starts.map(({ megabytes }) => megabytes),
    floor: { name: 'bare window', values: floor.map(({ megabytes }) => megabytes) },
  });
}

benchGroup('start', 'Start and memory at rest', async (bench) => {
  const empty = await makeProfile();
  const full = await makeProfile();
  await seedProfile(empty, { accounts: [] });
  const accounts = Array.from({ length: many }, (_, index) =>
    accountThatLooks({ label: `Service ${index}` }),
  );
  await seedProfile(full, { accounts });
  const found = { bare: [] as Start[], empty: [] as Start[], full: [] as Start[] };
  try {
    // The very first start of each reads its files from the disk and writes what a profile gets once.
    for (let round = -1; round < rounds; round += 1) {
      const bare = await measureStart(await launchBareWindow());
      const withNone = await measureStart(await startApp(empty));
      const withMany = await measureStart(await startApp(full));
      if (round < 0) continue;
      found.bare.push(bare);
      found.empty.push(withNone);
      found.full.push(withMany);
    }
    record(bench, 'no accounts', found.empty, found.bare);
    record(bench, `${many} accounts`, found.full, found.bare);
  } finally {
    for (const profile of [empty, full]) {
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  }
});
