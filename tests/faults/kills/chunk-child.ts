// Writes values in parts over a keychain of files until it kills itself between two calls of one of them.
// Ordered by a line {"folder","first","dieAt"}; writes `try n` before each value and `kept n` after it.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createChunkedCalls } from '../../../electron/platform/chunked-calls.ts';
import type { KeychainCalls } from '../../../electron/platform/keychain-calls.ts';
import { chunkValue } from './chunk-values.ts';
import { createFlatKeychain } from './flat-keychain.ts';

type Order = { readonly folder: string; readonly first: number; readonly dieAt: number };

/** Counts what changes the keychain, and dies in place of one such call or right behind it. */
function countedCalls({ folder, dieAt }: Order): KeychainCalls {
  const calls = createFlatKeychain(folder);
  let count = 0;
  const step = (): void => {
    count += 1;
    if (count === dieAt) process.kill(process.pid, 'SIGKILL');
  };
  return {
    ...calls,
    write: async (item, text) => {
      step();
      await calls.write(item, text);
      step();
    },
    erase: async (item) => {
      step();
      const erased = await calls.erase(item);
      step();
      return erased;
    },
  };
}

async function run(order: Order): Promise<void> {
  const chunked = createChunkedCalls(countedCalls(order));
  for (let n = order.first; ; n += 1) {
    writeSync(1, `try ${n}\n`);
    await chunked.write('account', chunkValue(n));
    writeSync(1, `kept ${n}\n`);
  }
}

createInterface({ input: process.stdin }).once('line', (line) => void run(JSON.parse(line)));
