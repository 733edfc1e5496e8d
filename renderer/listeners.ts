/** Listeners by topic, so that one account's change wakes only who shows that account. */

export type Listeners = {
  readonly add: (topic: string, listener: () => void) => () => void;
  readonly call: (topic: string) => void;
};

/** An empty set of listeners. */
export function createListeners(): Listeners {
  const byTopic = new Map<string, Set<() => void>>();
  return {
    add: (topic, listener) => {
      const listeners = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) byTopic.delete(topic);
      };
    },
    call: (topic) => {
      for (const listener of byTopic.get(topic) ?? []) listener();
    },
  };
}
