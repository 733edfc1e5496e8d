// Starts an X server without a screen on whichever display number is free.
import { startBackgroundProcess, waitUntilReady } from './background-process.mjs';

const screen = '1600x1000x24';

/** Resolves with { display, stop() }; `display` is a value for the DISPLAY variable. */
export async function startVirtualDisplay(env) {
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'];
  const server = startBackgroundProcess('Xvfb', args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let announced = '';
  server.child.stdio[3].setEncoding('utf8').on('data', (text) => {
    announced += text;
  });
  try {
    await waitUntilReady('Xvfb', server, () => announced.endsWith('\n'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { display: `:${announced.trim()}`, stop: server.stop };
}
