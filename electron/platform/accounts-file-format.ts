/**
 * How `accounts.json` is laid out: a head, then one account a line, each with a checksum of its own, so that damage is
 * noticed wherever it lies and costs no more than the lines it hit (requirements D-01, D-07).
 */
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { type AccountRecord, type AccountsFile, accountRecordSchema } from '../account-record.ts';

/** Everything of the file but its accounts, as it stands in the first line. */
export type FileHead = Omit<AccountsFile, 'accounts' | 'schemaVersion'> & {
  /** Grows with every write; a snapshot never has a higher one than the file itself. */
  readonly revision: number;
  /** When this content was written (epoch ms); 0 where that is unknown. */
  readonly savedAt: number;
};

/** One account's line, without the comma that ends it. */
export type MemberLine = { readonly id: string; readonly check: string; readonly text: string };

type Accounts = AccountsFile['accounts'];

/** `newer`: intact, but with something in it that only a later version knows; `accounts` are those that can be shown. */
export type AccountsText =
  | { readonly kind: 'whole' | 'newer'; readonly head: FileHead; readonly accounts: Accounts }
  | {
      readonly kind: 'damaged';
      /** Null when nothing of it can be trusted. */
      readonly head: FileHead | null;
      readonly accounts: Accounts;
      /** Well-formed, but not what was written: a single letter of an endpoint may have changed. */
      readonly doubtful: Accounts;
    };

export const headEnd = '"accounts":{';
export const fileEnd = '}}';
export const currentVersion = 2;

const checkLength = 8;
const memberMark = ':{"check":"';
/** From how many accounts on it pays to know that the records need no validation. */
const manyAccounts = 500;

export function checksum(text: string): string {
  return crc32(text).toString(16).padStart(checkLength, '0');
}

let knownShape: string | null = null;

/** Tells whether records were written under the very schema that reads them: then a checksum is proof enough. */
export function shapeOfRecords(count: number): string | null {
  if (count < manyAccounts) return null;
  knownShape ??= checksum(JSON.stringify(z.toJSONSchema(accountRecordSchema, { io: 'input' })));
  return knownShape;
}

/** A record is never changed, so that its line is made once. */
const lines = new WeakMap<AccountRecord, string>();

/** Remembers the line that a record was read from. */
export function rememberLine(record: AccountRecord, member: MemberLine): void {
  lines.set(record, lineOf(member));
}

function lineOf({ id, check, text }: MemberLine): string {
  return `${JSON.stringify(id)}${memberMark}${check}",${text.slice(1)}`;
}

function lineOfRecord(id: string, record: AccountRecord): string {
  const known = lines.get(record);
  if (known !== undefined) return known;
  const text = JSON.stringify(record);
  const line = lineOf({ id, check: checksum(text), text });
  lines.set(record, line);
  return line;
}

function headLine(head: FileHead, count: number): string {
  const { revision, savedAt, installationId, sentinelWritten, tombstones, index } = head;
  const { auditHeadKept } = head;
  const shape = shapeOfRecords(count);
  const text = JSON.stringify({
    schemaVersion: currentVersion,
    revision,
    savedAt,
    shape,
    count,
    installationId,
    sentinelWritten,
    tombstones,
    index,
    auditHeadKept,
  });
  return `${text.slice(0, -1)},"check":"${checksum(text)}",`;
}

/** Puts lines of accounts, which have no comma, under their head. */
export function layOut(head: FileHead, memberLines: readonly string[]): string {
  const members = memberLines.length === 0 ? [] : [memberLines.join(',\n')];
  return [headLine(head, memberLines.length), headEnd, ...members, fileEnd].join('\n');
}

/** The whole text of the file. */
export function encodeAccountsFile(
  file: AccountsFile,
  { revision, savedAt }: Pick<FileHead, 'revision' | 'savedAt'>,
): string {
  const { accounts, ...head } = file;
  const memberLines = Object.entries(accounts).map(([id, record]) => lineOfRecord(id, record));
  return layOut({ ...head, revision, savedAt }, memberLines);
}

/** What a line says, whether or not its checksum agrees; null for what is no account's line. */
export function parseMemberLine(line: string): MemberLine | null {
  const mark = line.indexOf(memberMark);
  if (mark < 0) return null;
  const from = mark + memberMark.length;
  const check = line.slice(from, from + checkLength);
  const end = line.endsWith(',') ? -1 : line.length;
  const id = parseName(line.slice(0, mark));
  if (id === null || line.slice(from + checkLength, from + checkLength + 2) !== '",') return null;
  return { id, check, text: `{${line.slice(from + checkLength + 2, end)}` };
}

function parseName(text: string): string | null {
  if (!text.startsWith('"') || !text.endsWith('"')) return null;
  if (!text.includes('\\')) return text.slice(1, -1);
  try {
    return String(JSON.parse(text));
  } catch {
    return null;
  }
}
