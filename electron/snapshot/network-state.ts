/** Watches every exchange to tell being offline from one unreachable server; a hint for words, never a gate. */
import type { NetworkView } from '../../shared/snapshot.ts';
import {
  type Cancel,
  type Clock,
  type Connectivity,
  type Transport,
  TransportError,
} from '../ports.ts';

type NetworkDeps = {
  readonly transport: Transport;
  readonly connectivity: Connectivity;
  readonly clock: Clock;
  readonly onChange: (view: NetworkView) => void;
};

const pollMs = 5_000;

export type NetworkWatch = {
  /** The same transport, which reports `offline` when an exchange fails and the system says it is not connected. */
  readonly transport: Transport;
  /** Asks the system; being offline is reported, so that what waits for the network is told when it is back. */
  readonly isOnline: () => boolean;
};

export function watchNetwork(deps: NetworkDeps): NetworkWatch {
  let state: NetworkView['state'] = 'online';
  let cancelPoll: Cancel = () => undefined;

  const become = (next: NetworkView['state']): void => {
    if (next === state) return;
    state = next;
    deps.onChange({ state });
  };
  const poll = (): void => {
    cancelPoll();
    if (deps.connectivity.isOnline()) become('online');
    else cancelPoll = deps.clock.after(pollMs, poll);
  };

  const isOnline = (): boolean => {
    if (state === 'online' && !deps.connectivity.isOnline()) {
      become('offline');
      poll();
    }
    return state === 'online';
  };

  const transport: Transport = async (url, request) => {
    try {
      const response = await deps.transport(url, request);
      become('online');
      return response;
    } catch (thrown) {
      const unreachable = thrown instanceof TransportError && thrown.kind === 'unreachable';
      if (unreachable) isOnline();
      throw thrown;
    }
  };
  return { transport, isOnline };
}
