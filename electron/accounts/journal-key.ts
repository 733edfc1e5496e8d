/** The journal's key: one keychain item, found, made and replaced, and never made anew where a lock may hide it (K-03). */
import type { KeychainFailure, SecretStore } from '../ports.ts';
import type { Secret } from '../secret.ts';
import { isJournalKey, newJournalKey } from './journal-seal.ts';

/** Its name among the account items of this profile. */
export const journalKeyItem = '__journal';

export type KeyLookup = 'ok' | 'absent' | 'corrupt' | KeychainFailure;

export type JournalKey = {
  /** Null until found or made, and whenever it is unknown which key the keychain holds. */
  readonly current: () => Secret | null;
  /** Asks the keychain at most once for as long as the answer is a key. */
  readonly find: () => Promise<KeyLookup>;
  /** Puts a new key in the place of whatever is there. Until it resolves, and where it fails, `current` is null. */
  readonly replace: () => Promise<boolean>;
};

export function createJournalKey(secrets: SecretStore): JournalKey {
  let current: Secret | null = null;
  return {
    current: () => current,
    async find() {
      if (current !== null) return 'ok';
      const found = await secrets.get(journalKeyItem);
      if (found.kind !== 'ok') return found.kind;
      if (!isJournalKey(found.value)) return 'corrupt';
      current = found.value;
      return 'ok';
    },
    async replace() {
      current = null;
      const next = newJournalKey();
      const { kind } = await secrets.put(journalKeyItem, next);
      // A lookup that was under way may have found the old one meanwhile.
      current = kind === 'ok' ? next : null;
      return kind === 'ok';
    },
  };
}
