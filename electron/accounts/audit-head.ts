/**
 * Keeps where the audit log's chain stands in the keychain too, so that an end that was cut off and a log that was written
 * anew both show (requirement D-08). A locked keychain is never asked; the head then follows when it is ready (K-12).
 */
import { z } from 'zod';
import { asAppError } from '../app-error.ts';
import type { AuditHead, AuditLog, Cancel, Clock, Logger, SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';

/** Its name among the account items of this profile. */
export const auditHeadItem = '__audit_head';

/** Lines about everyday things come in bunches; those about the end of a token are followed at once. */
const settleMs = 5_000;

const headSchema = z.object({
  v: z.literal(1),
  count: z.number().int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

export type AuditHeadKeeper = {
  /** The log, with its head followed. */
  readonly audit: AuditLog;
  /** What the keychain holds. */
  readonly read: () => Promise<AuditHead | null | 'unavailable'>;
  /** Writes the head now if it is behind and the keychain is ready; also what its return runs. Never throws. */
  readonly follow: () => Promise<void>;
};

type HeadDeps = {
  readonly audit: AuditLog;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
};

export function createAuditHeadKeeper({
  audit,
  secrets,
  clock,
  logger,
}: HeadDeps): AuditHeadKeeper {
  // A crash may have left it behind.
  let behind = true;
  let kept: AuditHead | null | 'unknown' = 'unknown';
  let last: Promise<void> = Promise.resolve();
  let cancelTimer: Cancel = () => undefined;

  const read = async (): Promise<AuditHead | null | 'unavailable'> => {
    if (secrets.view().state !== 'ready') return 'unavailable';
    const found = await secrets.get(auditHeadItem);
    if (found.kind === 'absent') return null;
    return found.kind === 'ok' ? decodeHead(found.value) : 'unavailable';
  };

  const write = async (): Promise<void> => {
    if (!behind || secrets.view().state !== 'ready') return;
    if (kept === 'unknown') {
      const found = await read();
      if (found === 'unavailable') return;
      kept = found;
    }
    const head = await audit.head(kept);
    behind = false;
    // A log that is not the one it was must not be vouched for again: the head goes on saying so.
    if (head === 'broken') logger.error('audit.head_broken', { kept: kept?.count ?? 0 });
    if (head === null || head === 'broken' || kept?.hash === head.hash) return;
    const { kind } = await secrets.put(auditHeadItem, encodeHead(head));
    if (kind === 'ok') kept = head;
    else behind = true;
  };
  const follow = (): Promise<void> => {
    cancelTimer();
    last = last.then(write).catch((thrown: unknown) => {
      logger.error('audit.head', { code: asAppError(thrown).code });
    });
    return last;
  };
  const followSoon = (durable: boolean): void => {
    behind = true;
    cancelTimer();
    cancelTimer = clock.after(durable ? 0 : settleMs, () => void follow());
  };
  return {
    read: async () => {
      await last;
      return read();
    },
    follow,
    audit: {
      ...audit,
      append: async (facts, options) => {
        await audit.append(facts, options);
        followSoon(options?.durable === true);
      },
    },
  };
}

function encodeHead(head: AuditHead): Secret {
  return Secret.of(JSON.stringify({ v: 1, ...head }));
}

/** An item that is not ours says nothing that could be compared with. */
function decodeHead(text: Secret): AuditHead | null {
  try {
    const head = headSchema.safeParse(JSON.parse(text.reveal()));
    return head.success ? { count: head.data.count, hash: head.data.hash } : null;
  } catch {
    return null;
  }
}
