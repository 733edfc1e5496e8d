/**
 * Keeps where the audit log's chain stands in the keychain too, so that an end that was cut off and a log that was written
 * anew both show (requirement D-08). A locked keychain is never asked; the head then follows when it is ready (K-12). What
 * the disk has not taken is noted there with it.
 */
import { z } from 'zod';
import { asAppError } from '../app-error.ts';
import type {
  AuditLog,
  Cancel,
  Clock,
  HeadReading,
  HeldHead,
  Logger,
  SecretStore,
} from '../ports.ts';
import { Secret } from '../secret.ts';
import { createUnwrittenNote } from './unwritten-note.ts';

/** Its name among the account items of this profile. */
export const auditHeadItem = '__audit_head';

/** Lines about everyday things come in bunches; those about the end of a token are followed at once. */
const settleMs = 5_000;

const headSchema = z.object({
  v: z.literal(1),
  count: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  since: z.number().int().min(1).default(1),
  anew: z.boolean().default(false),
});

export type AuditHeadKeeper = {
  /** The log, with its head followed. */
  readonly audit: AuditLog;
  /** What the keychain holds. */
  readonly read: () => Promise<HeadReading>;
  /** Writes the head now if it is behind and the keychain is ready; also what its return runs. Never throws. */
  readonly follow: () => Promise<void>;
  /** The same within seconds: the disk took lines that had waited, or refuses them. */
  readonly followSoon: () => void;
};

export type HeadDeps = {
  readonly audit: AuditLog;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Remembers on disk that the keychain held a head once: from then on none there is not a first run. */
  readonly headRecord: { readonly everKept: () => boolean; readonly markKept: () => void };
};

export function createAuditHeadKeeper(deps: HeadDeps): AuditHeadKeeper {
  const { audit, secrets, clock, logger, headRecord } = deps;
  const note = createUnwrittenNote(deps);
  // A crash may have left it behind.
  let behind = true;
  let kept: HeldHead | null | 'unknown' = 'unknown';
  /** The keychain held a head once, and it cannot be compared with any more. */
  let anew = false;
  let last: Promise<void> = Promise.resolve();
  let cancelTimer: Cancel = () => undefined;

  const keep = (head: HeldHead): void => {
    kept = head;
    if (!headRecord.everKept()) headRecord.markKept();
  };
  /** False while the keychain does not say what it holds. */
  const learn = async (): Promise<boolean> => {
    if (kept !== 'unknown') return true;
    const found = await readHead(deps);
    if (found.kind === 'unavailable') return false;
    if (found.kind === 'held') keep(found.head);
    else kept = null;
    anew = found.kind === 'missing' || found.kind === 'damaged';
    if (anew) logger.error('audit.head_lost', { code: found.kind });
    return true;
  };

  const write = async (): Promise<void> => {
    if (!behind || secrets.view().state !== 'ready') return;
    if (!(await learn()) || kept === 'unknown') return;
    // Before the log is asked: a line that comes meanwhile makes it behind again.
    behind = false;
    // Before the head: it may have a line to write, and the log need not be writable for it.
    if (!(await note.follow())) behind = true;
    const head = await audit.head(kept);
    // A log that is not the one it was must not be vouched for again: the head goes on saying so.
    if (head === 'broken') logger.error('audit.head_broken', { kept: kept?.count ?? 0 });
    if (head === null || head === 'broken' || kept?.hash === head.hash) return;
    const next = { ...head, since: kept?.since ?? head.count, anew: kept?.anew ?? anew };
    const { kind } = await secrets.put(auditHeadItem, encodeHead(next));
    if (kind === 'ok') keep(next);
    else behind = true;
  };
  const follow = (): Promise<void> => {
    cancelTimer();
    last = last.then(write).catch((thrown: unknown) => {
      behind = true;
      logger.error('audit.head', { code: asAppError(thrown).code });
    });
    return last;
  };
  const followSoon = (durable = false): void => {
    behind = true;
    cancelTimer();
    // Until there is a head, nothing can be compared with one.
    const isUrgent = durable || kept === null;
    cancelTimer = clock.after(isUrgent ? 0 : settleMs, () => void follow());
  };
  return {
    read: async () => {
      await last;
      return readHead(deps);
    },
    follow,
    followSoon: () => followSoon(),
    audit: {
      ...audit,
      append: async (facts, options) => {
        // A line that was refused is noted as well.
        await audit.append(facts, options).finally(() => followSoon(options?.durable === true));
      },
    },
  };
}

/** A timer never asks a locked keychain (K-12), and a check does not either. */
async function readHead({ secrets, headRecord }: HeadDeps): Promise<HeadReading> {
  if (secrets.view().state !== 'ready') return { kind: 'unavailable' };
  const found = await secrets.get(auditHeadItem);
  if (found.kind === 'absent') return { kind: headRecord.everKept() ? 'missing' : 'never' };
  if (found.kind === 'corrupt') return { kind: 'damaged' };
  if (found.kind !== 'ok') return { kind: 'unavailable' };
  const head = decodeHead(found.value);
  return head === null ? { kind: 'damaged' } : { kind: 'held', head };
}

function encodeHead(head: HeldHead): Secret {
  return Secret.of(JSON.stringify({ v: 1, ...head }));
}

function decodeHead(text: Secret): HeldHead | null {
  try {
    const found = headSchema.safeParse(JSON.parse(text.reveal())).data;
    if (found === undefined) return null;
    const { v: _version, ...head } = found;
    return head;
  } catch {
    return null;
  }
}
