import '../../fixtures/plain-electron.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccountRecord,
  type AccountsFile,
  accountRecordSchema,
} from '../../../electron/account-record.ts';
import { encodeAccountsFile, layOut } from '../../../electron/platform/accounts-file-format.ts';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { readAccountsText } from '../../../electron/platform/read-accounts-text.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();

/** What version 0.1 did not know; the schema fills it in. */
const laterFields = [
  'lastCopiedAt',
  'signedInAt',
  'unanswered',
  'earlierAccessTokens',
  'earlierRefreshTokens',
] as const;
const laterDefinitionFields = [
  'grantType',
  'automaticRefresh',
  'minimumLeftSeconds',
  'refreshInactivityHours',
] as const;

const line = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => {
  const controls = [...text].some((c) => c < ' ' || c === '\u007f');
  return !controls && text.trim() === text;
});
const at = fc.integer({ min: 0, max: 4_000_000_000_000 });
// A claim of the name `__proto__` is left out by whatever reads it, as it should be.
const claimName = fc.stringMatching(/^[a-z0-9_]{1,12}$/).filter((name) => name !== '__proto__');
const record: fc.Arbitrary<AccountRecord> = fc
  .record({
    accountId: fc.stringMatching(/^acct_[A-Za-z0-9_-]{4,20}$/),
    label: line,
    tags: fc.array(line, { maxLength: 4 }),
    generation: fc.integer({ min: 0, max: 1_000 }),
    createdAt: at,
    lastRefreshedAt: fc.option(at, { nil: null }),
    claims: fc.dictionary(claimName, line, { maxKeys: 5 }),
  })
  .map(({ accountId, label, tags, claims, ...rest }) => {
    const base = makeAccountRecord(accountId, rest);
    return { ...base, idTokenClaims: claims, definition: { ...base.definition, label, tags } };
  });
const records = fc.uniqueArray(record, { maxLength: 6, selector: (it) => it.accountId });

function fileOf(list: readonly AccountRecord[]): AccountsFile {
  return {
    schemaVersion: 2,
    installationId: 'here',
    sentinelWritten: true,
    accounts: Object.fromEntries(list.map((it) => [it.accountId, it])),
    tombstones: ['acct_gone'],
  };
}

function without(from: object, fields: readonly string[], chosen: ReadonlySet<string>): object {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => !fields.includes(name) || !chosen.has(name)),
  );
}

describe('files of every version', () => {
  it('D-07 reads back what it wrote, whatever is in it', async () => {
    await fc.assert(
      fc.property(records, at, (list, savedAt) => {
        const file = fileOf(list);
        const text = encodeAccountsFile(file, { revision: 3, savedAt });
        const found = readAccountsText(text);
        expect(found.kind).toBe('whole');
        expect(found.accounts).toEqual(file.accounts);
        expect(found.head).toMatchObject({ revision: 3, savedAt, tombstones: ['acct_gone'] });
        expect(JSON.parse(text).accounts).toMatchObject(file.accounts);
      }),
      { numRuns: 150 },
    );
  });

  it('D-07 loads older records, with what they lack filled in', async () => {
    const lacking = fc.subarray([...laterFields, ...laterDefinitionFields]);
    await fc.assert(
      fc.property(records, lacking, (list, names) => {
        const chosen = new Set<string>(names);
        const old = list.map((it) => ({
          ...without(it, laterFields, chosen),
          definition: without(it.definition, laterDefinitionFields, chosen),
        }));
        const accounts = Object.fromEntries(list.map((it, index) => [it.accountId, old[index]]));
        const text = JSON.stringify({ ...fileOf([]), schemaVersion: 1, accounts });
        const found = readAccountsText(text);
        expect(found.kind).toBe('whole');
        expect(found.accounts).toEqual(
          Object.fromEntries(list.map((it) => [it.accountId, accountRecordSchema.parse(it)])),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('D-07 shows what it understands of a newer file, and takes it for what it is', async () => {
    const place = fc.constantFrom('record', 'definition', 'server', 'tokens');
    await fc.assert(
      fc.property(records, place, fc.jsonValue(), (list, where, value) => {
        fc.pre(list.length > 0);
        const newer = list.map((it) => addField(it, where, value));
        const text = encodeAccountsFile(fileOf(newer), { revision: 1, savedAt: 1 });
        const found = readAccountsText(text);
        expect(found.kind).toBe('newer');
        expect(found.accounts).toEqual(fileOf(list).accounts);
      }),
      { numRuns: 150 },
    );
  });
});

function addField(it: AccountRecord, where: string, value: unknown): AccountRecord {
  const added = { fromTheFuture: value };
  if (where === 'record') return { ...it, ...added };
  const part = where as 'definition' | 'server' | 'tokens';
  return { ...it, [part]: { ...it[part], ...added } };
}

describe('a store over a file of a newer version', () => {
  function openOver(text: string) {
    const folder = makeFolder();
    const file = path.join(folder, 'accounts.json');
    writeFileSync(file, text);
    const clock = createFakeClock();
    const store = createElectronAccountStore({ folder, clock });
    return { folder, file, clock, store };
  }
  const codesOf = (store: ReturnType<typeof openOver>['store']): string[] =>
    store.notices.map(({ code }) => code);

  async function expectUntouched({ file, folder, clock, store }: ReturnType<typeof openOver>) {
    const before = readFileSync(file, 'utf8');
    store.write({ ...store.read(), accounts: {} });
    clock.advance(120_000);
    await expect(store.flush()).rejects.toMatchObject({ code: 'disk_unwritable' });
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['accounts.json']);
    expect(store.trouble()).toBe('read_only');
    expect(store.fileText()).toBe(before);
  }

  it('D-07 is not overwritten, and shows the accounts that this version understands', async () => {
    const known = makeAccountRecord('acct_known');
    const unknown = { ...makeAccountRecord('acct_unknown'), grant: { status: 'delegated' } };
    const list = [known, unknown as unknown as AccountRecord];
    const opened = openOver(encodeAccountsFile(fileOf(list), { revision: 1, savedAt: 1 }));
    expect(codesOf(opened.store)).toEqual(['newer_schema']);
    expect(Object.keys(opened.store.read().accounts)).toEqual(['acct_known']);
    await expectUntouched(opened);
  });

  it('D-07 says in plain words when it can show nothing of it', async () => {
    const opened = openOver(
      '{"schemaVersion":3,"installationId":"here","accounts":{"a":{"kind":"new"}}}',
    );
    expect(codesOf(opened.store)).toEqual(['newer_schema_unreadable']);
    await expectUntouched(opened);
  });

  it('D-07 does not take a damaged version number for a newer version', () => {
    const text = encodeAccountsFile(fileOf([makeAccountRecord('acct_one')]), {
      revision: 1,
      savedAt: 1,
    });
    const { store } = openOver(text.replace('"schemaVersion":2', '"schemaVersion":3'));
    expect(codesOf(store)).toEqual(['accounts_file_set_aside']);
    expect(Object.keys(store.read().accounts)).toEqual(['acct_one']);
  });

  it('D-07 tells an empty list of its own version from a newer one', () => {
    const head = { ...fileOf([]), revision: 1, savedAt: 1 };
    const { accounts: _none, schemaVersion: _version, ...rest } = head;
    expect(readAccountsText(layOut(rest, [])).kind).toBe('whole');
  });
});
