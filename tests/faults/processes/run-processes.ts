/** Lets several processes refresh the accounts of one profile at a strict authorization server, and counts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeProfileLock } from '../../../electron/platform/profile-lock.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../../fixtures/authorization-server.mjs';
import { users } from '../../fixtures/authorization-server-directory.mjs';
import { buildChild } from '../../fixtures/build-child.ts';
import { openProfileApp } from './profile-app.ts';
import type { RefresherOrder } from './refresher-order.ts';
import { signInAll } from './sign-in-all.ts';

export type ProcessesOptions = {
  /** Over all processes. */
  readonly refreshes: number;
  readonly processes: number;
  readonly seed: number;
  /** `none` is a mutant that must give reuse detections; `file` by default. */
  readonly lock?: RefresherOrder['lock'];
};

export type ProcessesFigures = {
  /** Refreshes that the server answered with new tokens. */
  readonly refreshes: number;
  /** How often a refresh token was presented that had been presented before: a strict server ends the grant for it. */
  readonly reuseDetections: number;
  /** Refreshes that the server refused. */
  readonly refused: number;
  /** SIGKILLs of a process that held the lock. */
  readonly kills: number;
  /** Accounts that cannot be refreshed any more at the end. */
  readonly lost: number;
};

const seedStep = 7919;

/** One process after the other at one place, until its share is done: who is killed is followed by another. */
async function keepPlace(program: string, first: RefresherOrder): Promise<number> {
  let kills = 0;
  let left = first.refreshes;
  for (let round = 0; left > 0; round += 1) {
    const order = { ...first, refreshes: left, seed: first.seed + round * seedStep };
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (chunk: Buffer) => {
      left -= chunk.toString('utf8').split('\n').length - 1;
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal === 'SIGKILL') kills += 1;
    else if (code !== 0) throw new Error(`a process ended with ${code ?? signal}`);
  }
  return kills;
}

function countAtServer({ log }: AuthorizationServer) {
  const asked = log.filter((it) => it.grantType === 'refresh_token');
  const presented = new Set(asked.map((it) => it.sent.refresh_token));
  return {
    refreshes: asked.filter((it) => it.status === 200).length,
    refused: asked.filter((it) => it.status !== 200).length,
    reuseDetections: asked.length - presented.size,
  };
}

/** How many accounts the next start of the app cannot refresh. */
async function countLost(folder: string): Promise<number> {
  const lock = await takeProfileLock({ folder, clock: createSystemClock() });
  if (lock.kind !== 'held') throw new Error('the lock is still held');
  const { app, ask, accountIds } = openProfileApp(folder);
  await app.afterFirstPaint();
  let lost = 0;
  for (const accountId of accountIds()) {
    const result = await ask('account.refresh', { accountId });
    if (!result.ok) lost += 1;
  }
  await app.stop();
  lock.release();
  return lost;
}

/** Resolves with the figures; rejects when a process fails otherwise than by a kill. */
export async function runProcesses(options: ProcessesOptions): Promise<ProcessesFigures> {
  const { refreshes, processes, seed, lock = 'file' } = options;
  const root = mkdtempSync(path.join(tmpdir(), 'tokenward-processes-'));
  const folder = path.join(root, 'profile');
  const server = await startAuthorizationServer();
  try {
    const program = await buildChild('tests/faults/processes/refresher-child.ts', root);
    await signInAll({ folder, issuer: server.issuer, users: users.slice(0, 4) });
    const share = Math.ceil(refreshes / processes);
    const places = Array.from({ length: processes }, (_, place) =>
      keepPlace(program, { folder, lock, seed: seed + place, refreshes: share }),
    );
    const kills = (await Promise.all(places)).reduce((sum, it) => sum + it, 0);
    const counted = countAtServer(server);
    return { ...counted, kills, lost: await countLost(folder) };
  } finally {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
}
