import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAuditRing } from '../../../electron/platform/audit-ring.ts';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditFacts } from '../../../shared/audit.ts';
import { parseGap } from '../../../shared/audit-gap.ts';
import { describeAuditLog, makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { eventually } from '../../fixtures/eventually.ts';
import { createFakeAuditLog } from '../../fixtures/fake-audit-log.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const clock = createFakeClock();
const posix = process.platform !== 'win32';
const fileIn = (folder: string): string => path.join(folder, 'audit.jsonl');
const openIn = (folder: string) => createFileAuditLog({ file: fileIn(folder), clock });
const linesIn = (folder: string): string[] =>
  readFileSync(fileIn(folder), 'utf8').split('\n').slice(0, -1);

/** The numbers (from 1) of the lines that do not name the digest of the line before. */
function brokenLinks(lines: readonly string[]): number[] {
  const digests = ['', ...lines.map((line) => createHash('sha256').update(line).digest('hex'))];
  return lines.flatMap((line, index) => {
    try {
      return JSON.parse(line).prev === digests[index] ? [] : [index + 1];
    } catch {
      return [];
    }
  });
}

async function makeLog(count: number): Promise<string> {
  const folder = makeFolder();
  const log = openIn(folder);
  for (let index = 1; index <= count; index += 1) {
    await log.append(makeAuditFacts({ httpStatus: index }));
  }
  return folder;
}

describeAuditLog('the audit log in a file', () => {
  const folder = path.join(makeFolder(), 'profile');
  return {
    log: openIn(folder),
    setUnwritable: (unwritable) => {
      if (unwritable) writeFileSync(folder, 'a file where the folder should be');
      else rmSync(folder);
    },
  };
});

describeAuditLog('the audit log in memory', () => {
  const log = createFakeAuditLog({ clock });
  return { log, setUnwritable: log.setUnwritable };
});

describe('D-08 the audit log is a chain', () => {
  it('goes on over restarts', async () => {
    const folder = await makeLog(3);
    await openIn(folder).append(makeAuditFacts());
    await openIn(folder).append(makeAuditFacts());
    expect(linesIn(folder).map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3, 4, 5]);
    expect(brokenLinks(linesIn(folder))).toEqual([]);
  });

  it('shows a line that was changed and a line that was taken out', async () => {
    const folder = await makeLog(5);
    const lines = linesIn(folder);
    const changed = lines.map((line, index) => (index === 1 ? line.replace('ok', 'ko') : line));
    expect(brokenLinks(changed)).toEqual([3]);
    expect(brokenLinks(lines.filter((_, index) => index !== 2))).toEqual([3]);
  });

  it('notes the time and nothing but the known facts', async () => {
    const folder = makeFolder();
    const facts = { ...makeAuditFacts(), accessToken: 'eyJhbGciOi.secret' } as AuditFacts;
    await openIn(folder).append(facts);
    const [line] = linesIn(folder);
    expect(line).not.toContain('eyJ');
    expect(JSON.parse(line ?? '')).toEqual({
      v: 1,
      seq: 1,
      prev: '',
      at: clock.now().wall,
      ...makeAuditFacts(),
    });
  });
});

