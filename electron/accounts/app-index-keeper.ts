/** The keeper of the keychain's copy of the list: its ports, with what the list's file says of that copy. */
import type { AppPorts } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import { createIndexKeeper, type IndexKeeper } from './index-keeper.ts';

/** Touches no keychain by itself. */
export function createAppIndexKeeper(ports: AppPorts, deps: AccountDeps): IndexKeeper {
  const { accounts, secrets, installation } = ports;
  return createIndexKeeper({
    ...deps,
    secrets,
    // A file of version 0.1 is whole, and nothing is known of its copy.
    indexState: () => accounts.read().index ?? { written: null, wanted: false, adopt: false },
    setIndexState: (index) => accounts.write({ ...accounts.read(), index }),
    sentinelWritten: () => accounts.read().sentinelWritten,
    installationId: installation.id,
    adoptInstallation: installation.adopt,
    mayWrite: () => accounts.trouble() !== 'read_only',
  });
}
