/** Kills processes between the parts of one value, again and again, and looks whether two values ever mix (P-11). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createChunkedCalls } from '../../../electron/platform/chunked-calls.ts';
import { buildChild } from '../../fixtures/build-child.ts';
import { chunkValue } from './chunk-values.ts';
import { createFlatKeychain } from './flat-keychain.ts';
import { keepChildrenWarm } from './warm-children.ts';

export type ChunkKillFigures = {
  readonly kills: number;
  /** What was read back and is neither the value that was there nor the one that was being written. */
  readonly mixed: readonly string[];
};

/** More calls than any value takes, so that kills fall everywhere in it. */
const callsOfAValue = 40;

function numbersOf(lines: readonly string[], word: string): readonly number[] {
  return lines.filter((it) => it.startsWith(`${word} `)).map((it) => Number(it.split(' ')[1]));
}

export async function runChunkKills(options: {
  readonly count: number;
  readonly seed: number;
}): Promise<ChunkKillFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tokenward-chunks-'));
  const keychain = path.join(folder, 'keychain');
  const children = keepChildrenWarm(await buildChild('tests/faults/kills/chunk-child.ts', folder));
  const mixed: string[] = [];
  let kills = 0;
  let kept: number | null = null;
  try {
    for (let round = 0; kills < options.count; round += 1) {
      const child = children.take();
      const first: number = (kept ?? 0) + 1;
      const dieAt = 1 + ((options.seed * 31 + round * 17) % callsOfAValue);
      child.order({ folder: keychain, first, dieAt });
      if ((await child.ended) !== 'SIGKILL') throw new Error('a process ended by itself');
      kills += 1;
      const tried = numbersOf(child.lines, 'try').at(-1) ?? first;
      kept = numbersOf(child.lines, 'kept').at(-1) ?? kept;
      const found = await createChunkedCalls(createFlatKeychain(keychain)).read('account');
      const allowed = [kept === null ? null : chunkValue(kept), chunkValue(tried)];
      if (!allowed.includes(found)) mixed.push(`kill ${kills} at call ${dieAt} of value ${tried}`);
      if (found === chunkValue(tried)) kept = tried;
    }
  } finally {
    await children.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { kills, mixed };
}
