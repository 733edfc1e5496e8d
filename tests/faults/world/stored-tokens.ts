/** What a new process could find of an account's tokens: the journal over the keychain, read past every fault. */
import { existsSync, readFileSync } from 'node:fs';
import { journalKeyItem } from '../../../electron/accounts/journal-key.ts';
import { unsealFromJournal } from '../../../electron/accounts/journal-seal.ts';
import { decodeGrant, type StoredGrant } from '../../../electron/accounts/stored-grant.ts';
import { parseJournal } from '../../../electron/platform/journal-lines.ts';
import { unsealSecret } from '../../../electron/platform/secret-envelope.ts';
import { installationId } from './accounts-at-start.ts';

export type Stores = {
  readonly keychainItems: ReadonlyMap<string, string>;
  readonly journalFile: string;
};

function inKeychain({ keychainItems }: Stores, accountId: string): StoredGrant | null {
  const text = unsealSecret(keychainItems.get(accountId) ?? '');
  const grant = text === null ? 'corrupt' : decodeGrant(text, { accountId, installationId });
  return typeof grant === 'string' ? null : grant;
}

function inJournal({ keychainItems, journalFile }: Stores, accountId: string): StoredGrant | null {
  const key = unsealSecret(keychainItems.get(journalKeyItem) ?? '');
  if (key === null || !existsSync(journalFile)) return null;
  const { entries } = parseJournal(readFileSync(journalFile, 'utf8'));
  const entry = entries.find((it) => it.accountId === accountId);
  const text = entry === undefined ? null : unsealFromJournal(key, entry, entry.sealed);
  const grant = text === null ? 'corrupt' : decodeGrant(text, { accountId, installationId });
  return typeof grant === 'string' ? null : grant;
}

/** The set of the higher generation; null where no store holds any. */
export function storedGrant(stores: Stores, accountId: string): StoredGrant | null {
  const kept = inKeychain(stores, accountId);
  const ahead = inJournal(stores, accountId);
  if (kept === null || ahead === null) return kept ?? ahead;
  return ahead.generation > kept.generation ? ahead : kept;
}

/** The refresh token as text, for comparing it with what the server knows. */
export function storedRefreshToken(stores: Stores, accountId: string): string | null {
  return storedGrant(stores, accountId)?.tokens?.refreshToken?.reveal() ?? null;
}
