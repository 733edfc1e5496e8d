/** Makes the journal's key where there never was one, and replaces a retired one: only ever over an empty file. */
import { type JournalContext, loadJournal } from './journal-context.ts';
import type { OpenJournal } from './open-journal.ts';

/** Only over a file that can be written. Never throws. */
export async function makeJournalKey(context: JournalContext, open: OpenJournal): Promise<void> {
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

/** Nothing unless the key was retired. Never throws. */
export async function renewJournalKey(context: JournalContext): Promise<void> {
  if (!context.keyRetired || context.renewalFailed || !(await loadJournal(context))) return;
  const found = context.key.current() === null ? await context.key.find() : 'ok';
  if (found !== 'absent' && !(await renew(context))) return;
  context.keyRetired = false;
  await context.journal.compact({ keyRetired: false }).catch(() => {
    context.logger.error('journal.not_compacted');
  });
}

async function renew(context: JournalContext): Promise<boolean> {
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
