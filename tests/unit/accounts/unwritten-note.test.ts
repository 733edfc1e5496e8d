/** What the disk never took of the audit log is said at the next start, by the note that the keychain holds meanwhile (D-02). */
import { type FileHandle, open as openHandle } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { unwrittenItem } from '../../../electron/accounts/unwritten-note.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditLog } from '../../../electron/ports.ts';
import { parseGap } from '../../../shared/audit-gap.ts';
import type { AuditCheck } from '../../../shared/audit-query.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const makeFolder = provideScratchFolders();
const id = 'acct_orders_api';
type TestApp = ReturnType<typeof createTestApp>;

afterEach(() => void vi.restoreAllMocks());

/** From now on no file takes a line, as on a full disk. */
async function refuse(): Promise<void> {
  const handle = await openHandle(import.meta.filename);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  vi.spyOn(prototype, 'appendFile').mockRejectedValue(full);
}
const allow = (): void => void vi.restoreAllMocks();

/** A profile over several runs of the app. */
function setUp() {
  const folder = path.join(makeFolder(), 'profile');
  const clock = createFakeClock();
  const open = (): AuditLog =>
    createFileAuditLog({ file: path.join(folder, 'audit.jsonl'), clock });
  let items = new Map<string, string>();
  const start = async (audit: AuditLog = open()): Promise<TestApp> => {
    const test: TestApp = createTestApp([holdAccount(id)], { audit, clock });
    for (const [item, value] of items) test.secrets.items.set(item, value);
    items = test.secrets.items;
    await test.app.afterFirstPaint();
    return test;
  };
  return {
    clock,
    open,
    start,
    note: (): unknown => JSON.parse(items.get(unwrittenItem) ?? 'null'),
    putNote: (text: string) => void items.set(unwrittenItem, text),
  };
}

async function verified(test: TestApp): Promise<AuditCheck> {
  const answer = await test.ask('audit.verify', {});
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}
async function gapsOf(audit: AuditLog): Promise<unknown[]> {
  const { entries } = await audit.page({ filter: everything, from: null, limit: 100 });
  return entries.flatMap(({ event, label }) => (event === 'lines_lost' ? parseGap(label) : []));
}
const copy = (test: TestApp) => test.ask('account.copy', { accountId: id, form: 'token' });

describe('audit lines that the app ended with', () => {
  it('D-02 D-08 are said at the next start, in the log and by its check, and nothing else is', async () => {
    const { clock, open, start, note } = setUp();
    await refuse();
    const first = await start();
    const from = clock.now().wall;
    for (let count = 1; count <= 3; count += 1) await copy(first);
    expect(await verified(first)).toMatchObject({ waiting: 3, lost: 0 });
    await first.app.stop();
    expect(note()).toMatchObject({ count: 3, from, after: 0 });
    allow();
    const audit = open();
    const second = await start(audit);
    await eventually(async () =>
      expect(await gapsOf(audit)).toEqual([{ count: 3, from, to: from }]),
    );
    expect(await verified(second)).toMatchObject({ lost: 3, waiting: 0, broken: null });
    expect(note()).toBeNull();
    const third = await start();
    expect(await verified(third)).toMatchObject({ lines: 1, lost: 3, head: 'matches' });
  });

  it('D-02 are noted within seconds, for an end that nobody orders', async () => {
    const { clock, start, note } = setUp();
    await refuse();
    const test = await start();
    await copy(test);
    await clock.advanceAsync(5_000);
    await eventually(() => expect(note()).toMatchObject({ count: 1 }));
  });

  it('D-02 are noted no more, and followed by the head, once the disk has taken them', async () => {
    const { clock, start, note } = setUp();
    await refuse();
    const test = await start();
    await copy(test);
    await test.app.stop();
    expect(note()).not.toBeNull();
    allow();
    // By itself; the log tells it as the disk's trouble.
    await clock.advanceAsync(10_000);
    await eventually(async () => expect(await verified(test)).toMatchObject({ lines: 1 }));
    expect(note()).not.toBeNull();
    test.tellDiskTrouble(null);
    await clock.advanceAsync(5_000);
    await eventually(() => expect(note()).toBeNull());
    await eventually(async () =>
      expect(await verified(test)).toMatchObject({ lines: 1, lost: 0, head: 'matches' }),
    );
  });

  it('D-02 are noted again until the keychain has taken the note', async () => {
    const { clock, start, note } = setUp();
    const test = await start();
    await refuse();
    await copy(test);
    test.secrets.failWith('timed_out', ['put']);
    await clock.advanceAsync(5_000);
    test.secrets.failWith(null);
    expect(note()).toBeNull();
    await test.ask('keychain.retry', {});
    await eventually(() => expect(note()).toMatchObject({ count: 1 }));
  });

  it('D-02 say a span that holds all of them, though the clock was set back meanwhile', async () => {
    const { clock, start, note } = setUp();
    const test = await start();
    await refuse();
    const at = clock.now().wall;
    await copy(test);
    clock.jump(-60_000);
    await copy(test);
    await test.app.stop();
    expect(note()).toMatchObject({ count: 2, from: at - 60_000, to: at });
  });

  it('D-02 are kept in mind over a start at which the disk still refuses', async () => {
    const { open, start, note } = setUp();
    await refuse();
    const first = await start();
    await copy(first);
    await first.app.stop();
    const second = await start();
    expect(await verified(second)).toMatchObject({ waiting: 1 });
    await copy(second);
    await second.app.stop();
    expect(note()).toMatchObject({ count: 2 });
    allow();
    const audit = open();
    await start(audit);
    await eventually(async () => expect(await gapsOf(audit)).toMatchObject([{ count: 2 }]));
  });

  it.each(['', '{"v":1}', '{"v":1,"count":1,"from":9e15,"to":9e15,"after":0}'])(
    'D-02 D-08 takes a damaged note for none, says so in the log file and removes it: %s',
    async (text) => {
      const { start, note, putNote } = setUp();
      await start();
      putNote(text === '' ? '""' : text);
      const test = await start();
      const told = () => test.logger.lines.map(({ event }) => event);
      await eventually(() => expect(told()).toContain('audit.unwritten_damaged'));
      expect(await verified(test)).toMatchObject({ lost: 0, waiting: 0 });
      expect(note()).toBeNull();
    },
  );
});

