/** Readers of the audit log see it as it is at one moment, whatever is written and closed meanwhile (requirement D-08). */
import { existsSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditLog } from '../../../electron/ports.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
afterEach(() => void vi.restoreAllMocks());

/** Each line fills a file, unless it is said otherwise. */
async function setUp(lines: number, fullAt = 1) {
  const file = path.join(makeFolder(), 'audit.jsonl');
  const log = createFileAuditLog({ file, clock: createFakeClock(), fullAt });
  for (let index = 0; index < lines; index += 1) await log.append(makeAuditFacts());
  return { file, log };
}

async function seqsOfLines(log: AuditLog): Promise<number[]> {
  const seen: number[] = [];
  for await (const piece of log.lines()) seen.push(...piece.map(({ entry }) => entry.seq));
  return seen;
}
async function seqsOfPage(log: AuditLog): Promise<number[]> {
  const { entries } = await log.page({ filter: everything, from: null, limit: 500 });
  return entries.map(({ seq }) => seq).reverse();
}
async function seqsOfLatest(log: AuditLog): Promise<number[]> {
  return (await log.latestOf('account-1', 500)).map(({ seq }) => seq).reverse();
}
async function seqsOfCheck(log: AuditLog): Promise<number[]> {
  const { lines, broken } = await log.check({ kind: 'never' });
  return broken === null ? Array.from({ length: lines }, (_, n) => n + 1) : [];
}

describe('a reader of the audit log', () => {
  it.each([
    ['an export', seqsOfLines],
    ['a page', seqsOfPage],
    ['the newest lines of an account', seqsOfLatest],
    ['a check', seqsOfCheck],
  ] as const)('D-08 misses no file that is closed while it reads: %s', async (_name, read) => {
    const { log } = await setUp(3);
    for (let round = 0; round < 15; round += 1) {
      const first = log.append(makeAuditFacts());
      const reading = read(log);
      const second = log.append(makeAuditFacts());
      const seen = await reading;
      await Promise.all([first, second]);
      expect(seen).toEqual(Array.from({ length: 3 + 2 * round + 1 }, (_, n) => n + 1));
    }
  });

  it('D-08 goes on with the files it began with, though each has another name by then', async () => {
    const { log } = await setUp(3);
    const seen: number[] = [];
    for await (const piece of log.lines()) {
      seen.push(...piece.map(({ entry }) => entry.seq));
      await log.append(makeAuditFacts());
    }
    expect(seen).toEqual([1, 2, 3]);
  });

  it('D-08 lets lines be written while a long check is at work', async () => {
    const { log } = await setUp(3);
    const order: string[] = [];
    const checking = log.check({ kind: 'never' }).then(() => order.push('checked'));
    const writing = log.append(makeAuditFacts()).then(() => order.push('written'));
    await Promise.all([checking, writing]);
    expect([...order].sort()).toEqual(['checked', 'written']);
    expect((await log.check({ kind: 'never' })).lines).toBe(4);
  });
});

describe('what a power cut may take', () => {
  async function handlePrototype(file: string): Promise<FileHandle> {
    const handle = await open(file);
    await handle.close();
    return Object.getPrototypeOf(handle);
  }

  it('D-08 is never an earlier file where a later one stays: a full one is synced before another begins', async () => {
    const { file, log } = await setUp(1);
    const synced: string[] = [];
    const prototype = await handlePrototype(file);
    const { sync } = prototype;
    const folder = statSync(path.dirname(file)).ino;
    const full = statSync(file).ino;
    vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      const { ino } = await this.stat();
      const what = ino === folder ? 'folder' : ino === full ? 'full file' : 'new file';
      synced.push(`${what}, ${existsSync(file) ? 'one to write to' : 'none to write to'}`);
      return sync.call(this);
    });
    await log.append(makeAuditFacts());
    expect(synced[0]).toBe('full file, one to write to');
    // The names: that of the full one, and that of the new one.
    if (process.platform !== 'win32') {
      expect(synced.slice(1)).toEqual(['folder, none to write to', 'folder, one to write to']);
    }
  });

  it('D-02 D-08 writes a line once whose sync the disk refused', async () => {
    const { file, log } = await setUp(1, 10_000);
    const prototype = await handlePrototype(file);
    vi.spyOn(prototype, 'sync').mockRejectedValue(new Error('EIO'));
    const line = log.append(makeAuditFacts({ event: 'revoke' }), { durable: true });
    await expect(line).rejects.toMatchObject({ code: 'disk_unwritable' });
    vi.restoreAllMocks();
    await log.append(makeAuditFacts());
    const events = (await log.latestOf('account-1', 9)).map(({ event }) => event);
    expect(events).toEqual(['refresh', 'revoke', 'refresh']);
    expect(await log.check({ kind: 'never' })).toMatchObject({ lines: 3, torn: 0, broken: null });
  });
});
