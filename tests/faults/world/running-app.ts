/** The real composition root as one process has it, on everything outside that may fail. */
import { createSecretStore } from '../../../electron/platform/secret-store.ts';
import type { RequestName, RequestParams, RequestResult } from '../../../shared/contract.ts';
import type { Result } from '../../../shared/errors.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import type { FakeAccountStore } from '../../fixtures/fake-account-store.ts';
import { createFakeSettingsStore } from '../../fixtures/fake-settings-store.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import type { AppProcess } from './app-process.ts';
import { createFaultJournal } from './fault-journal.ts';
import { countFault } from './ledger.ts';
import { createNotedTransport } from './noted-transport.ts';
import type { Outside } from './outside.ts';

/** One run of the app. */
export type Running = ReturnType<typeof startApp>;

/** The metadata in memory of one process, whose flushes may fail and may be its end. */
function accountsOf(outside: Outside, process: AppProcess, store: FakeAccountStore) {
  return {
    ...store,
    write: (next: ReturnType<FakeAccountStore['read']>) => {
      if (process.isAlive()) store.write(next);
    },
    flush: async () => {
      process.reach('flushing');
      await process.whileAlive();
      if (outside.conditions.accountFileFull) countFault(outside.ledger, 'account file full');
      store.setUnwritable(outside.conditions.accountFileFull);
      await store.flush();
      process.reach('flushed');
      return process.whileAlive();
    },
  };
}

export function startApp(outside: Outside, process: AppProcess, store: FakeAccountStore) {
  const { keychain, conditions, ledger, connectivity } = outside;
  const { clock } = process;
  const journal = createFaultJournal({
    file: outside.journalFile,
    clock,
    process,
    isFull: () => {
      if (conditions.journalFull) countFault(ledger, 'journal full');
      return conditions.journalFull;
    },
    tornShare: () => conditions.tornShare,
  });
  const secrets = createSecretStore({
    calls: keychain.connect(process),
    clock,
    name: 'A keychain with faults',
    platform: 'linux',
    sentinelWritten: () => true,
    markSentinelWritten: () => undefined,
  });
  const test = createTestApp([], {
    clock,
    secrets,
    journal,
    connectivity,
    accounts: accountsOf(outside, process, store),
    settings: createFakeSettingsStore({ ...defaultSettings, minimumLeftSeconds: 1200 }),
    transport: createNotedTransport(outside, process),
  });
  const ask = async <N extends RequestName>(
    name: N,
    params: RequestParams<N>,
  ): Promise<Result<RequestResult<N>>> => {
    const result = await test.ask(name, params);
    outside.surfaces.push(JSON.stringify(result));
    return result;
  };
  const { app, logger, audit } = test;
  return { app, process, ask, store, logger, audit };
}
