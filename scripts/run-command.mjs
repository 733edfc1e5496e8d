// Runs one program to its end and says how it ended, with its output kept or passed on.
import { spawn } from 'node:child_process';

/**
 * Resolves with { code, signal, stdout, stderr } whatever the program's exit code; rejects only when it cannot start.
 * `show` passes its output to ours as it comes; `timeoutMs` ends it with SIGKILL.
 */
export function runCommand(command, args, { show = false, timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { stdio, ...options });
    const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', (text) => {
        output[name] += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, ...output });
    });
  });
}

/** Like runCommand, but rejects with the program's last words when it ends in any other way than well. */
export async function runCommandWell(command, args, options) {
  const ended = await runCommand(command, args, options);
  if (ended.code === 0) return ended;
  const words = (ended.stderr || ended.stdout).trim().split('\n').slice(-15).join('\n');
  throw new Error(
    `${command} ${args.join(' ')} ended with ${ended.signal ?? ended.code}.\n${words}`,
  );
}
