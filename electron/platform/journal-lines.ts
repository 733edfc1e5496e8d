/** The lines of the journal file, each with a digest of its own, so that damage costs only the lines it hits. */
import { createHash } from 'node:crypto';
import type { JournalContent, SealedEntry } from '../ports.ts';

const entryTag = 'entry1';
const dropTag = 'drop1';
const retiredTag = 'retired1';

function withDigest(...fields: readonly (string | number)[]): string {
  const text = fields.join(' ');
  return `${text} ${digestOf(text)}\n`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Free of blanks, whatever the id. */
function nameOf(accountId: string): string {
  return Buffer.from(accountId, 'utf8').toString('base64url');
}

export function entryLine({ accountId, generation, sealed }: SealedEntry): string {
  return withDigest(entryTag, nameOf(accountId), generation, sealed);
}

/** Forgets the account's entries before it, up to this generation. */
export function dropLine(accountId: string, generation: number): string {
  return withDigest(dropTag, nameOf(accountId), generation);
}

export function contentText({ entries, keyRetired }: JournalContent): string {
  return `${keyRetired ? withDigest(retiredTag) : ''}${entries.map(entryLine).join('')}`;
}

/** The fields of a line that is whole, or null. */
function fieldsOf(line: string): readonly string[] | null {
  const cut = line.lastIndexOf(' ');
  if (cut < 0) return null;
  const text = line.slice(0, cut);
  return digestOf(text) === line.slice(cut + 1) ? text.split(' ') : null;
}

/** Keeps the entry unless the account has one of this generation or a higher one. */
export function addEntry(live: Map<string, SealedEntry>, entry: SealedEntry): void {
  const before = live.get(entry.accountId)?.generation ?? 0;
  if (before < entry.generation) live.set(entry.accountId, entry);
}

/** True when the account had an entry of this generation or a lower one. */
export function dropEntry(
  live: Map<string, SealedEntry>,
  accountId: string,
  generation: number,
): boolean {
  const before = live.get(accountId);
  return before !== undefined && before.generation <= generation && live.delete(accountId);
}

function applyLine(live: Map<string, SealedEntry>, fields: readonly string[]): void {
  const [tag, name = '', number = '', sealed = ''] = fields;
  const accountId = Buffer.from(name, 'base64url').toString('utf8');
  const generation = Number(number);
  if (tag === entryTag) addEntry(live, { accountId, generation, sealed });
  if (tag === dropTag) dropEntry(live, accountId, generation);
}

/** What the text of a journal file says; lines that are damaged, torn or of another kind say nothing. */
export function parseJournal(text: string): JournalContent {
  const live = new Map<string, SealedEntry>();
  let keyRetired = false;
  for (const line of text.split('\n')) {
    const fields = fieldsOf(line);
    if (fields === null) continue;
    if (fields[0] === retiredTag) keyRetired = true;
    else applyLine(live, fields);
  }
  return { entries: [...live.values()], keyRetired };
}
