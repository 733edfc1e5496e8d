/** What a crash, a full disk and other hands leave of the audit log is told for what it is, and never as tampering (D-08). */
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditHead } from '../../../electron/ports.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const posix = process.platform !== 'win32';
/** Cut within a character of three bytes, as a page of the disk may cut it. */
const halfLine = Buffer.from('{"v":1,"seq":9,"label":"令').subarray(0, -1);

async function setUp(lines: number, fullAt = Number.POSITIVE_INFINITY) {
  const folder = makeFolder();
  const file = path.join(folder, 'audit.jsonl');
  const clock = createFakeClock();
  const open = () => createFileAuditLog({ file, clock, fullAt });
  const log = open();
  for (let index = 1; index <= lines; index += 1) {
    await log.append(makeAuditFacts({ label: `Account ${index}` }));
  }
  return { folder, file, clock, open, log };
}
type Log = Awaited<ReturnType<typeof setUp>>['log'];

const held = (head: AuditHead | null | 'broken') => {
  if (head === null || head === 'broken') throw new Error('there is no head');
  return { kind: 'held', head: { ...head, since: 1, anew: false } } as const;
};
const seqsOf = async (log: Log): Promise<number[]> => {
  const { entries } = await log.page({ filter: everything, from: null, limit: 100 });
  return entries.map(({ seq }) => seq);
};
const upTo = (count: number) => Array.from({ length: count }, (_, n) => count - n);

describe('the head of a log that ends within a line', () => {
  it('D-08 is that of its last whole line, before and after more is written', async () => {
    const { file, open } = await setUp(3);
    appendFileSync(file, halfLine);
    const log = open();
    const atStart = await log.head(null);
    expect(await log.check(held(atStart))).toMatchObject({ lines: 4, torn: 1, broken: null });
    await log.append(makeAuditFacts());
    const later = await log.head(atStart === 'broken' ? null : atStart);
    expect(later).toMatchObject({ count: 4 });
    expect(await log.check(held(later))).toMatchObject({ lines: 5, torn: 1, broken: null });
  });
});

describe('a crash around the change of files', () => {
  it('D-08 leaves a whole chain where it came before the new file was made', async () => {
    const { file, folder, open, log } = await setUp(3);
    const head = await log.head(null);
    renameSync(file, path.join(folder, 'audit.0001.jsonl'));
    const again = open();
    expect(await again.check(held(head))).toMatchObject({ lines: 3, broken: null });
    expect(await again.head(head === 'broken' ? null : head)).toEqual(head);
    await again.append(makeAuditFacts());
    expect(await again.check(held(head))).toMatchObject({ lines: 4, broken: null });
  });

  it('D-08 leaves a whole chain where the new file has only the beginning of a line', async () => {
    const { file, folder, open, log } = await setUp(3);
    const head = await log.head(null);
    renameSync(file, path.join(folder, 'audit.0001.jsonl'));
    writeFileSync(file, halfLine);
    const again = open();
    expect(await again.head(head === 'broken' ? null : head)).toEqual(head);
    await again.append(makeAuditFacts());
    expect(await seqsOf(again)).toEqual(upTo(4));
    expect(await again.check(held(head))).toMatchObject({ lines: 5, torn: 1, broken: null });
  });

  it('D-08 leaves a whole chain where several files have no whole line', async () => {
    const { file, folder, open, log } = await setUp(3);
    const head = await log.head(null);
    renameSync(file, path.join(folder, 'audit.0001.jsonl'));
    writeFileSync(path.join(folder, 'audit.0002.jsonl'), halfLine);
    writeFileSync(path.join(folder, 'audit.0003.jsonl'), '');
    const again = open();
    await again.append(makeAuditFacts());
    expect(await again.check(held(head))).toMatchObject({ lines: 5, torn: 1, broken: null });
  });

  it('D-02 D-08 goes on where the full file is gone before it could be closed', async () => {
    const { file, folder, log } = await setUp(1, 1);
    renameSync(file, path.join(folder, 'audit.0001.jsonl'));
    await log.append(makeAuditFacts());
    expect(await log.check({ kind: 'never' })).toMatchObject({ lines: 2, broken: null });
  });

  it('D-08 closes a file that was full already when the app started', async () => {
    const { folder, file, open } = await setUp(3);
    const { size } = statSync(file);
    const again = createFileAuditLog({ file, clock: createFakeClock(), fullAt: size });
    await again.append(makeAuditFacts());
    expect(readdirSync(folder).sort()).toEqual(['audit.0001.jsonl', 'audit.jsonl']);
    expect(statSync(path.join(folder, 'audit.0001.jsonl')).size).toBe(size);
    expect(await open().check({ kind: 'never' })).toMatchObject({ lines: 4, broken: null });
  });
});

