// Starts the built app the way it has to refuse, and twice on one profile (requirements E-21 and E-23).

import { type ChildProcess, spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from '../fixtures/launch-app.ts';

interface Ending {
  readonly code: number | null;
  readonly output: string;
}

test.describe('start of the app', () => {
  let running: RunningApp;

  test.beforeAll(async () => {
    running = await launchApp();
  });

  test.afterAll(() => running.close());

  test('E-23 ends a second start on the same profile at once and shows the first window', async () => {
    const isVisible = () =>
      running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);
    const { code } = await startAgain(running, {});
    expect(code).toBe(0);
    await expect.poll(isVisible).toBe(true);
    expect(running.app.windows()).toHaveLength(1);
  });

  test('E-21 does not start where certificates are not checked', async () => {
    const ending = await startAgain(running, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(ending.code).toBe(1);
    expect(ending.output).toContain('certificate_checks_off');
  });
});

/** Starts the same executable with the same arguments, without the driver's; rejects when it does not end. */
async function startAgain(running: RunningApp, env: NodeJS.ProcessEnv): Promise<Ending> {
  const { spawnfile, spawnargs } = running.app.process();
  const own = spawnargs.slice(1).filter((argument) => !/^--(inspect|remote-debug)/.test(argument));
  const child = spawn(spawnfile, own, { env: { ...process.env, ...env } });
  try {
    return await waitForEnding(child);
  } finally {
    child.kill('SIGKILL');
  }
}

function waitForEnding(child: ChildProcess): Promise<Ending> {
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`still running: ${output}`)), 10_000).unref();
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
