/** The activity view over 100,000 lines in the real app: how long main and the window do nothing else at a stretch (D-08). */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { listAuditFiles } from '../../electron/platform/audit-files.ts';
import { launchApp, makeProfile, type RunningApp } from '../fixtures/launch-app.ts';
import { longLogLines, writeLongAuditLog } from '../fixtures/long-audit-log.ts';
import { answerSaveDialogs } from '../fixtures/native-dialogs.ts';
import { accountThatLooks, seedProfile } from '../fixtures/seed-profile.ts';
import { launchBareWindow, readBarely } from './frame/bare-window.ts';
import { type Bench, benchGroup } from './frame/bench-group.ts';
import { measureStalls, type Stalls } from './frame/stalls.ts';
import { clickAt, middleOf, pressKeys } from './frame/worked-window.ts';

const rounds = Number(process.env.TOKENWARD_BENCH_ROUNDS ?? 3);
/** The longest that a person does not notice. */
const targetMs = 50;
const waitMs = 180_000;

type Step = {
  readonly name: string;
  /** Ready when it resolves; what it gives is measured. */
  readonly prepare: (running: RunningApp) => Promise<() => Promise<unknown>>;
};

const rowsSay = (page: Page, text: string) =>
  page.waitForFunction(
    (sought) => {
      const table = document.querySelector('[role="table"]');
      const row = table?.querySelector('[aria-rowindex="2"]');
      return table?.getAttribute('aria-busy') === 'false' && row?.textContent?.includes(sought);
    },
    text,
    { polling: 50, timeout: waitMs },
  );
const pageSays = (page: Page, text: string) =>
  page.waitForFunction((sought) => document.body.textContent?.includes(sought), text, {
    polling: 50,
    timeout: waitMs,
  });

function typeAndWait(name: string, text: string, until: (page: Page) => Promise<unknown>): Step {
  return {
    name,
    prepare: async ({ window: page }) => {
      const field = await middleOf(page.getByRole('searchbox', { name: 'Search activity' }));
      return async () => {
        await clickAt(page, field);
        await page.keyboard.type(text, { delay: 30 });
        await until(page);
      };
    },
  };
}

function filterBy(name: string, keys: readonly string[], first: string): Step {
  return {
    name: `filter by ${name}`,
    prepare: async ({ window: page }) => {
      const filter = await middleOf(page.getByRole('button', { name: new RegExp(`All ${name}s`) }));
      return async () => {
        await clickAt(page, filter);
        await sleep(200);
        await pressKeys(page, keys);
        await rowsSay(page, first);
      };
    },
  };
}

function exportAs(name: string, extension: string): Step {
  return {
    name: `export as ${name}`,
    prepare: async ({ app, window: page, userData }) => {
      const place = path.join(userData, `exported.${extension}`);
      await rm(place, { force: true });
      await answerSaveDialogs(app, place);
      const button = await middleOf(page.getByRole('button', { name: `Export ${name}` }));
      return async () => {
        await clickAt(page, button);
        while (!existsSync(place)) await sleep(20);
      };
    },
  };
}

/** As by holding the handle of the scroll bar at its end until nothing more comes. */
function scrollToEnd(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const table = document.querySelector('[role="table"]');
        const pull = (): void => {
          if (table === null) return;
          table.scrollTop = 1e9;
          const isAll = table.getAttribute('aria-rowcount') !== '-1';
          if (isAll && table.getAttribute('aria-busy') === 'false') resolve();
          else setTimeout(pull, 16);
        };
        pull();
      }),
  );
}

const steps: readonly Step[] = [
  {
    name: 'scroll to the end',
    prepare:
      async ({ window }) =>
      () =>
        scrollToEnd(window),
  },
  typeAndWait('search with 3 hits', 'needle', (page) => rowsSay(page, 'Needle')),
  typeAndWait('search without a hit', 'no such line', (page) => pageSays(page, 'Nothing matches')),
  filterBy('event', ['ArrowDown', 'Enter'], 'Revoked'),
  filterBy('outcome', ['ArrowDown', 'ArrowDown', 'Enter'], 'Refused'),
  {
    name: 'filter by account',
    prepare: async ({ window: page }) => {
      const field = await middleOf(page.getByRole('combobox', { name: 'Account' }));
      return async () => {
        await clickAt(page, field);
        await page.keyboard.type('Service 42', { delay: 30 });
        await pressKeys(page, ['ArrowDown', 'Enter']);
        await rowsSay(page, 'Service 42');
      };
    },
  },
  {
    name: 'verify',
    prepare: async ({ window: page }) => {
      const button = await middleOf(page.getByRole('button', { name: 'Verify log' }));
      return async () => {
        await clickAt(page, button);
        await pageSays(page, 'lines checked');
      };
    },
  },
  exportAs('CSV', 'csv'),
  exportAs('JSON lines', 'jsonl'),
];

