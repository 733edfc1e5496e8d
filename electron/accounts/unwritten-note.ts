/** Notes in the keychain which audit lines the disk has not taken, so that the next start can say what was lost (requirement D-02). */
import { z } from 'zod';
import { asAppError } from '../app-error.ts';
import type { AuditLog, Logger, SecretStore, UnwrittenLines } from '../ports.ts';
import { Secret } from '../secret.ts';

/** Its name among the account items of this profile; there is one only while lines wait. */
export const unwrittenItem = '__audit_unwritten';

const moment = z.number().int().min(-8.64e15).max(8.64e15);
const noteSchema = z.object({
  v: z.literal(1),
  count: z.number().int().min(1),
  from: moment,
  to: moment,
  after: z.number().int().min(0),
});

type Deps = {
  readonly audit: Pick<AuditLog, 'unwritten' | 'recall'>;
  readonly secrets: SecretStore;
  readonly logger: Logger;
};
/** `text`: what the keychain holds; null for none. */
type Kept = { readonly text: string | null };

/** `follow` needs a keychain that is ready, and answers false while it did not take the note. */
export function createUnwrittenNote({ audit, secrets, logger }: Deps): {
  readonly follow: () => Promise<boolean>;
} {
  let kept: Kept | null = null;

  const recall = async (earlier: UnwrittenLines): Promise<void> => {
    try {
      await audit.recall(earlier);
    } catch (thrown) {
      // The log keeps them in mind, and so does the note.
      logger.error('audit.recall', { code: asAppError(thrown).code });
    }
  };
  /** What the last run left there; null while the keychain does not say. */
  const learn = async (): Promise<Kept | null> => {
    const found = await secrets.get(unwrittenItem);
    if (found.kind === 'absent') return { text: null };
    if (found.kind !== 'ok' && found.kind !== 'corrupt') return null;
    const text = found.kind === 'ok' ? found.value.reveal() : '';
    const earlier = decodeNote(text);
    if (earlier === null) logger.error('audit.unwritten_damaged');
    else await recall(earlier);
    return { text };
  };
  const put = async (text: string | null): Promise<boolean> => {
    const { kind } =
      text === null
        ? await secrets.remove(unwrittenItem)
        : await secrets.put(unwrittenItem, Secret.of(text));
    return kind === 'ok';
  };
  return {
    follow: async () => {
      kept ??= await learn();
      if (kept === null) return false;
      const lines = await audit.unwritten();
      const text = lines === null ? null : JSON.stringify({ v: 1, ...lines });
      if (text === kept.text) return true;
      if (!(await put(text))) return false;
      kept = { text };
      return true;
    },
  };
}

function decodeNote(text: string): UnwrittenLines | null {
  try {
    const found = noteSchema.safeParse(JSON.parse(text)).data;
    if (found === undefined) return null;
    const { v: _version, ...lines } = found;
    return lines;
  } catch {
    return null;
  }
}
