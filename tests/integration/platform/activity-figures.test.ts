/** A log of 100,000 lines in the real files: found again, searched, checked and exported, with the longest task printed. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { exportedChunks } from '../../../electron/accounts/export-audit.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const total = 100_000;
const perFile = 14_000;
const scratchFolder = provideScratchFolders();

/** Chained as the log chains them, over as many files as it would have begun. */
function writeLog(file: string): void {
  let prev = '';
  let lines: string[] = [];
  let number = 0;
  for (let seq = 1; seq <= total; seq += 1) {
    const label = seq === 17 ? 'Needle' : `Service ${seq % 500}`;
    const line = JSON.stringify({ v: 1, seq, prev, at: seq * 1000, ...makeAuditFacts({ label }) });
    prev = createHash('sha256').update(line).digest('hex');
    lines.push(line);
    if (lines.length < perFile && seq < total) continue;
    number += 1;
    const isLast = seq === total;
    const name = isLast
      ? file
      : file.replace('.jsonl', `.${String(number).padStart(4, '0')}.jsonl`);
    writeFileSync(name, `${lines.join('\n')}\n`);
    lines = [];
  }
}

it('D-08 searches, checks and exports 100,000 lines piece by piece, so that the app goes on living between', async () => {
  const file = path.join(scratchFolder(), 'audit.jsonl');
  writeLog(file);
  const clock = createFakeClock();
  const log = createFileAuditLog({ file, clock });
  const measure = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const start = performance.now();
    const result = await run();
    const took = Math.round(performance.now() - start);
    delay.disable();
    console.info(`${what}: ${took} ms, longest task about ${Math.round(delay.max / 1e6)} ms`);
    return result;
  };

  // What the machine itself adds to every figure below.
  await measure('nothing at all', () => new Promise((resolve) => setTimeout(resolve, 500)));
  const first = await measure('first page', () =>
    log.page({ filter: everything, from: null, limit: 200 }),
  );
  expect(first.entries[0]?.seq).toBe(total);
  const found = await measure('search for the 17th line', async () => {
    let from: string | null = null;
    for (let pages = 0; pages < 100; pages += 1) {
      const page = await log.page({ filter: { ...everything, text: 'needle' }, from, limit: 200 });
      if (page.entries.length > 0 || page.next === null) return page.entries;
      from = page.next;
    }
    return [];
  });
  expect(found.map(({ seq }) => seq)).toEqual([17]);
  const check = await measure('verify', () => log.check(null));
  expect(check).toMatchObject({ lines: total, broken: null });
  const bytes = await measure('export as CSV', async () => {
    let length = 0;
    let largest = 0;
    for await (const chunk of exportedChunks(
      { audit: log, clock },
      { format: 'csv', filter: everything },
    )) {
      length += chunk.length;
      largest = Math.max(largest, chunk.length);
    }
    expect(largest).toBeLessThan(1024 * 1024);
    return length;
  });
  expect(bytes).toBeGreaterThan(10_000_000);
});
