// Refreshes an account of a profile when told to, and kills itself at the point that it was told.
// Ordered by lines of JSON (KillOrder); writes `received x` for each whole answer,
// `safe` when it is durable, and `missed` or a report for each order.
import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { statusOf } from '../../../shared/status.ts';
import type { KillOrder, OwnKillPoint } from './kill-order.ts';
import { type KillableApp, openKillableApp } from './killable-app.ts';

/** Longer than the journal waits before it lets the keychain follow. */
const keychainFollowsMs = 150;
const clock = createSystemClock();
let order: KillOrder | null = null;
let left = 0;
let opened: { readonly folder: string; readonly test: KillableApp } | null = null;

function reach(point: OwnKillPoint): void {
  if (order?.dieAt !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}

/** The product has no hook for this: the points lie around the system call itself. */
async function watchSync(): Promise<void> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { sync } = prototype;
  prototype.sync = async function watched(this: FileHandle) {
    reach('appended');
    await sync.call(this);
    reach('synced');
  };
}

const say = (line: string): void => void writeSync(1, `${line}\n`);

async function appOn(folder: string): Promise<KillableApp> {
  if (opened?.folder === folder) return opened.test;
  await opened?.test.app.stop();
  const onReceived = (exchange: string): void => say(`received ${exchange}`);
  const test = openKillableApp(folder, { reach, onReceived, onAppended: () => say('safe') });
  opened = { folder, test };
  await test.app.afterFirstPaint();
  return test;
}

async function carryOut(next: KillOrder): Promise<void> {
  order = null;
  const { app, ask } = await appOn(next.folder);
  order = next;
  left = next.count;
  const result = await ask('account.refresh', { accountId: next.accountId });
  if (result.ok && result.value.saved) say('safe');
  if (next.dieAt !== null) {
    await sleep(keychainFollowsMs);
    say('missed');
    return;
  }
  const view = app.snapshot.account(next.accountId);
  const status = view === undefined ? 'absent' : statusOf(view, clock.now());
  say(JSON.stringify({ status, accessTokenHeld: view?.accessTokenHeld === true }));
}

await watchSync();
let last: Promise<void> = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  last = last.then(() => carryOut(JSON.parse(line) as KillOrder));
});
