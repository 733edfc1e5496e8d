// A process that saves tokens is killed again and again, at named points and at random ones: nothing saved is ever lost.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CrashPoint, crashPoints, openCrashProfile } from '../../fixtures/crash-profile.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const root = path.resolve(import.meta.dirname, '../../..');
let child: string;

beforeAll(async () => {
  const outDir = makeFolder();
  const input = { child: path.join(root, 'tests/fixtures/journal-crash-child.ts') };
  const output = { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false } as const;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: true, outDir, target: 'node20', rolldownOptions: { input, output } },
    ssr: { noExternal: true, target: 'node' },
  });
  child = path.join(outDir, 'child.mjs');
});

type Run = { readonly signal: NodeJS.Signals | null; readonly lines: readonly string[] };

/** Ends by its own hand at the point, or by ours after `killAfterMs`. */
async function runChild(
  folder: string,
  { point, count, killAfterMs }: { point: string; count: number; killAfterMs?: number },
): Promise<Run> {
  const started = spawn(process.execPath, [child, folder, point, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  started.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    started.once('close', (_code, signal) => resolve(signal));
  });
  if (killAfterMs !== undefined) {
    await sleep(killAfterMs);
    started.kill('SIGKILL');
  }
  return { signal: await ended, lines: text.split('\n').filter((it) => it !== '') };
}

/** The highest number of each account that was tried, and that `save` resolved for, over all runs of one profile. */
function createLedger(folder: string) {
  const tried = new Map<string, number>();
  const kept = new Map<string, number>();
  let saves = 0;
  const note = (line: string): void => {
    const [what, accountId = '', n = ''] = line.split(' ');
    (what === 'try' ? tried : kept).set(accountId, Number(n));
    if (what === 'kept') saves += 1;
  };
  return {
    note,
    saves: () => saves,
    /** Reads as the next start would. The clock stands still, so that nothing is carried over meanwhile. */
    async findLost(): Promise<readonly string[]> {
      const store = openCrashProfile({ folder, clock: createFakeClock(), reach: () => undefined });
      const lost: string[] = [];
      for (const [accountId, n] of tried) {
        const text = (await store.read(accountId)).clientSecret?.reveal() ?? `${accountId}#0`;
        const [owner, found] = text.split('#');
        const known = kept.get(accountId) ?? 0;
        const whole = owner === accountId && Number(found) >= known && Number(found) <= n;
        if (!whole) lost.push(`${accountId}: found ${text}, saved ${known}, tried ${n}`);
      }
      return lost;
    },
  };
}

const countsPerPoint = [1, 2, 3, 5, 8, 13, 21];

describe('a process that is killed while it saves tokens', () => {
  it.each(crashPoints)(
    'R-05 loses none that save resolved for: SIGKILL when %s',
    async (point: CrashPoint) => {
      const folder = makeFolder();
      const ledger = createLedger(folder);
      for (const count of countsPerPoint) {
        const { signal, lines } = await runChild(folder, { point, count });
        expect(signal).toBe('SIGKILL');
        lines.forEach(ledger.note);
        expect(await ledger.findLost()).toEqual([]);
      }
      expect(ledger.saves()).toBeGreaterThan(countsPerPoint.length);
      console.info(`${point}: ${countsPerPoint.length} kills, ${ledger.saves()} saves, 0 lost`);
    },
    60_000,
  );

  it('R-05 loses none at 25 moments that nobody chose', async () => {
    const folder = makeFolder();
    const ledger = createLedger(folder);
    for (let n = 0; n < 25; n += 1) {
      const killAfterMs = 90 + Math.round(Math.random() * 220);
      const { lines } = await runChild(folder, { point: 'never', count: 1, killAfterMs });
      lines.forEach(ledger.note);
      expect(await ledger.findLost()).toEqual([]);
    }
    console.info(`any moment: 25 kills, ${ledger.saves()} saves, 0 lost`);
  }, 60_000);
});