describe('a note that is older than the log', () => {
  /** Three lines, then the two that waited at 100 and 200; the app ended before it could forget them. */
  async function setUpLate(reached: readonly number[]) {
    const { open, clock } = setUp();
    const begin = open();
    for (let count = 1; count <= 3; count += 1) await begin.append(makeAuditFacts());
    const start = clock.now().wall;
    for (const at of reached) {
      clock.advance(start + at - clock.now().wall);
      await begin.append(makeAuditFacts());
    }
    clock.advance(1_000);
    await begin.append(makeAuditFacts({ event: 'edit' }));
    const earlier = { count: 2, from: start + 100, to: start + 200, after: 3 };
    return { log: open(), earlier, clock, start };
  }

  it.each([
    ['none of them', [], [{ count: 2 }]],
    ['some of them', [100], [{ count: 1 }]],
    ['all of them', [100, 200], []],
  ] as const)('D-02 counts what reached the disk after all: %s', async (_name, reached, gaps) => {
    const { log, earlier } = await setUpLate(reached);
    await log.recall(earlier);
    expect(await gapsOf(log)).toMatchObject(gaps);
    expect(await log.unwritten()).toBeNull();
  });

  it('D-02 takes no line for one of them that was there when they were noted', async () => {
    const { log, earlier, start } = await setUpLate([]);
    await log.recall({ ...earlier, from: start });
    expect(await gapsOf(log)).toMatchObject([{ count: 2 }]);
  });

  it('D-02 says what is missing by itself as soon as the disk takes it', async () => {
    const { log, earlier, clock } = await setUpLate([100]);
    await refuse();
    await expect(log.recall(earlier)).rejects.toMatchObject({ code: 'disk_unwritable' });
    // As it was: a start after this one counts again what reached the disk.
    expect(await log.unwritten()).toEqual(earlier);
    allow();
    clock.advance(10_000);
    await eventually(async () => expect(await gapsOf(log)).toMatchObject([{ count: 1 }]));
    expect(await log.unwritten()).toBeNull();
  });

  it('D-02 says nothing twice where the app ended before the note was forgotten', async () => {
    const { log, earlier } = await setUpLate([]);
    await log.recall(earlier);
    await log.recall(earlier);
    expect(await gapsOf(log)).toMatchObject([{ count: 2 }]);
  });
});
