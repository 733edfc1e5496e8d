// One of several processes on one profile: takes the lock, opens the app, refreshes a few accounts, ends it, gives way.
// Usage: node refresher-child.mjs '{"folder","lock","seed","refreshes"}'; writes a line for each refresh that was answered.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryProfileLock } from '../../../electron/platform/profile-lock.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import { openProfileApp, type ProfileApp } from './profile-app.ts';
import { createRandom, type RefresherOrder } from './refresher-order.ts';

const order = JSON.parse(process.argv[2] ?? '') as RefresherOrder;
const random = createRandom(order.seed);
const clock = createSystemClock();
/** Beyond this the app may have given up waiting for the keychain, and a process of its own would have ended. */
const quickEndMs = 1_500;
let left = order.refreshes;

/** Never between the sending of a refresh token and its answer's safety: what that costs is another matter. */
const killPoints = ['taken', 'refreshed', 'ended', 'never', 'never', 'never', 'never', 'never'];

async function waitForTurn(): Promise<() => void> {
  if (order.lock === 'none') return () => undefined;
  for (;;) {
    const attempt = tryProfileLock({ folder: order.folder, clock });
    if (attempt.kind === 'held') return attempt.release;
    if (attempt.kind === 'unwritable') throw new Error(attempt.reason);
    await sleep(1 + random() * 8);
  }
}

async function refreshSome({ ask, accountIds }: ProfileApp): Promise<void> {
  const count = Math.min(left, 1 + Math.floor(random() * 6));
  const ids = accountIds();
  for (let n = 0; n < count; n += 1) {
    const accountId = ids[Math.floor(random() * ids.length)] ?? '';
    const result = await ask('account.refresh', { accountId });
    left -= 1;
    writeSync(1, `${result.ok ? 'refreshed' : result.error.code}\n`);
  }
}

async function takeTurn(): Promise<void> {
  const release = await waitForTurn();
  const killPoint = killPoints[Math.floor(random() * killPoints.length)];
  const pass = (point: string): void => {
    if (point === killPoint) process.kill(process.pid, 'SIGKILL');
  };
  pass('taken');
  const opened = openProfileApp(order.folder);
  await opened.app.afterFirstPaint();
  await refreshSome(opened);
  pass('refreshed');
  const ending = clock.now().monotonic;
  await opened.app.stop();
  pass('ended');
  if (clock.now().monotonic - ending > quickEndMs) process.exit(0);
  release();
  // Whoever waits looks every few milliseconds.
  await sleep(random() * 8);
}

while (left > 0) await takeTurn();
process.exit(0);
