/** The journal under its key: seals what is appended, opens what a crash left, and replaces the key when asked to. */
import type { KeychainFailure, Logger, SealedEntry, SecretStore, TokenJournal } from '../ports.ts';
import type { Secret } from '../secret.ts';
import { createJournalKey, type JournalKey } from './journal-key.ts';
import { sealForJournal, unsealFromJournal } from './journal-seal.ts';

/** `fault`: entries are left and the key that opens them is not there, which never justifies a new one. */
export type JournalState = 'ok' | 'fault' | 'unusable' | KeychainFailure;

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

export type SealedJournalDeps = {
  readonly journal: TokenJournal;
  readonly secrets: SecretStore;
  readonly logger: Logger;
  readonly onReplayed: (accountId: string, text: Secret) => void;
};

type Context = SealedJournalDeps & {
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

async function load(context: Context): Promise<boolean> {
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

/** Entries that do not open stay, under a key that was restored to an older state as much as when they are damaged. */
function replay({ live, key, logger, onReplayed }: Context): void {
  const secret = key.current();
  let unreadable = 0;
  for (const held of live?.values() ?? []) {
    if (held.opened || secret === null) continue;
    const text = unsealFromJournal(secret, held.entry, held.entry.sealed);
    if (text === null) {
      unreadable += 1;
      continue;
    }
    held.opened = true;
    onReplayed(held.entry.accountId, text);
  }
  if (unreadable > 0) logger.error('journal.unreadable', { count: unreadable });
}

async function openOnce(context: Context): Promise<JournalState> {
  if (!(await load(context))) return 'unusable';
  if (context.key.current() !== null) return 'ok';
  const found = context.keyIsAbsent ? 'absent' : await context.key.find();
  if (found === 'ok') {
    replay(context);
    return 'ok';
  }
  if (found !== 'absent' && found !== 'corrupt') return found;
  const known = context.keyIsAbsent;
  context.keyIsAbsent = true;
  if (context.live?.size === 0) return 'ok';
  if (!known) context.logger.error('journal.key_missing', { kind: found });
  return 'fault';
}

type Open = () => Promise<JournalState>;

async function readyToAppend(context: Context, open: Open): Promise<boolean> {
  if (context.renewing || (await open()) !== 'ok') return false;
  return !context.renewing && context.key.current() !== null;
}

/** Only over an empty file that can be written. */
async function makeKey(context: Context, open: Open): Promise<void> {
  const { key, journal, logger } = context;
  if ((await open()) !== 'ok' || key.current() !== null || context.live?.size !== 0) return;
  try {
    await journal.compact({ keyRetired: context.keyRetired });
  } catch {
    logger.error('journal.unusable');
    return;
  }
  if (key.current() === null) await renew(context);
}

async function renew(context: Context): Promise<boolean> {
  const { live, appending, renewing, key } = context;
  if (live === null || live.size > 0 || appending > 0 || renewing) return false;
  context.renewing = true;
  try {
    const renewed = await key.replace();
    context.renewalFailed = !renewed;
    context.keyIsAbsent = false;
    return renewed;
  } finally {
    context.renewing = false;
  }
}

async function append(
  context: Context,
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

async function drop(context: Context, accountId: string, generation: number): Promise<void> {
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

async function retire(context: Context, forgottenAccountId: string | null): Promise<boolean> {
  if (!(await load(context))) return false;
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

async function renewKey(context: Context): Promise<void> {
  if (!context.keyRetired || context.renewalFailed || !(await load(context))) return;
  const found = context.key.current() === null ? await context.key.find() : 'ok';
  if (found !== 'absent' && !(await renew(context))) return;
  context.keyRetired = false;
  await context.journal.compact({ keyRetired: false }).catch(() => {
    context.logger.error('journal.not_compacted');
  });
}

export function createSealedJournal(deps: SealedJournalDeps): SealedJournal {
  const key = createJournalKey(deps.secrets);
  const context: Context = {
    ...deps,
    key,
    live: null,
    keyRetired: false,
    appending: 0,
    renewing: false,
    keyIsAbsent: false,
    renewalFailed: false,
  };
  let opening: Promise<JournalState> | null = null;
  const open = (): Promise<JournalState> => {
    opening ??= openOnce(context).finally(() => {
      opening = null;
    });
    return opening;
  };
  return {
    open,
    openAfresh: () => {
      context.keyIsAbsent = false;
      return open();
    },
    generationOf: async (accountId) =>
      (await load(context)) ? (context.live?.get(accountId)?.entry.generation ?? 0) : 0,
    append: async (accountId, generation, text) =>
      (await readyToAppend(context, open)) && append(context, { accountId, generation }, text),
    makeKey: () => makeKey(context, open),
    drop: (accountId, generation) => drop(context, accountId, generation),
    retire: (forgottenAccountId) => retire(context, forgottenAccountId),
    renewKey: () => renewKey(context),
  };
}
