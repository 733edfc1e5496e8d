/** React's view of the snapshot store and the clock: each hook renders again only when its own part changes. */
import { useCallback, useSyncExternalStore } from 'react';
import type { AccountView } from '../shared/account-view.ts';
import type { Now } from '../shared/expiry.ts';
import type { Walk } from './dialogs/sign-in-walk.ts';
import { useServices } from './services.tsx';
import type { AppState, SnapshotStore } from './snapshot-store.ts';

/** Settings, flows, keychain, network and notices; throws before the snapshot is here. */
export function useApp(): AppState {
  const { store } = useServices();
  const app = useSyncExternalStore(store.onApp, store.app);
  if (app === null) throw new Error('useApp needs a snapshot; render it only when there is one.');
  return app;
}

/** The account, kept current; undefined once it is gone. */
export function useAccount(accountId: string): AccountView | undefined {
  const { store } = useServices();
  const subscribe = useCallback(
    (listener: () => void) => store.onAccount(accountId, listener),
    [store, accountId],
  );
  return useSyncExternalStore(subscribe, () => store.account(accountId));
}

/** All accounts; a new array with every change of one of them. */
export function useAccounts(): readonly AccountView[] {
  const { store } = useServices();
  return useSyncExternalStore(store.onAccounts, store.accounts);
}

/** Whether there is any account; renders again only when that changes. */
export function useHasAccounts(): boolean {
  const { store } = useServices();
  return useSyncExternalStore(store.onAccounts, () => store.accounts().length > 0);
}

/** Whether the snapshot is on its way, here, or could not be had. */
export function usePhase(): ReturnType<SnapshotStore['phase']> {
  const { store } = useServices();
  return useSyncExternalStore(store.onApp, store.phase);
}

/** The walk through several sign-ins; null while there is none. */
export function useWalk(): Walk | null {
  const { walk } = useServices();
  return useSyncExternalStore(walk.subscribe, walk.state);
}

/** Both clocks, once a second. */
export function useNow(): Now {
  const { clock } = useServices();
  return useSyncExternalStore(clock.subscribe, clock.now);
}
