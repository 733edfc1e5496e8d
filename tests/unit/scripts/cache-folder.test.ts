// Shows that what is fetched once is there whole or not at all, whoever asks and whenever a process dies.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cacheFolder, fillFolder, withLock } from '../../../scripts/cache-folder.mjs';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'tokenward-cache-'));
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test('the cache stays where it was when a test runs under another home', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/own/cache' })).toBe('/own/cache/tokenward');
  expect(cacheFolder({ XDG_CACHE_HOME: '/other', TOKENWARD_CACHE: '/own/cache/tokenward' })).toBe(
    '/own/cache/tokenward',
  );
});

test('a folder whose filling fails does not appear, and nothing of it stays', async () => {
  const folder = path.join(root, 'runtime');
  const filling = fillFolder(folder, async (staging: string) => {
    await writeFile(path.join(staging, 'half'), '');
    throw new Error('no space left');
  });
  await expect(filling).rejects.toThrow('no space left');
  expect(await readdir(root)).toEqual([]);
});

test('what a killed process left half filled is removed by the next one', async () => {
  await mkdir(path.join(root, `runtime.building-${deadPid()}`));
  await fillFolder(path.join(root, 'runtime'), (staging: string) =>
    writeFile(path.join(staging, 'whole'), 'yes'),
  );
  expect(await readdir(root)).toEqual(['runtime']);
  expect(await readFile(path.join(root, 'runtime/whole'), 'utf8')).toBe('yes');
});

test('two at once under the same lock take turns', async () => {
  const lock = path.join(root, 'lock');
  let inside = 0;
  let most = 0;
  const visit = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await readdir(root);
    inside -= 1;
  };
  await Promise.all([withLock(lock, visit), withLock(lock, visit), withLock(lock, visit)]);
  expect(most).toBe(1);
  expect(await readdir(root)).toEqual([]);
});

test('a lock whose holder died is taken over', async () => {
  const lock = path.join(root, 'lock');
  await mkdir(lock);
  await writeFile(path.join(lock, 'pid'), String(deadPid()));
  expect(await withLock(lock, async () => 'mine')).toBe('mine');
});
