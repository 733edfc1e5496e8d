/** The journal under its key: seals what is appended, opens what a crash left, and replaces the key when asked to. */
import type { SealedEntry } from '../ports.ts';
import type { Secret } from '../secret.ts';
import {
  createJournalContext,
  type JournalContext,
  loadJournal,
  type SealedJournalDeps,
} from './journal-context.ts';
import { sealForJournal } from './journal-seal.ts';
import { createOpenJournal, type JournalState, type OpenJournal } from './open-journal.ts';
import { makeJournalKey, renewJournalKey } from './renew-journal-key.ts';

export type SealedJournal = {
  /** Reads the file and then the key, at most once each where they answer; hands what was left to `onReplayed`. */
  readonly open: () => Promise<JournalState>;
  /** The same, asking again for a key that was absent. */
  readonly openAfresh: () => Promise<JournalState>;
  /** The highest generation in the file, which needs no key; 0 when the account has none. */
  readonly generationOf: (accountId: string) => Promise<number>;
  /** Makes the key where there never was one; until then nothing is appended. Never throws. */
  readonly makeKey: () => Promise<void>;
  /** True when the set is durable; false leaves the caller with the keychain alone. Never throws. */
  readonly append: (accountId: string, generation: number, text: Secret) => Promise<boolean>;
  /** Forgets what the keychain holds by now. Never throws. */
  readonly drop: (accountId: string, generation: number) => Promise<void>;
  /**
   * Leaves nothing in the file but what still counts, and has the key replaced as soon as that is nothing. True when
   * the account to forget, if any, has no entry left. Never throws.
   */
  readonly retire: (forgottenAccountId: string | null) => Promise<boolean>;
  /** Replaces a retired key once the file is empty, so that there are never two. Never throws. */
  readonly renewKey: () => Promise<void>;
};

async function readyToAppend(context: JournalContext, open: OpenJournal): Promise<boolean> {
  if (context.renewing || (await open()) !== 'ok') return false;
  return !context.renewing && context.key.current() !== null;
}

async function append(
  context: JournalContext,
  entry: Omit<SealedEntry, 'sealed'>,
  text: Secret,
): Promise<boolean> {
  const { live, key, journal, logger } = context;
  const secret = key.current();
  if (live === null || secret === null) return false;
  const sealed = { ...entry, sealed: sealForJournal(secret, entry, text) };
  context.appending += 1;
  try {
    await journal.append(sealed);
    const before = live.get(entry.accountId)?.entry.generation ?? 0;
    if (before < entry.generation) live.set(entry.accountId, { entry: sealed, opened: true });
    return true;
  } catch {
    logger.error('journal.not_appended', { accountId: entry.accountId });
    return false;
  } finally {
    context.appending -= 1;
  }
}

async function drop(context: JournalContext, accountId: string, generation: number): Promise<void> {
  const { live, journal, logger } = context;
  const held = live?.get(accountId);
  if (held === undefined || held.entry.generation > generation) return;
  try {
    await journal.drop(accountId, generation);
    if (live?.get(accountId) === held) live.delete(accountId);
  } catch {
    logger.error('journal.not_dropped', { accountId });
  }
}

async function retire(
  context: JournalContext,
  forgottenAccountId: string | null,
): Promise<boolean> {
  if (!(await loadJournal(context))) return false;
  const { journal, logger, live } = context;
  const isForgotten = (): boolean => forgottenAccountId === null || !live?.has(forgottenAccountId);
  context.keyRetired = true;
  context.renewalFailed = false;
  try {
    if (forgottenAccountId !== null) {
      await journal.drop(forgottenAccountId, Number.MAX_SAFE_INTEGER);
      live?.delete(forgottenAccountId);
    }
    await journal.compact({ keyRetired: true });
  } catch {
    logger.error('journal.not_compacted');
  }
  return isForgotten();
}

export function createSealedJournal(deps: SealedJournalDeps): SealedJournal {
  const context = createJournalContext(deps);
  const open = createOpenJournal(context);
  return {
    open,
    openAfresh: () => {
      context.keyIsAbsent = false;
      return open();
    },
    generationOf: async (accountId) =>
      (await loadJournal(context)) ? (context.live?.get(accountId)?.entry.generation ?? 0) : 0,
    append: async (accountId, generation, text) =>
      (await readyToAppend(context, open)) && append(context, { accountId, generation }, text),
    makeKey: () => makeJournalKey(context, open),
    drop: (accountId, generation) => drop(context, accountId, generation),
    retire: (forgottenAccountId) => retire(context, forgottenAccountId),
    renewKey: () => renewJournalKey(context),
  };
}