describe('what other hands leave in the folder', () => {
  it('D-08 takes no other spelling of a number for a file of the log', async () => {
    const { folder, log } = await setUp(3, 1);
    writeFileSync(path.join(folder, 'audit.00001.jsonl'), 'a copy of somebody\n');
    expect(await log.check({ kind: 'never' })).toMatchObject({ lines: 3, broken: null });
  });

  it.runIf(posix)(
    'D-06 D-08 follows no link in place of a file of the log, and misses its lines',
    async () => {
      const { folder, log } = await setUp(3, 1);
      const full = path.join(folder, 'audit.0001.jsonl');
      const elsewhere = path.join(makeFolder(), 'elsewhere');
      renameSync(full, elsewhere);
      symlinkSync(elsewhere, full);
      expect((await log.check({ kind: 'never' })).broken).toMatchObject({ fault: 'missing' });
      expect(await seqsOf(log)).toEqual([3, 2]);
      rmSync(full);
      mkdirSync(full);
      expect((await log.check({ kind: 'never' })).broken).toMatchObject({ fault: 'missing' });
    },
  );

  it.runIf(posix)(
    'D-08 says of a file that the system does not open that it could not be read, and calls the log neither whole nor broken',
    async () => {
      const { folder, log } = await setUp(3, 1);
      const full = path.join(folder, 'audit.0001.jsonl');
      rmSync(full);
      // Refused to everybody, also to a user whom no mode stops.
      const socket = createServer().listen(full);
      await once(socket, 'listening');
      try {
        const unreadable = { code: 'log_unreadable', details: { reason: 'ENXIO' } };
        await expect(log.check({ kind: 'never' })).rejects.toMatchObject(unreadable);
        await expect(seqsOf(log)).rejects.toMatchObject(unreadable);
        await expect(log.latestOf('account-1', 5)).rejects.toMatchObject(unreadable);
      } finally {
        socket.close();
      }
    },
  );

  it('D-08 goes on behind empty lines, in a whole chain', async () => {
    const { file, open } = await setUp(2);
    appendFileSync(file, '\n\n');
    await open().append(makeAuditFacts());
    expect(await open().check({ kind: 'never' })).toMatchObject({ lines: 3, broken: null });
  });

  it('D-08 gives every line on some page where one was cut within a character', async () => {
    const { file, open } = await setUp(3);
    appendFileSync(file, halfLine);
    const log = open();
    for (let index = 0; index < 3; index += 1) await log.append(makeAuditFacts());
    const seen: number[] = [];
    let from: string | null = null;
    do {
      const page = await log.page({ filter: everything, from, limit: 1 });
      seen.push(...page.entries.map(({ seq }) => seq));
      from = page.next;
    } while (from !== null);
    expect(seen).toEqual(upTo(6));
    expect((await log.check({ kind: 'never' })).broken).toBeNull();
  });

  it('D-08 takes a line whose time is none for no line of the log', async () => {
    const { file, open } = await setUp(1);
    const line = readFileSync(file, 'utf8');
    appendFileSync(file, line.replace(/"at":\d+/, '"at":9000000000000000'));
    expect(await seqsOf(open())).toEqual([1]);
  });

  it('D-08 keeps the order of the lines when the clock is set back', async () => {
    const { clock, log } = await setUp(2);
    clock.jump(-3_600_000);
    await log.append(makeAuditFacts());
    expect(await seqsOf(log)).toEqual(upTo(3));
    expect((await log.check({ kind: 'never' })).broken).toBeNull();
  });
});
