/** A log of 100,000 lines in the real files: found again, searched, checked and exported, with the longest task printed. */
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { exportedChunks } from '../../../electron/accounts/export-audit.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { AuditEntry } from '../../../shared/audit.ts';
import { everything } from '../../../shared/audit-query.ts';
import { longLogLines, needles, writeLongAuditLog } from '../../fixtures/long-audit-log.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const scratchFolder = provideScratchFolders();

it('D-08 searches, checks and exports 100,000 lines piece by piece, so that the app goes on living between', async () => {
  const file = path.join(scratchFolder(), 'audit.jsonl');
  writeLongAuditLog(file, Date.UTC(2026, 2, 3));
  const clock = createSystemClock();
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
  expect(first.entries[0]?.seq).toBe(longLogLines);
  const found = await measure(
    'search for three lines, the last of them at the beginning',
    async () => {
      const hits: AuditEntry[] = [];
      let from: string | null = null;
      do {
        const page = await log.page({
          filter: { ...everything, text: 'needle' },
          from,
          limit: 200,
        });
        hits.push(...page.entries);
        from = page.next;
      } while (from !== null);
      return hits;
    },
  );
  expect(found.map(({ seq }) => seq)).toEqual([...needles].reverse());
  const check = await measure('verify', () => log.check({ kind: 'never' }));
  expect(check).toMatchObject({ lines: longLogLines, broken: null });
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