describe('D-08 the audit log survives damage', () => {
  it('leaves a torn last line where it is and goes on with the chain', async () => {
    const folder = await makeLog(3);
    truncateSync(fileIn(folder), statSync(fileIn(folder)).size - 40);
    const torn = readFileSync(fileIn(folder), 'utf8').split('\n').at(-1);
    await openIn(folder).append(makeAuditFacts({ event: 'revoke' }));
    const lines = linesIn(folder);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toBe(torn);
    expect(JSON.parse(lines[3] ?? '')).toMatchObject({ seq: 3, event: 'revoke' });
    expect(brokenLinks(lines)).toEqual([]);
    expect((await openIn(folder).latestOf('account-1', 9)).map(({ seq }) => seq)).toEqual([
      3, 2, 1,
    ]);
  });

  it('counts a last line that lacks only its newline', async () => {
    const folder = await makeLog(2);
    truncateSync(fileIn(folder), statSync(fileIn(folder)).size - 1);
    await openIn(folder).append(makeAuditFacts());
    expect(linesIn(folder).map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3]);
    expect(brokenLinks(linesIn(folder))).toEqual([]);
  });

  it('reads past rubbish in the middle', async () => {
    const folder = await makeLog(2);
    appendFileSync(fileIn(folder), 'rubbish\n\n{"v":1}\n\u0000\u0000\n');
    await openIn(folder).append(makeAuditFacts());
    expect((await openIn(folder).latestOf('account-1', 9)).map(({ seq }) => seq)).toEqual([
      3, 2, 1,
    ]);
  });

  it('goes on after a file that was cut anywhere, and never throws', async () => {
    const folder = await makeLog(6);
    const whole = readFileSync(fileIn(folder));
    for (let size = 0; size <= whole.length; size += 37) {
      writeFileSync(fileIn(folder), whole.subarray(0, size));
      const log = openIn(folder);
      await log.append(makeAuditFacts({ event: 'copy' }));
      expect((await log.latestOf('account-1', 1))[0]?.event).toBe('copy');
      expect(brokenLinks(linesIn(folder))).toEqual([]);
    }
  });

  it('goes on with the chain when another hand wrote to the file or moved it away', async () => {
    const folder = await makeLog(0);
    const log = openIn(folder);
    await log.append(makeAuditFacts());
    appendFileSync(fileIn(folder), '{"v":1,"seq":2,"pre');
    await log.append(makeAuditFacts());
    expect(linesIn(folder)).toHaveLength(3);
    expect(brokenLinks(linesIn(folder))).toEqual([]);
    renameSync(fileIn(folder), `${fileIn(folder)}.away`);
    await log.append(makeAuditFacts());
    expect(linesIn(folder).map((line) => JSON.parse(line).seq)).toEqual([1]);
  });

  it.runIf(posix)('D-04 D-06 keeps the file to this user and does not follow a link', async () => {
    const folder = makeFolder();
    const elsewhere = path.join(makeFolder(), 'precious');
    writeFileSync(elsewhere, 'precious');
    symlinkSync(elsewhere, fileIn(folder));
    await openIn(folder).append(makeAuditFacts());
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious');
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  });

  it('puts a folder that lies in its place aside', async () => {
    const folder = makeFolder();
    mkdirSync(fileIn(folder));
    await openIn(folder).append(makeAuditFacts());
    expect(linesIn(folder)).toHaveLength(1);
  });
});

describe('the audit log reads from its end', () => {
  it('finds the newest lines over many blocks, also when a line is longer than a block', async () => {
    const folder = makeFolder();
    const log = openIn(folder);
    await log.append(makeAuditFacts({ accountId: 'a-old' }));
    await log.append(makeAuditFacts({ accountId: 'a-long', label: '令'.repeat(200_000) }));
    for (let index = 0; index < 2_000; index += 1) await log.append(makeAuditFacts());
    expect((await log.latestOf('a-long', 5))[0]?.label).toHaveLength(200_000);
    expect(await log.latestOf('a-old', 5)).toHaveLength(1);
    expect(await log.latestOf('account-1', 2_000)).toHaveLength(2_000);
  });
});

