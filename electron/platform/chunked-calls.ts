/** Splits long texts over several items, for a keychain that refuses them whole, and never reads a mix (K-07, R-06). */
import { createHash } from 'node:crypto';
import type { KeychainCalls } from './keychain-calls.ts';

/** Windows takes 2,560 bytes. */
const largestChunk = 2_400;

/** Two generations take turns, so that a broken-off write is overwritten by the next and needs no search. */
type Generation = 'a' | 'b';
type Head = { readonly generation: Generation; readonly count: number; readonly digest: string };

const headPattern = /^chunks\.([ab])\.(\d{1,4})\.([0-9a-f]{64})$/;

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseHead(text: string | null): Head | null {
  const found = headPattern.exec(text ?? '');
  if (found === null) return null;
  const [, generation, count, digest = ''] = found;
  return { generation: generation === 'a' ? 'a' : 'b', count: Number(count), digest };
}

function chunkName(item: string, generation: Generation, index: number): string {
  return `${item}/${generation}/${index}`;
}

/** Erases the chunks of one generation from `first` on, up to the first that is not there. */
async function eraseChunks(
  calls: KeychainCalls,
  item: string,
  from: { readonly generation: Generation; readonly first: number },
): Promise<void> {
  for (let index = from.first; ; index += 1) {
    if (!(await calls.erase(chunkName(item, from.generation, index)))) return;
  }
}

async function readChunks(calls: KeychainCalls, item: string, head: Head): Promise<string | null> {
  let text = '';
  for (let index = 0; index < head.count; index += 1) {
    text += (await calls.read(chunkName(item, head.generation, index))) ?? '';
  }
  return digestOf(text) === head.digest ? text : null;
}

/** The head is written last: until then the item is what it was, and afterwards what it shall be. */
async function writeChunks(
  calls: KeychainCalls,
  item: string,
  { text, generation }: { readonly text: string; readonly generation: Generation },
): Promise<void> {
  const count = Math.ceil(text.length / largestChunk);
  for (let index = 0; index < count; index += 1) {
    const chunk = text.slice(index * largestChunk, (index + 1) * largestChunk);
    await calls.write(chunkName(item, generation, index), chunk);
  }
  await calls.write(item, `chunks.${generation}.${count}.${digestOf(text)}`);
  await eraseChunks(calls, item, { generation, first: count });
}

/**
 * Calls over `calls` that take ASCII texts of any length. An item whose chunks do not fit together reads as its head,
 * which is no sealed secret, and so shows as corrupt.
 */
export function createChunkedCalls(calls: KeychainCalls): KeychainCalls {
  return {
    ...calls,
    async read(item) {
      const text = await calls.read(item);
      const head = parseHead(text);
      return head === null ? text : ((await readChunks(calls, item, head)) ?? text);
    },
    async write(item, text) {
      const old = parseHead(await calls.read(item));
      if (text.length <= largestChunk) {
        await calls.write(item, text);
      } else {
        const generation = old?.generation === 'a' ? 'b' : 'a';
        await writeChunks(calls, item, { text, generation });
      }
      if (old !== null) await eraseChunks(calls, item, { generation: old.generation, first: 0 });
    },
    async erase(item) {
      await eraseChunks(calls, item, { generation: 'a', first: 0 });
      await eraseChunks(calls, item, { generation: 'b', first: 0 });
      return calls.erase(item);
    },
  };
}
