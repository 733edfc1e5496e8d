/** A keychain outside of every process: it locks, refuses, disappears or hangs, and what hangs lands late, in order. */
import type { KeychainCalls } from '../../../electron/platform/keychain-calls.ts';

export type KeychainMode = 'open' | 'locked' | 'gone' | 'denied' | 'hanging';

/** A process that has died hears nothing any more, but what it asked for before still happens. */
export type Client = {
  readonly isAlive: () => boolean;
  readonly reach: (point: 'keychain_writing' | 'keychain_written') => void;
};

export type FaultKeychain = {
  readonly items: Map<string, string>;
  readonly mode: () => KeychainMode;
  /** Leaving `hanging` lets everything that hangs happen, oldest first. */
  readonly become: (mode: KeychainMode) => void;
  readonly connect: (client: Client) => KeychainCalls;
};

const never = (): Promise<never> => new Promise(() => undefined);
const refusal = (): Error => new Error('Prompt dismissed.');

export function createFaultKeychain(): FaultKeychain {
  const items = new Map<string, string>();
  const hanging: (() => void)[] = [];
  let mode: KeychainMode = 'open';

  const enter = async (client: Client): Promise<void> => {
    if (!client.isAlive()) await never();
    if (mode === 'hanging') await new Promise<void>((go) => hanging.push(go));
  };
  const answer = async <T>(client: Client, result: T): Promise<T> =>
    client.isAlive() ? result : never();
  const refuse = async (client: Client): Promise<never> => {
    if (!client.isAlive()) await never();
    throw refusal();
  };
  return {
    items,
    mode: () => mode,
    become: (next) => {
      mode = next;
      if (next !== 'hanging') for (const go of hanging.splice(0)) go();
    },
    connect: (client) => ({
      load: async () => true,
      async read(item) {
        await enter(client);
        if (mode === 'gone') return refuse(client);
        return answer(client, mode === 'locked' ? null : (items.get(item) ?? null));
      },
      async write(item, text) {
        client.reach('keychain_writing');
        await enter(client);
        if (mode !== 'open') return refuse(client);
        items.set(item, text);
        client.reach('keychain_written');
        return answer(client, undefined);
      },
      async erase(item) {
        await enter(client);
        if (mode === 'gone' || mode === 'denied') return refuse(client);
        return answer(client, mode !== 'locked' && items.delete(item));
      },
    }),
  };
}
