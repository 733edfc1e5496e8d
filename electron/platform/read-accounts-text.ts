/** Reads the text of an accounts file, whole, damaged or of another version, account by account (D-01, D-07). */
import { z } from 'zod';
import {
  type AccountRecord,
  type AccountsFile,
  accountRecordSchema,
  accountsFileSchema,
} from '../account-record.ts';
import {
  type AccountsText,
  checksum,
  currentVersion,
  type FileHead,
  fileEnd,
  headEnd,
  type MemberLine,
  parseMemberLine,
  rememberLine,
  shapeOfRecords,
} from './accounts-file-format.ts';
import { parseLeniently } from './lenient-record.ts';
import { parseJson } from './parse-json.ts';
import { readPlainAccounts } from './read-plain-accounts.ts';

type Accounts = AccountsFile['accounts'];

const anyObject = z.record(z.string(), z.unknown());
const someText = z.string().min(1).max(64);
const headFields = {
  installationId: someText.nullable(),
  sentinelWritten: z.boolean(),
  tombstones: accountsFileSchema.shape.tombstones,
  index: accountsFileSchema.shape.index,
  auditHeadKept: accountsFileSchema.shape.auditHeadKept,
};
const headSchema = z.object({
  ...headFields,
  schemaVersion: z.number(),
  revision: z.number().int().min(0),
  savedAt: z.number(),
  shape: z.string().nullable(),
  count: z.number().int().min(0),
});
type LaidOutHead = Readonly<z.infer<typeof headSchema>>;

/** The first line where its checksum agrees; null otherwise. */
function parseHeadLine(line: string): LaidOutHead | null {
  const found = /^(.*),"check":"([0-9a-f]{8})",$/.exec(line);
  const text = `${found?.[1] ?? ''}}`;
  return checksum(text) === found?.[2]
    ? (headSchema.safeParse(parseJson(text)).data ?? null)
    : null;
}

function headOf(found: LaidOutHead): FileHead {
  const { schemaVersion: _version, shape: _shape, count: _count, ...head } = found;
  return head;
}

/** What the first line of a laid-out file says about when it was written; null where there is no such line. */
export function readHead(firstLine: string): FileHead | null {
  const found = parseHeadLine(firstLine);
  return found === null ? null : headOf(found);
}

type Reading = {
  readonly accounts: Accounts;
  readonly doubtful: Accounts;
  /** Whose lines agree with their checksums, understood or not. */
  readonly intact: Set<string>;
  unknownFields: boolean;
  damaged: boolean;
};

function readMember(reading: Reading, member: MemberLine | null, trusted: boolean): void {
  const raw = member === null ? undefined : parseJson(member.text);
  if (member === null || raw === undefined) {
    reading.damaged = true;
    return;
  }
  const agrees = checksum(member.text) === member.check;
  if (agrees) reading.intact.add(member.id);
  const record = trusted && agrees ? (raw as AccountRecord) : parseRecord(reading, raw, agrees);
  if (record?.accountId !== member.id) {
    reading.damaged ||= record !== null || !agrees;
    return;
  }
  // Of another shape, its line lacks what the defaults have just filled in.
  if (agrees && trusted) rememberLine(record, member);
  reading.damaged ||= !agrees;
  (agrees ? reading.accounts : reading.doubtful)[member.id] = record;
}

function parseRecord(reading: Reading, raw: unknown, agrees: boolean): AccountRecord | null {
  const strict = accountRecordSchema.safeParse(raw).data;
  if (strict !== undefined) return strict;
  // Intact and yet not understood: not ours to rewrite.
  if (agrees) reading.unknownFields = true;
  return parseLeniently(raw);
}

function readLines(lines: readonly string[]): AccountsText {
  const found = parseHeadLine(lines[0] ?? '');
  const from = found === null ? 0 : 2;
  const parts = { accounts: {}, doubtful: {}, intact: new Set<string>() };
  const reading: Reading = { ...parts, unknownFields: false, damaged: false };
  const trusted = found?.shape != null && found.shape === shapeOfRecords(found.count);
  for (const line of lines.slice(from, -1)) readMember(reading, parseMemberLine(line), trusted);
  const { accounts, doubtful } = reading;
  const head = found && headOf(found);
  const complete =
    lines[1] === headEnd &&
    lines.at(-1) === fileEnd &&
    lines.length === (found?.count ?? 0) + 3 &&
    // One line may stand twice, in the place of another.
    reading.intact.size === found?.count;
  if (head === null || !complete || reading.damaged) {
    // The last line may be an account's, where the rest was cut off.
    readMember(reading, parseMemberLine(lines.at(-1) ?? ''), false);
    return { kind: 'damaged', head, accounts, doubtful };
  }
  const newer = reading.unknownFields || (found?.schemaVersion ?? 0) > currentVersion;
  return { kind: newer ? 'newer' : 'whole', head, accounts };
}

/** Never throws, whatever the text is. */
export function readAccountsText(text: string): AccountsText {
  const lines = text.split('\n');
  const laidOut = parseHeadLine(lines[0] ?? '') !== null || lines.some((it) => parseMemberLine(it));
  if (laidOut) return readLines(lines);
  const raw = anyObject.safeParse(parseJson(text)).data;
  if (raw !== undefined) return readPlainAccounts(raw);
  return { kind: 'damaged', head: null, accounts: {}, doubtful: {} };
}
