/** Makes what the parts of the window share, from the bridge and the page. */
import type { Bridge } from '../shared/contract.ts';
import { createClient } from './bridge.ts';
import { createWindowClock } from './clock.ts';
import { createSignInWalk } from './dialogs/sign-in-walk.ts';
import { createRoster } from './list/roster.ts';
import type { Services } from './services.tsx';
import { createSnapshotStore } from './snapshot-store.ts';
import { createToastStore } from './toasts/toast-store.ts';

/** Nothing is asked of main before `store.start()`. */
export function createServices(bridge: Bridge, page: Document): Services {
  const client = createClient(bridge);
  const clock = createWindowClock(page);
  const store = createSnapshotStore(client, clock);
  return {
    client,
    clock,
    store,
    toasts: createToastStore(clock),
    roster: createRoster(store, clock),
    walk: createSignInWalk({ client, store, clock }),
  };
}
