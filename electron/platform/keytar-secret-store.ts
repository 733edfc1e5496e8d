/** Binds the keychain guard to keytar; the only file that knows keytar (requirements K-01, K-05). */
import type { SecretStore } from '../ports.ts';
import { createChunkedCalls } from './chunked-calls.ts';
import type { KeychainCalls } from './keychain-calls.ts';
import { createSecretStore, type SecretStoreOptions } from './secret-store.ts';

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

/** Loaded at the first call: the start does not wait for it, and a system without the library still starts. */
async function loadKeytar(): Promise<Keytar | null> {
  try {
    return (await import('keytar')).default;
  } catch {
    return null;
  }
}

/** Bare calls on the items of `service`. */
export function createKeytarCalls(service: string): KeychainCalls {
  let keytar: Keytar | null = null;
  const loaded = (): Keytar => {
    if (keytar === null) throw new Error('keytar is not loaded');
    return keytar;
  };
  return {
    async load() {
      keytar ??= await loadKeytar();
      return keytar !== null;
    },
    read: async (item) => loaded().getPassword(service, item),
    write: async (item, text) => loaded().setPassword(service, item, text),
    erase: async (item) => loaded().deletePassword(service, item),
  };
}

/** The system's keychain under `service` (see `keychainServiceName`). */
export function createKeytarSecretStore(
  options: Omit<SecretStoreOptions, 'calls'> & { readonly service: string },
): SecretStore {
  const calls = createKeytarCalls(options.service);
  const windows = (options.platform ?? process.platform) === 'win32';
  return createSecretStore({ ...options, calls: windows ? createChunkedCalls(calls) : calls });
}
