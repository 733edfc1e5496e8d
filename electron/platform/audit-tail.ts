/** Where the chain of the audit log stands, told from the end of its files backwards (requirement D-08). */
import type { FileHandle } from 'node:fs/promises';
import { readLinesBackwards } from './audit-blocks.ts';
import { listFullFiles } from './audit-files.ts';
import { digestOf, parseAuditLine } from './audit-line-schema.ts';
import { openAuditFile } from './audit-view.ts';

/**
 * `seq` and `hash` are those of the last line that can be read; `prev` is what the next line has to name, which is the
 * rest of a line where a crash or a full disk left one. `torn`: the written file ends within a line.
 */
export type Tail = {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string;
  readonly torn: boolean;
};

const nothing: Tail = { seq: 0, hash: '', prev: '', torn: false };

/** The torn rest of a line stays where it is and counts as a line of the chain, though nothing can be read from it. */
async function readTail(handle: FileHandle, size: number): Promise<Tail> {
  let { prev, torn } = nothing;
  for await (const { text, whole } of readLinesBackwards(handle, size)) {
    if (text === '') continue;
    if (prev === '') {
      prev = digestOf(text);
      torn = !whole;
    }
    const seq = parseAuditLine(text)?.seq;
    if (seq !== undefined) return { seq, hash: digestOf(text), prev, torn };
  }
  return { ...nothing, prev, torn };
}

/** `handle` is the written file; one without a whole line goes on where the ones before it ended. */
export async function findTail(file: string, handle: FileHandle): Promise<Tail> {
  let tail = await readTail(handle, (await handle.stat()).size);
  const before = [...(await listFullFiles(file))].reverse();
  for (const full of before) {
    if (tail.seq > 0) break;
    const { seq, hash, prev } = await tailOfFull(full);
    tail = { ...tail, seq, hash, prev: tail.prev === '' ? prev : tail.prev };
  }
  return tail;
}

async function tailOfFull(full: Parameters<typeof openAuditFile>[0]): Promise<Tail> {
  const opened = await openAuditFile(full);
  if (opened === null) return nothing;
  return readTail(opened.handle, opened.size).finally(() => opened.handle.close());
}
