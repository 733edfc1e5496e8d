/** The keychain of this system: calls in their own process, in parts where it takes only short values (K-02, K-07). */
import type { Logger, SecretStore } from '../ports.ts';
import { createChunkedCalls } from './chunked-calls.ts';
import type { HostLauncher } from './keychain-host-protocol.ts';
import { createKeychainProcess } from './keychain-process.ts';
import { createSecretStore, type SecretStoreOptions } from './secret-store.ts';

type SystemSecretStoreOptions = Omit<SecretStoreOptions, 'calls' | 'tryAfresh'> & {
  readonly launch: HostLauncher;
  /** See `keychainServiceName`. */
  readonly service: string;
  readonly logger: Logger;
};

/** The process starts with the first call that needs the keychain. Only Windows limits the length of a value. */
export function createSystemSecretStore(options: SystemSecretStoreOptions): SecretStore {
  const calls = createKeychainProcess(options);
  const windows = (options.platform ?? process.platform) === 'win32';
  return createSecretStore({
    ...options,
    calls: windows ? createChunkedCalls(calls) : calls,
    tryAfresh: calls.tryAfresh,
  });
}