describe('D-02 lines that the disk refused', () => {
  /** A log whose folder is a file for now. */
  function startRefused() {
    const folder = path.join(makeFolder(), 'profile');
    const ownClock = createFakeClock();
    const caughtUp: number[] = [];
    const log = createFileAuditLog({
      file: fileIn(folder),
      clock: ownClock,
      onCaughtUp: () => void caughtUp.push(ownClock.now().wall),
    });
    writeFileSync(folder, '');
    const refuse = async (count: number): Promise<void> => {
      for (let index = 1; index <= count; index += 1) {
        const line = log.append(makeAuditFacts({ httpStatus: index }));
        await expect(line).rejects.toMatchObject({ code: 'disk_unwritable' });
        ownClock.advance(1);
      }
    };
    return { folder, log, refuse, ownClock, caughtUp, allow: () => rmSync(folder) };
  }

  it('are written by themselves when there is room again, at the times they are about', async () => {
    const { folder, refuse, ownClock, allow, caughtUp } = startRefused();
    const start = ownClock.now().wall;
    await refuse(3);
    ownClock.advance(10_000);
    allow();
    ownClock.advance(10_000);
    await eventually(() => expect(caughtUp).toHaveLength(1));
    const lines = linesIn(folder).map((line) => JSON.parse(line));
    expect(lines.map(({ httpStatus }) => httpStatus)).toEqual([1, 2, 3]);
    expect(lines.map(({ at }) => at - start)).toEqual([0, 1, 2]);
    expect(brokenLinks(linesIn(folder))).toEqual([]);
    expect(ownClock.pending()).toBe(0);
  });

  it('come before the next line, in an unbroken chain', async () => {
    const { folder, log, refuse, allow, caughtUp } = startRefused();
    await refuse(2);
    allow();
    await log.append(makeAuditFacts({ event: 'revoke', httpStatus: 3 }), { durable: true });
    expect(linesIn(folder).map((line) => JSON.parse(line).httpStatus)).toEqual([1, 2, 3]);
    expect(brokenLinks(linesIn(folder))).toEqual([]);
    expect(caughtUp).toHaveLength(1);
  });

  it('are at most 1,000, the newest; a line before them says how many are missing and from when to when', async () => {
    const { folder, log, refuse, allow, ownClock } = startRefused();
    const start = ownClock.now().wall;
    await refuse(1_004);
    allow();
    await log.append(makeAuditFacts({ httpStatus: 1_005 }));
    const [first, ...others] = linesIn(folder).map((line) => JSON.parse(line));
    const numbers = others.map(({ httpStatus }) => httpStatus);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([1_000, 6, 1_005]);
    expect(first).toMatchObject({
      event: 'lines_lost',
      outcome: 'failed',
      code: 'disk_unwritable',
    });
    expect(first.at).toBe(start + 4);
    expect(parseGap(first.label)).toEqual({ count: 5, from: start, to: start + 4 });
    expect(brokenLinks(linesIn(folder))).toEqual([]);
  });

  it('are told as one gap when the disk refuses the line about them too', async () => {
    const { folder, log, refuse, allow } = startRefused();
    await refuse(1_010);
    await refuse(10);
    allow();
    await log.append(makeAuditFacts({ httpStatus: 0 }));
    const gaps = linesIn(folder).flatMap((line) => parseGap(JSON.parse(line).label) ?? []);
    expect(gaps.map(({ count }) => count)).toEqual([21]);
    await log.append(makeAuditFacts());
    expect(linesIn(folder)).toHaveLength(1_002);
  });
});

describe('D-02 the ring of waiting lines', () => {
  const lineAt = (at: number) => ({ facts: makeAuditFacts(), at, durable: false });

  it('gives up no line that only waits for its turn, and never the one that is being written', async () => {
    const ring = createAuditRing(createFakeClock(), () => undefined);
    const written: number[] = [];
    const refusals: ((reason: Error) => void)[] = [];
    const first = lineAt(1);
    ring.add(first);
    const drained = ring.drain(() => new Promise((_resolve, reject) => refusals.push(reject)));
    await eventually(() => expect(refusals).toHaveLength(1));
    for (let at = 2; at <= 1_500; at += 1) ring.add(lineAt(at));
    refusals[0]?.(new Error('full'));
    await expect(drained).rejects.toThrow('full');
    await ring.drain(
      async ({ at, facts }) => void written.push(facts.event === 'lines_lost' ? 0 : at),
    );
    expect(written).toEqual([0, ...Array.from({ length: 1_000 }, (_, index) => 501 + index)]);
    await expect(ring.drain(async () => undefined, first)).rejects.toThrow();
    for (let at = 1; at <= 2_000; at += 1) ring.add(lineAt(at));
    written.length = 0;
    await ring.drain(async ({ at }) => void written.push(at));
    expect(written).toHaveLength(2_000);
  });
});
