/** Reads a file of lines in blocks, from its beginning or from its end, and makes the same text of the same bytes either way (D-08). */
import type { FileHandle } from 'node:fs/promises';

const chunkBytes = 64 * 1024;
const newline = 0x0a;

export type Readable = { readonly handle: FileHandle; readonly size: number };

/** `bytes` with its newline, which the text after the last one does not have: `whole` is false for what a crash left. */
export type LineFromEnd = {
  readonly text: string;
  readonly whole: boolean;
  readonly bytes: number;
};

async function readBlock(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const block = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(block, 0, block.length, from);
  return block.subarray(0, bytesRead);
}

/** Each line by itself: what a crash cut within a character must not change how the next one is read. */
function* linesFromEnd(block: Buffer): Generator<LineFromEnd, void> {
  let end = block.length;
  while (end > 0) {
    const whole = block[end - 1] === newline;
    const last = whole ? end - 1 : end;
    const start = last === 0 ? 0 : block.lastIndexOf(newline, last - 1) + 1;
    yield { text: block.toString('utf8', start, last), whole, bytes: end - start };
    end = start;
  }
}

/** The lines before the offset `end`, newest first. */
export async function* readLinesBackwards(
  handle: FileHandle,
  end: number,
): AsyncGenerator<LineFromEnd, void> {
  let position = end;
  let carried: Buffer = Buffer.alloc(0);
  while (position > 0) {
    const start = Math.max(0, position - chunkBytes);
    const block = Buffer.concat([await readBlock(handle, start, position), carried]);
    position = start;
    // The first line of a block may have begun in the block before: it waits for that one.
    const cut = start === 0 ? 0 : block.indexOf(newline) + 1;
    const goesOn = start > 0 && cut === 0;
    carried = goesOn ? block : block.subarray(0, cut);
    if (!goesOn) yield* linesFromEnd(block.subarray(cut));
  }
}

/** Every line, empty ones too, as many at once as a block has; the last may lack its newline. */
export async function* readLinesForwards({
  handle,
  size,
}: Readable): AsyncGenerator<readonly string[]> {
  let carried: Buffer = Buffer.alloc(0);
  for (let position = 0; position < size; ) {
    const piece = await readBlock(handle, position, Math.min(size, position + chunkBytes));
    // Cut by another hand meanwhile.
    if (piece.length === 0) break;
    position += piece.length;
    const block = Buffer.concat([carried, piece]);
    const cut = block.lastIndexOf(newline) + 1;
    carried = block.subarray(cut);
    const lines = [...linesFromEnd(block.subarray(0, cut))].reverse();
    yield lines.map(({ text }) => text);
  }
  if (carried.length > 0) yield [carried.toString('utf8')];
}
