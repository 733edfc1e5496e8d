/** Reads a file of lines from its end, newest line first (requirement D-08). */
import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 64 * 1024;
const newline = 0x0a;

/** `whole` is false for the text after the last newline, which a crash left behind. */
export type LineFromEnd = { readonly text: string; readonly whole: boolean };

async function readBlock(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const block = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(block, 0, block.length, from);
  return block.subarray(0, bytesRead);
}

function* linesOf(block: Buffer): Generator<LineFromEnd, void> {
  const lines = block.toString('utf8').split('\n');
  const rest = lines.pop() ?? '';
  if (rest !== '') yield { text: rest, whole: false };
  for (const text of lines.reverse()) yield { text, whole: true };
}

/** The lines between the offsets `from` and `end`, newest first; one that starts before `from` is left out. */
export async function* readLinesBackwards(
  handle: FileHandle,
  end: number,
  from = 0,
): AsyncGenerator<LineFromEnd, void> {
  let position = end;
  let carried: Buffer = Buffer.alloc(0);
  while (position > from) {
    const start = Math.max(from, position - chunkBytes);
    const block = Buffer.concat([await readBlock(handle, start, position), carried]);
    position = start;
    // The first line of a block may have begun in the block before: it waits for that one.
    const cut = start === 0 ? 0 : block.indexOf(newline) + 1;
    const goesOn = start > 0 && cut === 0;
    carried = goesOn ? block : block.subarray(0, cut);
    if (!goesOn) yield* linesOf(block.subarray(cut));
  }
}
