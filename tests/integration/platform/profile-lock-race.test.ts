// Many processes take a profile's lock from each other and from the dead, and no two are ever inside (requirement R-09).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { buildChild } from '../../fixtures/build-child.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const racers = 5;
const passesEach = 30;
const killsFromOutside = 8;

type Figures = { passes: number; kills: number; overlaps: string[] };

/** Whoever comes in while somebody is inside who later comes out alive was let in beside them. */
function readPasses(text: string): Pick<Figures, 'passes' | 'overlaps'> {
  const overlaps: string[] = [];
  let inside: string | null = null;
  let passes = 0;
  for (const line of text.split('\n').filter((it) => it !== '')) {
    const [what, who = ''] = line.split(' ');
    if (what === 'in') {
      inside = who;
      passes += 1;
    } else if (inside === who) inside = null;
    else overlaps.push(`${who} was still inside when another came in`);
  }
  return { passes, overlaps };
}

/** Once it was inside, and soon after: a machine may take long to start a process. */
async function killInTheMiddle(folder: string, child: ChildProcess): Promise<void> {
  const file = path.join(folder, 'passes');
  const wasInside = (): boolean =>
    existsSync(file) && readFileSync(file, 'utf8').includes(`in ${child.pid}\n`);
  while (child.exitCode === null && !wasInside()) await sleep(2);
  await sleep(Math.random() * 20);
  child.kill('SIGKILL');
}

/** One place among the racers: who is killed is followed by another. */
async function race(program: string, folder: string, figures: Figures): Promise<void> {
  for (;;) {
    const child = spawn(process.execPath, [program, folder, String(passesEach)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const killsHere = figures.kills < killsFromOutside;
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    if (killsHere) void killInTheMiddle(folder, child);
    const [code, signal] = await ended;
    if (signal === null) {
      expect(code).toBe(0);
      return;
    }
    figures.kills += 1;
  }
}

it('R-09 lets one process in at a time, though others find the same stale lock at once and some are killed', async () => {
  const folder = makeFolder();
  const program = await buildChild('tests/fixtures/lock-racer-child.ts', makeFolder());
  const figures: Figures = { passes: 0, kills: 0, overlaps: [] };
  await Promise.all(Array.from({ length: racers }, () => race(program, folder, figures)));
  const { passes, overlaps } = readPasses(readFileSync(path.join(folder, 'passes'), 'utf8'));
  expect(overlaps).toEqual([]);
  expect(passes).toBeGreaterThan(racers * passesEach);
  expect(figures.kills).toBeGreaterThanOrEqual(killsFromOutside);
  const left = readdirSync(folder).filter((it) => it.startsWith('profile.lock.claim'));
  expect(left).toEqual([]);
  console.info(`lock: ${passes} passes of ${racers} processes, ${figures.kills} kills, 0 overlaps`);
}, 240_000);
