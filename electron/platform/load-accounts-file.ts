/** Reads the accounts file, saves what is still whole in a damaged one, and never empties it silently (D-01, D-07). */
import { z } from 'zod';
import type { Notice } from '../../shared/snapshot.ts';
import { type AccountsFile, accountRecordSchema, accountsFileSchema } from '../account-record.ts';
import { readGuardedFile, setFileAside } from './guarded-file.ts';

export type LoadedAccounts = {
  readonly file: AccountsFile;
  readonly notices: readonly Notice[];
  /** The file on disk must not be replaced: it is of a newer version, or could not be read. */
  readonly readOnly: boolean;
  /** What is in memory differs from what is on disk. */
  readonly dirty: boolean;
};

const anyObject = z.record(z.string(), z.unknown());
const someText = z.string().min(1).max(64);

function emptyFile(): AccountsFile {
  return {
    schemaVersion: 1,
    installationId: null,
    sentinelWritten: false,
    accounts: {},
    tombstones: [],
  };
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    return anyObject.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The file as it was before the last write, when that is whole. */
function readPrevious(previousPath: string): AccountsFile | null {
  const read = readGuardedFile(previousPath);
  if (read.kind !== 'ok') return null;
  return accountsFileSchema.safeParse(parseJson(read.text)).data ?? null;
}

/** Each whole record; for a damaged one the record of the same account before the last write. */
function salvageAccounts(raw: unknown, previous: AccountsFile | null): AccountsFile['accounts'] {
  const records = anyObject.safeParse(raw).data;
  if (records === undefined) return previous?.accounts ?? {};
  const saved: AccountsFile['accounts'] = {};
  for (const [accountId, record] of Object.entries(records)) {
    const whole = accountRecordSchema.safeParse(record).data;
    const kept =
      whole?.accountId === accountId && someText.safeParse(accountId).success
        ? whole
        : previous?.accounts[accountId];
    if (kept !== undefined) saved[accountId] = kept;
  }
  return saved;
}

/**
 * `sentinelWritten` counts as true when it is lost: taking a locked keychain for an empty one would be the worse
 * mistake, and the sentinel heals at the next write.
 */
function salvage(raw: Record<string, unknown>, previous: AccountsFile | null): AccountsFile {
  const tombstones = z.array(z.unknown()).safeParse(raw.tombstones).data;
  return {
    schemaVersion: 1,
    installationId: someText.safeParse(raw.installationId).data ?? previous?.installationId ?? null,
    sentinelWritten: z.boolean().safeParse(raw.sentinelWritten).data ?? true,
    accounts: salvageAccounts(raw.accounts, previous),
    tombstones:
      tombstones === undefined
        ? (previous?.tombstones ?? [])
        : tombstones.flatMap((id) => someText.safeParse(id).data ?? []),
  };
}

function isNewer(raw: Record<string, unknown>): boolean {
  return typeof raw.schemaVersion === 'number' && raw.schemaVersion > 1;
}

function readOnlyWith(file: AccountsFile, code: Notice['code']): LoadedAccounts {
  return { file, notices: [{ code, fileName: null }], readOnly: true, dirty: false };
}

/** Loads `file`; `at` (epoch ms) names the copy of a damaged one. Never throws. */
export function loadAccountsFile(paths: {
  readonly file: string;
  readonly previous: string;
  readonly at: number;
}): LoadedAccounts {
  const read = readGuardedFile(paths.file);
  if (read.kind === 'missing') {
    return { file: emptyFile(), notices: [], readOnly: false, dirty: true };
  }
  if (read.kind === 'unreadable') return readOnlyWith(emptyFile(), 'disk_unwritable');
  const raw = read.kind === 'ok' ? parseJson(read.text) : null;
  const whole = accountsFileSchema.safeParse(raw).data;
  if (whole !== undefined) return { file: whole, notices: [], readOnly: false, dirty: false };
  const previous = readPrevious(paths.previous);
  if (raw !== null && isNewer(raw)) return readOnlyWith(salvage(raw, null), 'newer_schema');
  const fileName = setFileAside(paths.file, paths.at);
  return {
    file: salvage(raw ?? {}, previous),
    notices: [{ code: 'accounts_file_set_aside', fileName }],
    // Without a copy elsewhere the damaged file is the only one there is.
    readOnly: fileName === null,
    dirty: true,
  };
}