async function openActivity({ app, window: page }: RunningApp): Promise<Stalls> {
  const button = await middleOf(page.getByRole('button', { name: 'Activity', exact: true }));
  return measureStalls({ app, page }, async () => {
    await clickAt(page, button);
    await page.waitForSelector('[role="table"] [aria-rowindex="2"]');
  });
}

async function closeActivity({ window: page }: RunningApp): Promise<void> {
  await page.getByRole('button', { name: 'Back to accounts' }).click();
  await page.getByRole('grid', { name: 'Accounts' }).waitFor();
}

/** Everything once, each step in a view that was opened for it. */
async function measureRound(running: RunningApp, found: Map<string, Stalls[]>): Promise<void> {
  const keep = (name: string, stalls: Stalls): void => {
    found.set(name, [...(found.get(name) ?? []), stalls]);
  };
  for (const step of steps) {
    keep('open the view', await openActivity(running));
    const act = await step.prepare(running);
    keep(step.name, await measureStalls({ app: running.app, page: running.window }, act));
    await closeActivity(running);
  }
}

/** The same probes in a window without anything: what the machine adds to every figure. */
async function measureFloors(files: readonly string[]) {
  const bare = await launchBareWindow();
  const idle: Stalls[] = [];
  const read: Stalls[] = [];
  for (let round = 0; round < Math.max(rounds, 3); round += 1) {
    idle.push(await measureStalls(bare, () => sleep(2_000)));
    read.push(await measureStalls(bare, () => readBarely(bare.app, files)));
  }
  await bare.close();
  return { idle, read };
}

const readsAll = /without|verify|export/;

type Floors = { readonly idle: readonly Stalls[]; readonly read: readonly Stalls[] };
type Kind = {
  readonly name: string;
  readonly of: (stalls: Stalls) => number;
  readonly floor: keyof Floors;
};

/** Of each step. The tasks do not depend on what else the machine does; the stalls are what a person would notice. */
const kinds: readonly Kind[] = [
  { name: 'main, longest task', of: ({ tasks }) => tasks.main, floor: 'read' },
  { name: 'window, longest task', of: ({ tasks }) => tasks.page, floor: 'idle' },
  { name: 'main, longest stall', of: ({ main }) => main, floor: 'read' },
  { name: 'window, longest stall', of: ({ page }) => page, floor: 'idle' },
  // 0 where Chromium reported none, which it does from 50 ms on.
  { name: 'window, long task on the clock', of: ({ longTask }) => longTask, floor: 'idle' },
];
const floorNames = { idle: 'bare window', read: 'bare read' } as const;

function recordAll(bench: Bench, found: ReadonlyMap<string, readonly Stalls[]>, floors: Floors) {
  for (const [name, stalls] of found) {
    for (const kind of kinds) {
      bench.record({
        name: `${name}: ${kind.name}`,
        unit: 'ms',
        values: stalls.map(kind.of),
        floor: { name: floorNames[kind.floor], values: floors[kind.floor].map(kind.of) },
        target: targetMs,
      });
    }
    const took = stalls.map((one) => one.took);
    const read = { name: floorNames.read, values: floors.read.map((one) => one.took) };
    bench.record({
      name: `${name}: done after`,
      unit: 'ms',
      values: took,
      ...(readsAll.test(name) ? { floor: read } : {}),
    });
  }
}

benchGroup('activity', `An audit log of ${longLogLines} lines`, async (bench) => {
  const profile = await makeProfile();
  const accounts = Array.from({ length: 200 }, (_, index) =>
    accountThatLooks({ label: `Service ${index}` }),
  );
  await seedProfile(profile, { accounts });
  const log = path.join(profile, 'audit.jsonl');
  writeLongAuditLog(log, Date.now());
  const files = (await listAuditFiles(log)).map(({ file }) => file);
  const running = await launchApp({ userData: profile });
  try {
    const versions = await running.app.evaluate(() => ({ ...process.versions }));
    bench.note({
      electron: versions.electron ?? '',
      chromium: versions.chrome ?? '',
      'node in electron': versions.node ?? '',
    });
    await running.window.getByRole('grid', { name: 'Accounts' }).waitFor();
    await sleep(2_000);
    const found = new Map<string, Stalls[]>();
    for (let round = 0; round < rounds; round += 1) await measureRound(running, found);
    recordAll(bench, found, await measureFloors(files));
  } finally {
    await running.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
});
