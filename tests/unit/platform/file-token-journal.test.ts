import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newJournalKey, sealForJournal } from '../../../electron/accounts/journal-seal.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { Secret } from '../../../electron/secret.ts';
import {
  describeTokenJournal,
  makeSealedEntry,
} from '../../fixtures/contracts/token-journal-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeTokenJournal } from '../../fixtures/fake-token-journal.ts';
import { openJournalEntries } from '../../fixtures/open-journal-entries.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const clock = createFakeClock();
const posix = process.platform !== 'win32';
const fileIn = (folder: string): string => path.join(folder, 'tokens.journal');
const openIn = (folder: string) => createFileTokenJournal({ file: fileIn(folder), clock });

describeTokenJournal('the journal file', () => openIn(makeFolder()));
describeTokenJournal('the fake journal', () => createFakeTokenJournal());

describe('the journal file', () => {
  it('is found again by the next process, with drops and the note about the key', async () => {
    const folder = makeFolder();
    const first = openIn(folder);
    await first.append(makeSealedEntry('acct_a', 1));
    await first.append(makeSealedEntry('acct b/ü', 4));
    await first.compact({ keyRetired: true });
    await first.append(makeSealedEntry('acct_c', 2));
    await first.drop('acct_a', 1);
    expect(await openIn(folder).read()).toEqual({
      entries: [makeSealedEntry('acct b/ü', 4), makeSealedEntry('acct_c', 2)],
      keyRetired: true,
    });
  });

  it('is empty on disk once nothing in it counts', async () => {
    const folder = makeFolder();
    const journal = openIn(folder);
    await journal.append(makeSealedEntry('a', 1));
    await journal.append(makeSealedEntry('a', 2));
    await journal.drop('a', 2);
    expect(statSync(fileIn(folder)).size).toBe(0);
  });

  it('never grows without bound while something always counts', async () => {
    const folder = makeFolder();
    const journal = openIn(folder);
    const large = 'x'.repeat(200_000);
    await journal.append(makeSealedEntry('stays', 1));
    for (let n = 1; n <= 60; n += 1) {
      await journal.append(makeSealedEntry('a', n, large));
      await journal.drop('a', n);
    }
    expect(statSync(fileIn(folder)).size).toBeLessThan(5_000_000);
    expect((await openIn(folder).read()).entries).toEqual([makeSealedEntry('stays', 1)]);
  });

  it.runIf(posix)('D-04 is for this user alone, and narrowed where it was not', async () => {
    const folder = makeFolder();
    await openIn(folder).append(makeSealedEntry('a', 1));
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
    chmodSync(fileIn(folder), 0o644);
    await openIn(folder).read();
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
    await openIn(folder).compact({ keyRetired: false });
    expect(statSync(fileIn(folder)).mode & 0o777).toBe(0o600);
  });

  it.runIf(posix)('D-06 follows no link, and puts aside what is in its place', async () => {
    const folder = makeFolder();
    const target = path.join(folder, 'elsewhere');
    writeFileSync(target, 'not ours');
    symlinkSync(target, fileIn(folder));
    const journal = openIn(folder);
    expect((await journal.read()).entries).toEqual([]);
    await journal.append(makeSealedEntry('a', 1));
    expect(readFileSync(target, 'utf8')).toBe('not ours');
    expect((await openIn(folder).read()).entries).toHaveLength(1);
  });

  it('says that the disk is unwritable, and goes on when it is again', async () => {
    const folder = path.join(makeFolder(), 'not-yet');
    writeFileSync(folder, 'a file where the folder should be');
    const journal = openIn(folder);
    const refused = journal.append(makeSealedEntry('a', 1));
    await expect(refused).rejects.toMatchObject({ code: 'disk_unwritable' });
    rmSync(folder);
    mkdirSync(folder);
    await journal.append(makeSealedEntry('a', 1));
    expect((await openIn(folder).read()).entries).toHaveLength(1);
  });

  it('leaves no half of a replacement behind to be taken for the journal', async () => {
    const folder = makeFolder();
    writeFileSync(`${fileIn(folder)}.next`, 'half');
    const journal = openIn(folder);
    await journal.append(makeSealedEntry('a', 1));
    await journal.compact({ keyRetired: false });
    expect(readdirSync(folder)).toEqual(['tokens.journal']);
  });
});

/** A file of sealed texts that say which entry they are, and where each line ends. */
async function writeSealedFile(folder: string, count: number) {
  const key = newJournalKey();
  const journal = openIn(folder);
  const ends: number[] = [];
  for (let n = 1; n <= count; n += 1) {
    const owner = { accountId: `acct_${n}`, generation: n };
    const sealed = sealForJournal(key, owner, Secret.of(`refresh token of ${n}`));
    await journal.append({ ...owner, sealed });
    ends.push(statSync(fileIn(folder)).size);
  }
  return { key, ends };
}

const entryCount = 6;
const textOf = (n: number): string => `refresh token of ${n}`;

describe('a journal file that was damaged', () => {
  it('gives back every entry before the cut, never a wrong one, and takes more', async () => {
    const folder = makeFolder();
    const { key, ends } = await writeSealedFile(folder, entryCount);
    const whole = readFileSync(fileIn(folder));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
        writeFileSync(fileIn(folder), whole);
        truncateSync(fileIn(folder), length);
        const expected = ends.filter((end) => end <= length).map((_, index) => textOf(index + 1));
        const found = openJournalEntries(key, (await openIn(folder).read()).entries);
        // The last newline alone may be missing from an entry that is whole.
        expect(found.slice(0, expected.length)).toEqual(expected);
        expect(found.length).toBeLessThanOrEqual(expected.length + 1);
        expect(found.every((text, index) => text === textOf(index + 1))).toBe(true);
        await openIn(folder).append(makeSealedEntry('acct_late', 9));
        const after = (await openIn(folder).read()).entries;
        expect(after).toHaveLength(found.length + 1);
        expect(after.at(-1)).toEqual(makeSealedEntry('acct_late', 9));
      }),
      { numRuns: 150 },
    );
  });

  it('never gives a wrong token for flipped bits, and loses only the lines that they hit', async () => {
    const folder = makeFolder();
    const { key, ends } = await writeSealedFile(folder, entryCount);
    const whole = readFileSync(fileIn(folder));
    const flip = fc.record({
      at: fc.integer({ min: 0, max: whole.length - 1 }),
      bit: fc.integer({ min: 0, max: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(flip, { minLength: 1, maxLength: 4 }), async (flips) => {
        const damaged = Buffer.from(whole);
        for (const { at, bit } of flips) damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        writeFileSync(fileIn(folder), damaged);
        const found = openJournalEntries(key, (await openIn(folder).read()).entries);
        const untouched = ends
          .map((end, index) => ({ n: index + 1, from: (ends[index - 1] ?? 0) - 1, end }))
          .filter(({ from, end }) => !flips.some(({ at }) => at >= from && at < end))
          .map(({ n }) => textOf(n));
        const all = Array.from({ length: entryCount }, (_, index) => textOf(index + 1));
        expect(all).toEqual(expect.arrayContaining(found));
        expect(found).toEqual(expect.arrayContaining(untouched));
      }),
      { numRuns: 400 },
    );
  });
});
