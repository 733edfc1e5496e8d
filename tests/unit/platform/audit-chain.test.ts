/** What the chain of the audit log shows of tampering, and that it goes on over full files (requirement D-08). */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFileAuditLog } from '../../../electron/platform/file-audit-log.ts';
import type { AuditHead } from '../../../electron/ports.ts';
import { everything } from '../../../shared/audit-query.ts';
import { makeAuditFacts } from '../../fixtures/contracts/audit-log-contract.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();

async function setUp(lines: number, fullAt = Number.POSITIVE_INFINITY) {
  const folder = makeFolder();
  const file = path.join(folder, 'audit.jsonl');
  const open = () => createFileAuditLog({ file, clock: createFakeClock(), fullAt });
  const log = open();
  for (let index = 1; index <= lines; index += 1) {
    await log.append(makeAuditFacts({ label: `Account ${index}` }));
  }
  const texts = () => readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const put = (next: readonly string[]) =>
    writeFileSync(file, next.map((it) => `${it}\n`).join(''));
  const head = (await log.head(null)) as AuditHead;
  return { folder, file, log, open, texts, put, head };
}

/** The head as the keychain holds it, followed from the first line on. */
const held = (head: AuditHead) =>
  ({ kind: 'held', head: { ...head, since: 1, anew: false } }) as const;

describe('the chain of the audit log', () => {
  it('D-08 is whole as it was written, and its head is that of the keychain', async () => {
    const { log, head } = await setUp(20);
    expect(head.count).toBe(20);
    expect(await log.check(held(head))).toEqual({
      lines: 20,
      torn: 0,
      lost: 0,
      waiting: 0,
      head: 'matches',
      since: 1,
      broken: null,
    });
  });

  it.each(['never', 'missing', 'damaged', 'unavailable'] as const)(
    'D-08 does not say that the end matches where the keychain gave none to compare with: %s',
    async (kind) => {
      const { log } = await setUp(3);
      expect(await log.check({ kind })).toMatchObject({ head: kind, since: null, broken: null });
    },
  );

  it('D-08 tells a head that was followed from the first line from one that began anew', async () => {
    const { log, head } = await setUp(9);
    const reading = { kind: 'held', head: { ...head, since: 4, anew: true } } as const;
    expect(await log.check(reading)).toMatchObject({ head: 'anew', since: 4, broken: null });
  });

  it('D-08 names the line in which any byte was flipped', async () => {
    const { log, texts, put, head } = await setUp(12);
    const whole = texts();
    await fc.assert(
      fc.asyncProperty(fc.nat(11), fc.nat(10_000), async (index, at) => {
        const line = whole[index] ?? '';
        const place = at % line.length;
        const flipped = String.fromCharCode(line.charCodeAt(place) ^ 1);
        put(whole.with(index, line.slice(0, place) + flipped + line.slice(place + 1)));
        const { broken } = await log.check(held(head));
        expect(broken).not.toBeNull();
        expect([index, index + 1, index + 2]).toContain(broken?.line);
      }),
      { numRuns: 300 },
    );
    put(whole);
    expect((await log.check(held(head))).broken).toBeNull();
  });

  it('D-08 names exactly the line whose words were changed', async () => {
    const { log, texts, put, head } = await setUp(9);
    for (const index of [0, 4, 8]) {
      const whole = texts();
      put(whole.with(index, (whole[index] ?? '').replace('Account', 'account')));
      const { broken } = await log.check(held(head));
      expect(broken?.line).toBe(index + 1);
      put(whole);
    }
  });

  it('D-08 shows that the end was cut off, by the head alone', async () => {
    const { log, texts, put, head } = await setUp(9);
    put(texts().slice(0, 6));
    expect((await log.check(held(head))).broken).toMatchObject({ line: 7, fault: 'cut' });
    expect((await log.check({ kind: 'never' })).broken).toBeNull();
    put([]);
    expect((await log.check(held(head))).broken).toMatchObject({ line: 1, fault: 'cut' });
  });

  it('D-08 shows lines taken out and lines exchanged', async () => {
    const { log, texts, put, head } = await setUp(9);
    const whole = texts();
    put(whole.toSpliced(3, 1));
    expect((await log.check(held(head))).broken).toMatchObject({ line: 4, fault: 'missing' });
    const swapped = whole.with(3, whole[5] ?? '').with(5, whole[3] ?? '');
    put(swapped);
    expect((await log.check(held(head))).broken).toMatchObject({ line: 4, fault: 'missing' });
    put(whole.toSpliced(4, 0, whole[2] ?? ''));
    expect((await log.check(held(head))).broken).toMatchObject({ line: 5, fault: 'order' });
  });

  it('D-08 shows a log that was written anew from end to end, by the head alone', async () => {
    const { head } = await setUp(9);
    const other = await setUp(9);
    const forged = other.texts().map((line) => line.replace('Account', 'Nothing'));
    other.put(forged);
    const anew = await setUp(0);
    for (let index = 1; index <= 9; index += 1) {
      await anew.log.append(makeAuditFacts({ label: `Nothing ${index}` }));
    }
    expect((await anew.log.check({ kind: 'never' })).broken).toBeNull();
    expect((await anew.log.check(held(head))).broken).toMatchObject({
      line: 9,
      fault: 'rewritten',
    });
  });

  it('D-08 does not vouch for a log whose end was cut, however many lines came after', async () => {
    const { open, texts, put, head } = await setUp(9);
    put(texts().slice(0, 5));
    const log = open();
    for (let index = 0; index < 8; index += 1) await log.append(makeAuditFacts({ label: 'Later' }));
    expect(await log.head(head)).toBe('broken');
    expect((await log.check(held(head))).broken).toMatchObject({ line: 9, fault: 'rewritten' });
  });

  it('counts what a crash left of a line, and does not take it for tampering', async () => {
    const { file, open, texts, head } = await setUp(3);
    writeFileSync(file, `${readFileSync(file, 'utf8')}{"v":1,"seq":4,"pr`);
    const log = open();
    await log.append(makeAuditFacts());
    expect(texts()).toHaveLength(5);
    expect(await log.check(held(head))).toMatchObject({ lines: 5, torn: 1, broken: null });
  });
});

