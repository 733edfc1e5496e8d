/** Reads an accounts file that is one JSON text without checksums: of version 0.1, or laid out anew by others (D-07). */
import { z } from 'zod';
import { type AccountsFile, accountsFileSchema } from '../account-record.ts';
import { type AccountsText, currentVersion, type FileHead } from './accounts-file-format.ts';
import { parseLeniently } from './lenient-record.ts';

type Accounts = AccountsFile['accounts'];

const anyObject = z.record(z.string(), z.unknown());
const someText = z.string().min(1).max(64);

/** `sentinelWritten` counts as true when it is lost: taking a locked keychain for an empty one is the worse mistake. */
function salvageHead(raw: Readonly<Record<string, unknown>>): FileHead | null {
  const installationId = someText.nullable().safeParse(raw.installationId).data;
  if (installationId === undefined) return null;
  const tombstones = z.array(z.unknown()).safeParse(raw.tombstones).data ?? [];
  return {
    revision: 0,
    savedAt: 0,
    installationId,
    sentinelWritten: z.boolean().safeParse(raw.sentinelWritten).data ?? true,
    tombstones: tombstones.flatMap((id) => someText.safeParse(id).data ?? []),
  };
}

/** A file of version 0.1, or one that a person or another program wrote: nothing in it is proven by checksums. */
export function readPlainAccounts(raw: Readonly<Record<string, unknown>>): AccountsText {
  const whole = accountsFileSchema.safeParse(withoutChecks(raw)).data;
  if (whole !== undefined) {
    const { accounts, schemaVersion: _version, ...head } = whole;
    return { kind: 'whole', head: { ...head, revision: 0, savedAt: 0 }, accounts };
  }
  const head = salvageHead(raw);
  const accounts: Accounts = {};
  for (const [id, it] of Object.entries(anyObject.safeParse(raw.accounts).data ?? {})) {
    const record = parseLeniently(withoutCheck(it));
    if (record?.accountId === id && someText.safeParse(id).success) accounts[id] = record;
  }
  const newer = typeof raw.schemaVersion === 'number' && raw.schemaVersion > currentVersion;
  return newer && head !== null
    ? { kind: 'newer', head, accounts }
    : { kind: 'damaged', head, accounts, doubtful: {} };
}

function withoutChecks(raw: Readonly<Record<string, unknown>>): unknown {
  const { revision: _r, savedAt: _s, shape: _h, count: _c, check: _k, ...rest } = raw;
  const accounts = anyObject.safeParse(raw.accounts).data;
  if (accounts === undefined) return rest;
  const plain = Object.entries(accounts).map(([id, it]) => [id, withoutCheck(it)]);
  return { ...rest, accounts: Object.fromEntries(plain) };
}

function withoutCheck(raw: unknown): unknown {
  const record = anyObject.safeParse(raw).data;
  if (record === undefined) return raw;
  const { check: _check, ...rest } = record;
  return rest;
}
