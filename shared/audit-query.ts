/** Looking through the audit log: what to show, a page of it, and what a check of its chain found (requirement D-08). */
import { type AuditEntry, type AuditFacts, auditEvents } from './audit.ts';
import { z } from './zod.ts';

export const auditOutcomes = ['ok', 'refused', 'unanswered', 'failed', 'local_only'] as const;

/** What an entry has to be to be shown; an empty list and an empty text ask for nothing. */
export const auditFilterSchema = z.strictObject({
  accountId: z.string().max(64).nullable(),
  events: z.array(z.enum(auditEvents)).max(auditEvents.length),
  outcomes: z.array(z.enum(auditOutcomes)).max(auditOutcomes.length),
  /** Looked for in label, server, fingerprint, codes and verdict. */
  text: z.string().max(256),
});
export type AuditFilter = Readonly<z.infer<typeof auditFilterSchema>>;

export const everything: AuditFilter = { accountId: null, events: [], outcomes: [], text: '' };

export type AuditPage = {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Where to go on; null at the log's beginning. A page may be empty and still have more behind it. */
  readonly next: string | null;
};

export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is wrong with the first line that is wrong. `cut`: lines are missing at the end; `rewritten`: all of it is another. */
export const chainFaults = ['changed', 'missing', 'order', 'rewritten', 'cut'] as const;
export type ChainFault = (typeof chainFaults)[number];

/**
 * What the end of the log was compared with. `matches`: the end that the keychain holds; `anew`: the same, but what it
 * held before was gone or damaged. Nothing, because the keychain holds none (`never`: as far as is known it never did;
 * `missing`: it did), holds a `damaged` one, or did not answer (`unavailable`).
 */
export const headStates = [
  'matches',
  'anew',
  'never',
  'missing',
  'damaged',
  'unavailable',
] as const;
export type HeadState = (typeof headStates)[number];

export type AuditCheck = {
  readonly lines: number;
  /** Beginnings of lines that a crash left; they are part of the chain and hide nothing. */
  readonly torn: number;
  /** How many lines the log itself says are missing, because the disk did not take them. */
  readonly lost: number;
  /** How many wait in memory for a disk that refused them. */
  readonly waiting: number;
  readonly head: HeadState;
  /** The line from which on the keychain has followed the log; null where there was nothing to compare with. */
  readonly since: number | null;
  readonly broken: {
    /** Counted from 1 over all files. */
    readonly line: number;
    readonly fileName: string;
    readonly lineInFile: number;
    readonly fault: ChainFault;
  } | null;
};

/** True where the filter lets an entry through. */
export function matchesFilter(
  entry: AuditFacts,
  { accountId, events, outcomes, text }: AuditFilter,
): boolean {
  if (accountId !== null && entry.accountId !== accountId) return false;
  if (events.length > 0 && !events.includes(entry.event)) return false;
  if (outcomes.length > 0 && !outcomes.includes(entry.outcome)) return false;
  return text === '' || textOf(entry).includes(text.toLowerCase());
}

function textOf(entry: AuditFacts): string {
  const { event, label, issuer, fingerprint, code, oauthError, verdict } = entry;
  return [event, label, issuer, fingerprint, code, oauthError, verdict]
    .filter((it) => it !== null)
    .join('\n')
    .toLowerCase();
}
