/** What is known of the journal while the app runs: the entries of its file, and how it stands with its key. */
import type { Logger, SealedEntry, SecretStore, TokenJournal } from '../ports.ts';
import type { Secret } from '../secret.ts';
import { createJournalKey, type JournalKey } from './journal-key.ts';

export type SealedJournalDeps = {
  readonly journal: TokenJournal;
  readonly secrets: SecretStore;
  readonly logger: Logger;
  readonly onReplayed: (accountId: string, text: Secret) => void;
};

export type JournalContext = SealedJournalDeps & {
  readonly key: JournalKey;
  /** What the file holds and whether it was handed over, by account; null until it was read. */
  live: Map<string, { readonly entry: SealedEntry; opened: boolean }> | null;
  keyRetired: boolean;
  appending: number;
  renewing: boolean;
  /** Nothing asks for the same answer or refusal again by itself: each time may be a prompt (K-12). */
  keyIsAbsent: boolean;
  renewalFailed: boolean;
};

export function createJournalContext(deps: SealedJournalDeps): JournalContext {
  return {
    ...deps,
    key: createJournalKey(deps.secrets),
    live: null,
    keyRetired: false,
    appending: 0,
    renewing: false,
    keyIsAbsent: false,
    renewalFailed: false,
  };
}

/** Reads the file, unless that was done. False where it cannot be read; never throws. */
export async function loadJournal(context: JournalContext): Promise<boolean> {
  if (context.live !== null) return true;
  try {
    const { entries, keyRetired } = await context.journal.read();
    context.live ??= new Map(entries.map((entry) => [entry.accountId, { entry, opened: false }]));
    context.keyRetired ||= keyRetired;
    return true;
  } catch {
    context.logger.error('journal.unusable');
    return false;
  }
}
