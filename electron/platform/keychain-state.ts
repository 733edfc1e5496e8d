/** What the window is told about the keychain, and who wants to hear of it (requirements K-01, K-03, K-12). */

import type { KeychainView } from '../../shared/snapshot.ts';
import type { Cancel, SecretRead } from '../ports.ts';

export type KeychainState = {
  readonly view: () => KeychainView;
  readonly show: (state: KeychainView['state']) => void;
  readonly onChange: (listener: (view: KeychainView) => void) => Cancel;
};

/** The state that an operation's result shows. */
export function stateAfter(
  kind: SecretRead['kind'],
  platform: NodeJS.Platform,
): KeychainView['state'] {
  switch (kind) {
    case 'ok':
    case 'absent':
    case 'corrupt':
      return 'ready';
    case 'locked':
      return 'locked';
    case 'unavailable':
      return 'missing';
    case 'timed_out':
      return 'waiting_for_unlock';
    case 'denied':
      // The Secret Service answered another question meanwhile; elsewhere a person or the system said no.
      return platform === 'linux' ? 'ready' : 'locked';
  }
}

export function createKeychainState(name: string): KeychainState {
  const listeners = new Set<{ readonly tell: (view: KeychainView) => void }>();
  let view: KeychainView = { name, state: 'unknown' };
  return {
    view: () => view,
    show(state) {
      if (state === view.state) return;
      view = { name, state };
      for (const listener of [...listeners]) listener.tell(view);
    },
    onChange(tell) {
      const listener = { tell };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
