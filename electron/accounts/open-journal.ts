/** Opens the journal: reads the file and then the key, and hands over what a crash left. */
import type { KeychainFailure } from '../ports.ts';
import { type JournalContext, loadJournal } from './journal-context.ts';
import { unsealFromJournal } from './journal-seal.ts';

/** `fault`: entries are left and the key that opens them is not there, which never justifies a new one. */
export type JournalState = 'ok' | 'fault' | 'unusable' | KeychainFailure;

export type OpenJournal = () => Promise<JournalState>;

/** Whoever asks while it is being opened gets the same answer. */
export function createOpenJournal(context: JournalContext): OpenJournal {
  let opening: Promise<JournalState> | null = null;
  return () => {
    opening ??= openOnce(context).finally(() => {
      opening = null;
    });
    return opening;
  };
}

async function openOnce(context: JournalContext): Promise<JournalState> {
  if (!(await loadJournal(context))) return 'unusable';
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

/** Entries that do not open stay, under a key that was restored to an older state as much as when they are damaged. */
function replay({ live, key, logger, onReplayed }: JournalContext): void {
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
