// Runs a command on a desktop that needs no screen: its own display, bus, unlocked keychain and home folder.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepare } from './bootstrap.mjs';
import { runAsScript } from './project.mjs';
import { startSecretService } from './secret-service.mjs';
import { makeThrowawayHome } from './throwaway-home.mjs';
import { startVirtualDisplay } from './virtual-display.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const graceMs = 5_000;

/** Resolves with { env, home, keychain, stop() }; commands started with `env` live on this desktop. */
export async function startHeadlessDesktop({ env = process.env, activation = false } = {}) {
  const home = await makeThrowawayHome(env);
  const stops = [home.remove, () => endLeftovers(home.home)];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const display = await startVirtualDisplay(home.env);
    stops.push(display.stop);
    const withDisplay = { ...home.env, DISPLAY: display.display, XDG_SESSION_TYPE: 'x11' };
    const keychain = await startSecretService({ env: withDisplay, activation });
    stops.push(keychain.stop);
    return { env: keychain.env, home: home.home, keychain, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends what a command left running on this desktop: the processes that carry its home's unique name with them. */
async function endLeftovers(home) {
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!(pid > 0) || pid === process.pid) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`TOKENWARD_HOME_OF_TEST=${home}`)) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

/** Runs one command on a desktop of its own, with our input and output, and resolves with its exit code. */
export async function runOnHeadlessDesktop(command, args, options = {}) {
  let caught;
  let child;
  const onSignal = (signal) => {
    caught ??= signal;
    child?.kill(signal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const desktop = await startHeadlessDesktop(options);
    try {
      if (caught) return 128 + constants.signals[caught];
      child = spawn(command, args, { env: desktop.env, stdio: 'inherit', cwd: options.cwd });
      return await waitForEnd(child, () => caught);
    } finally {
      await desktop.stop();
    }
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

async function waitForEnd(child, caught) {
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  for (;;) {
    const code = await Promise.race([ended, sleep(100)]);
    if (code !== undefined) return code;
    if (!caught()) continue;
    const late = await Promise.race([ended, sleep(graceMs)]);
    if (late === undefined) child.kill('SIGKILL');
    return await ended;
  }
}

if (runAsScript(import.meta.url)) {
  const [first, ...rest] = process.argv.slice(2);
  const [command, ...args] = first === '--' ? rest : [first, ...rest];
  if (command === undefined) {
    process.stderr.write('Usage: node scripts/headless-desktop.mjs -- command [arguments]\n');
    process.exit(2);
  }
  try {
    await prepare();
    process.exitCode = await runOnHeadlessDesktop(command, args);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
