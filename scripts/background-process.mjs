// Starts the programs that a headless desktop consists of, tied to this process, and ends them again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const termMs = 2_000;
const setpriv = '/usr/bin/setpriv';

/**
 * Starts `command` out of reach of the terminal's Ctrl-C; where the system can, it dies when this process is killed.
 * Returns { child, errors(), stop() }; `stop` resolves when the program is gone.
 */
export function startBackgroundProcess(command, args, { env, stdio = ['ignore', 'pipe', 'pipe'] }) {
  const tied = existsSync(setpriv)
    ? [setpriv, '--pdeathsig', 'KILL', command, ...args]
    : [command, ...args];
  const child = spawn(tied[0], tied.slice(1), { env, stdio, detached: true });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    errors = (errors + text).slice(-4_000);
  });
  const gone = new Promise((resolve) => {
    child.once('error', (error) => {
      errors += error.message;
      resolve();
    });
    child.once('exit', resolve);
  });
  return { child, gone, errors: () => errors, stop: () => stopProcess(child, gone) };
}

async function stopProcess(child, gone) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const inTime = await Promise.race([
      gone.then(() => true),
      sleep(termMs, false, { ref: false }),
    ]);
    if (!inTime) child.kill('SIGKILL');
  }
  await gone;
}

/** Asks `probe` every 20 ms until it gives something; rejects when the process ends first or the time is over. */
export async function waitUntilReady(name, process, probe, timeoutMs = 10_000) {
  let ended = false;
  process.gone.then(() => {
    ended = true;
  });
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (ended) throw new Error(`${name} ended at once.\n${process.errors()}`);
    if (performance.now() > deadline) {
      throw new Error(`${name} did not come up within ${timeoutMs} ms.\n${process.errors()}`);
    }
    await sleep(20);
  }
}
