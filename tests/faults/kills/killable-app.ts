/** The real app on the real files of a profile, telling each point between an answer and its safe end as it passes. */
import '../../fixtures/plain-electron.ts';
import path from 'node:path';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import { createFileTokenJournal } from '../../../electron/platform/file-token-journal.ts';
import { createNodeTransport } from '../../../electron/platform/node-transport.ts';
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import { createSystemClock } from '../../../electron/platform/system-clock.ts';
import type { Transport } from '../../../electron/ports.ts';
import { createFileKeychain } from '../../fixtures/file-keychain.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import type { OwnKillPoint } from './kill-order.ts';

export type Reach = (point: OwnKillPoint) => void;

type Watch = {
  readonly reach: Reach;
  readonly onReceived: (exchange: string) => void;
  /** The journal said that a set is durable. */
  readonly onAppended: () => void;
};

/** Of all apps that this process opens, one after the other. */
let exchanges = 0;

/** Reads the whole answer before the app has any of it. */
function watchedTransport({ reach, onReceived }: Watch): Transport {
  const send = createNodeTransport();
  return async (url, request) => {
    exchanges += 1;
    const exchange = `${process.pid}-${exchanges}`;
    const headers = { ...request.headers, 'x-exchange': exchange };
    const response = await send(url, { ...request, headers });
    const body = await response.arrayBuffer();
    if (request.method === 'POST') {
      onReceived(exchange);
      reach('received');
    }
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

export const keychainFolder = (folder: string): string => path.join(folder, 'keychain');
export const journalFileOf = (folder: string): string => path.join(folder, 'tokens.journal');

export function openKillableApp(folder: string, watch: Watch) {
  const { reach } = watch;
  const clock = createSystemClock();
  const accounts = createElectronAccountStore({ folder, clock });
  const journal = createFileTokenJournal({ file: journalFileOf(folder), clock });
  let written = '';
  const calls = createFileKeychain(keychainFolder(folder), {
    onRead: (item) => {
      if (item === written) reach('keychain_read_back');
    },
    onWritten: (item) => {
      written = item;
      reach('keychain_written');
    },
  });
  return createTestApp([], {
    clock,
    accounts: {
      ...accounts,
      flush: async () => {
        await accounts.flush();
        reach('metadata_flushed');
      },
    },
    journal: {
      ...journal,
      append: async (entry) => {
        reach('appending');
        await journal.append(entry);
        watch.onAppended();
      },
      drop: async (accountId, generation) => {
        await journal.drop(accountId, generation);
        reach('dropped');
      },
    },
    secrets: createSecretStore({
      calls,
      clock,
      name: 'A keychain of files',
      sentinelWritten: () => true,
      markSentinelWritten: () => undefined,
    }),
    transport: watchedTransport(watch),
  });
}

export type KillableApp = ReturnType<typeof openKillableApp>;