describe('the files of the audit log', () => {
  it('D-08 goes on in a new file when one is full, with the chain carried over', async () => {
    const { folder, log, open, head } = await setUp(40, 2_000);
    const names = readdirSync(folder).sort();
    expect(names.length).toBeGreaterThan(3);
    expect(names).toContain('audit.0001.jsonl');
    for (const name of names) {
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(await log.check(held(head))).toMatchObject({ lines: 40, broken: null });
    const again = open();
    await again.append(makeAuditFacts());
    expect(await again.check(held(head))).toMatchObject({ lines: 41, broken: null });
  });

  it('D-08 goes on after a restart right behind a full file', async () => {
    const { file, open, head } = await setUp(7, 1);
    expect(existsSync(file)).toBe(true);
    const again = open();
    await again.append(makeAuditFacts());
    await again.append(makeAuditFacts());
    expect(await again.check(held(head))).toMatchObject({ lines: 9, broken: null });
  });

  it('D-08 misses a whole file that was taken away', async () => {
    const { folder, log, head } = await setUp(40, 2_000);
    rmSync(path.join(folder, 'audit.0002.jsonl'));
    expect((await log.check(held(head))).broken).toMatchObject({ fault: 'missing' });
  });

  it('finds an account’s newest lines over all of them', async () => {
    const { log } = await setUp(40, 2_000);
    const latest = await log.latestOf('account-1', 30);
    expect(latest.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => 40 - n));
  });

  it('gives every line once, page by page, newest first', async () => {
    const { log } = await setUp(40, 2_000);
    const seen: number[] = [];
    let from: string | null = null;
    do {
      const page = await log.page({ filter: everything, from, limit: 7 });
      seen.push(...page.entries.map(({ seq }) => seq));
      from = page.next;
    } while (from !== null);
    expect(seen).toEqual(Array.from({ length: 40 }, (_, n) => 40 - n));
  });

  it('keeps to a page while lines are added and a file is closed', async () => {
    const { log } = await setUp(10, 2_000);
    const first = await log.page({ filter: everything, from: null, limit: 3 });
    for (let index = 0; index < 12; index += 1) await log.append(makeAuditFacts());
    const second = await log.page({ filter: everything, from: first.next, limit: 3 });
    expect(second.entries.map(({ seq }) => seq)).toEqual([7, 6, 5]);
  });

  it('shows only what the filter lets through', async () => {
    const { log } = await setUp(12);
    await log.append(
      makeAuditFacts({ event: 'revoke', outcome: 'refused', fingerprint: 'feedfacecafe' }),
    );
    const ask = async (filter: Partial<typeof everything>) =>
      (await log.page({ filter: { ...everything, ...filter }, from: null, limit: 50 })).entries
        .length;
    expect(await ask({ events: ['revoke'] })).toBe(1);
    expect(await ask({ outcomes: ['ok'] })).toBe(12);
    expect(await ask({ text: 'FEEDFACE' })).toBe(1);
    expect(await ask({ text: 'account 1' })).toBe(5);
    expect(await ask({ accountId: 'nobody' })).toBe(0);
  });
});
