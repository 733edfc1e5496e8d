/** A keychain of files whose item names may hold a slash, as those of parts do. */
import type { KeychainCalls } from '../../../electron/platform/keychain-calls.ts';
import { createFileKeychain } from '../../fixtures/file-keychain.ts';

const flat = (item: string): string => item.replaceAll('/', '.');

export function createFlatKeychain(folder: string): KeychainCalls {
  const calls = createFileKeychain(folder);
  return {
    load: calls.load,
    read: (item) => calls.read(flat(item)),
    write: (item, text) => calls.write(flat(item), text),
    erase: (item) => calls.erase(flat(item)),
  };
}
