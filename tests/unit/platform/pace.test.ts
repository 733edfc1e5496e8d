/** Long works on the audit log rest in between, however fast or slow the machine is; never a time of this machine (D-08). */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedChunks } from '../../../electron/accounts/export-audit.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditLog, Clock } from '../../../electron/ports.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const lines = 400;

/** A machine on which every look at the clock costs a millisecond, and that counts the rests. */
function createSlowClock() {
  let monotonic = 0;
  let rests = 0;
  const clock: Clock = {
    ...createFakeClock(),
    now: () => {
      monotonic += 1;
      return { wall: 0, monotonic };
    },
    after: (_delayMs, run) => {
      rests += 1;
      const turn = setImmediate(run);
      return () => clearImmediate(turn);
    },
  };
  return { clock, rests: () => rests };
}

async function setUp() {
  const { clock, rests } = createSlowClock();
  const log = createFileAuditLog({ file: path.join(makeFolder(), 'audit.jsonl'), clock });
  for (let index = 0; index < lines; index += 1) await log.append(makeAuditFacts());
  const restsDuring = async (work: (log: AuditLog) => Promise<unknown>): Promise<number> => {
    const before = rests();
    await work(log);
    return rests() - before;
  };
  return { log, clock, restsDuring };
}

describe('a long work on the audit log', () => {
  it('D-08 gives others their turn at least every ten lines of a machine that takes a millisecond for each', async () => {
    const { log, clock, restsDuring } = await setUp();
    const leastRests = lines / 10;
    const check = () => log.check({ kind: 'never' });
    expect(await restsDuring(check)).toBeGreaterThan(leastRests);
    const filter = { ...everything, text: 'no such line' };
    const search = () => log.page({ filter, from: null, limit: 200 });
    expect(await restsDuring(search)).toBeGreaterThan(leastRests);
    const head = () => log.head({ count: 1, hash: '' });
    expect(await restsDuring(head)).toBeGreaterThan(leastRests);
    const exported = async () => {
      let pieces = 0;
      const request = { format: 'csv', filter: everything } as const;
      for await (const _chunk of exportedChunks({ audit: log, clock }, request)) pieces += 1;
      return pieces;
    };
    expect(await restsDuring(exported)).toBeGreaterThan(leastRests);
  });

  it('D-08 loses no line by resting', async () => {
    const { log } = await setUp();
    expect(await log.check({ kind: 'never' })).toMatchObject({ lines, broken: null });
    const page = await log.page({ filter: everything, from: null, limit: lines });
    expect(page.entries.map(({ seq }) => seq)).toEqual(
      Array.from({ length: lines }, (_, index) => lines - index),
    );
    const seqs: number[] = [];
    for await (const piece of log.lines()) seqs.push(...piece.map(({ entry }) => entry.seq));
    expect(seqs).toEqual(Array.from({ length: lines }, (_, index) => index + 1));
  });
});
