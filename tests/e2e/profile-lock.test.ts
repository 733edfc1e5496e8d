// The lock of a profile in the running app: held for its life, taken over after a crash, respected when another has it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { tryProfileLock } from '../../electron/platform/profile-lock.ts';
import { createSystemClock } from '../../electron/platform/system-clock.ts';
import { ensureElectron } from '../../scripts/electron-runtime.mjs';
import { projectRoot } from '../../scripts/project.mjs';
import { launchApp, makeProfile, type RunningApp } from '../fixtures/launch-app.ts';
import { pressKey } from '../fixtures/press-key.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await makeProfile();
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (): { pid: number; processStart: string } =>
  JSON.parse(readFileSync(path.join(folder, 'profile.lock'), 'utf8'));

async function launch(): Promise<RunningApp> {
  const running = await launchApp({ userData: folder });
  await expect(running.window.getByRole('heading', { name: 'No accounts yet' })).toBeVisible();
  return running;
}

test('R-09 the app holds the lock as long as it lives, and takes it over from one that was killed', async () => {
  const first = await launch();
  expect(lockOf().pid).toBe(first.app.process().pid);
  await first.kill();
  const killed = lockOf();
  const second = await launch();
  expect(lockOf()).not.toEqual(killed);
  expect(lockOf().pid).toBe(second.app.process().pid);
  await second.close();
  expect(readdirSync(folder).filter((it) => it.startsWith('profile.lock'))).toEqual([]);
});

test('R-09 a start on a profile that another process holds says so, touches nothing and ends with 1', async () => {
  const held = tryProfileLock({ folder, clock: createSystemClock() });
  expect(held.kind).toBe('held');
  const before = lockOf();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [projectRoot, ...sandbox, `--user-data-dir=${folder}`];
  const child = spawn(await ensureElectron(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  try {
    await expect.poll(() => output, { timeout: 20_000 }).toContain('profile_in_use');
    expect(output).toContain(`process ${process.pid}`);
    const ours = ['accounts.json', 'settings.json', 'tokens.journal', 'audit.jsonl', 'logs'];
    // The dialog may not have the keyboard yet.
    const pressing = setInterval(() => void pressKey('Return').catch(() => undefined), 300);
    const [code] = await ended.finally(() => clearInterval(pressing));
    expect(code).toBe(1);
    expect(ours.filter((it) => existsSync(path.join(folder, it)))).toEqual([]);
    expect(existsSync(path.join(folder, 'installation-id'))).toBe(false);
    expect(lockOf()).toEqual(before);
  } finally {
    child.kill('SIGKILL');
  }
});
