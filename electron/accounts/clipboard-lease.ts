/** Puts a token on the clipboard for a limited time and takes it away again, only if it is still ours. */
import { createHash } from 'node:crypto';
import type { Cancel, ClipboardPort, Clock } from '../ports.ts';
import type { Secret } from '../secret.ts';

export type ClipboardLease = {
  /**
   * Copies; after `clearAfterMs` (null: only on quitting) the clipboard is cleared if it still holds this. Throws
   * AppError `clipboard_failed`.
   */
  readonly lend: (text: Secret, clearAfterMs: number | null) => Promise<void>;
  /** Copies text that is no secret and takes nothing back. Throws AppError `clipboard_failed`. */
  readonly put: (text: string) => Promise<void>;
  /** Clears now if the clipboard still holds what was lent, as on quitting. True when it did. */
  readonly recall: () => Promise<boolean>;
};

const nothing: Cancel = () => undefined;

export function createClipboardLease(clipboard: ClipboardPort, clock: Clock): ClipboardLease {
  let lentHash: string | null = null;
  let cancel = nothing;

  const forget = (): string | null => {
    const hash = lentHash;
    cancel();
    cancel = nothing;
    lentHash = null;
    return hash;
  };
  const recall = async (): Promise<boolean> => {
    const hash = forget();
    return hash !== null && (await clipboard.clearIfHolds(hash));
  };

  return {
    lend: async (text, clearAfterMs) => {
      await clipboard.write(text);
      forget();
      lentHash = createHash('sha256').update(text.reveal()).digest('hex');
      if (clearAfterMs === null) return;
      cancel = clock.after(clearAfterMs, () => void recall());
    },
    put: async (text) => {
      await clipboard.write(text);
      forget();
    },
    recall,
  };
}
