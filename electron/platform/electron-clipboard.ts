/** The system's clipboard: writes a text, and clears it again only if nobody else wrote since (requirement D-14). */
import { createHash } from 'node:crypto';
import { AppError } from '../app-error.ts';
import type { ClipboardPort } from '../ports.ts';

/** Electron's `clipboard`: up to version 43 its methods answer at once, from 44 on with promises. */
export type SystemClipboard = {
  readText(): string | Promise<string>;
  writeText(text: string): unknown;
  clear(): void;
};

/** The selection clipboard of Linux is never touched. */
export function createElectronClipboard(options: {
  readonly clipboard: SystemClipboard;
}): ClipboardPort {
  const { clipboard } = options;
  return {
    async write(text) {
      try {
        await clipboard.writeText(typeof text === 'string' ? text : text.reveal());
      } catch (thrown) {
        throw new AppError('clipboard_failed', {}, thrown);
      }
    },
    async clearIfHolds(sha256Hex) {
      try {
        const held = createHash('sha256')
          .update(await clipboard.readText())
          .digest('hex');
        if (held !== sha256Hex) return false;
        clipboard.clear();
        return true;
      } catch {
        return false;
      }
    },
  };
}
