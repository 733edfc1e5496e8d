// Names the per-user folder for what is fetched once, and guards its contents against two processes at once.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The cache folder; TOKENWARD_CACHE carries it into processes that run under another HOME. */
export function cacheFolder(env = process.env) {
  if (env.TOKENWARD_CACHE) return path.resolve(env.TOKENWARD_CACHE);
  const base = env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(base, 'tokenward');
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function holderIsGone(lock) {
  const pid = Number(await readFile(path.join(lock, 'pid'), 'utf8').catch(() => '0'));
  if (pid > 0) return !isAlive(pid);
  const age = Date.now() - (await stat(lock).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
  return age > 5_000;
}

/** Runs `action` while no other process runs one under the same `lock` folder; a dead holder's lock is taken over. */
export async function withLock(lock, action) {
  await mkdir(path.dirname(lock), { recursive: true });
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    if (await holderIsGone(lock)) await rm(lock, { recursive: true, force: true });
    else await sleep(200);
  }
  try {
    await writeFile(path.join(lock, 'pid'), String(process.pid));
    return await action();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** Folders that a process left half filled when it was killed. */
async function removeAbandoned(folder) {
  const prefix = `${path.basename(folder)}.building-`;
  for (const name of await readdir(path.dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

/** Makes `folder` appear whole or not at all: `fill` works in a folder beside it, which is then renamed. */
export async function fillFolder(folder, fill) {
  const staging = `${folder}.building-${process.pid}`;
  await mkdir(staging, { recursive: true });
  await removeAbandoned(folder);
  try {
    await fill(staging);
    await rename(staging, folder).catch((error) => {
      // Another process was quicker, and what it made is as good.
      if (!['EEXIST', 'ENOTEMPTY'].includes(error.code)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
