/** The composition root: wires stores, use cases, snapshot and handlers from the outside world it is given. */

import { resolveLanguage, type Settings } from '../shared/settings.ts';
import type { NetworkView } from '../shared/snapshot.ts';
import type { AccountDeps } from './accounts/account-deps.ts';
import { createAccountQueue } from './accounts/account-queue.ts';
import { type AccountRegistry, createAccountRegistry } from './accounts/account-registry.ts';
import { createClipboardLease } from './accounts/clipboard-lease.ts';
import { createFlowRegistry } from './accounts/flow-registry.ts';
import { createIssuerLimiter } from './accounts/issuer-limiter.ts';
import { createPendingRevocations } from './accounts/pending-revocations.ts';
import { recoverAccounts } from './accounts/recover-accounts.ts';
import { createRefreshScheduler } from './accounts/refresh-scheduler.ts';
import { createRefreshTrials } from './accounts/refresh-trials.ts';
import { sweepTombstones } from './accounts/remove-account.ts';
import { factsOf } from './accounts/token-facts.ts';
import { createTokenStore, type TokenStore } from './accounts/token-store.ts';
import { asAppError } from './app-error.ts';
import type { Handlers } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createServerDirectory } from './oauth/authorization-server.ts';
import type { AppPorts } from './ports.ts';
import { type NetworkWatch, watchNetwork } from './snapshot/network-state.ts';
import { createSnapshot, type Snapshot } from './snapshot/snapshot.ts';

/** How long quitting waits for the keychain to take over what is already durable. */
const longestQuitMs = 2_000;

export type App = {
  readonly handlers: Handlers;
  readonly snapshot: Snapshot;
  readonly settings: () => Settings;
  /** What may touch the keychain; call it once the window is on screen. */
  readonly afterFirstPaint: () => Promise<void>;
  /** How many accounts' newest tokens are nowhere but in memory; what the journal holds is not among them. */
  readonly unsavedCount: () => number;
  /** Tries to save them now; resolves when each was tried. */
  readonly retryUnsaved: () => Promise<void>;
  /** Takes a lent token back from the clipboard, if it is still there. */
  readonly recallClipboard: () => Promise<void>;
  /**
   * Takes a lent token back from the clipboard and writes what is not yet on disk; before quitting. `loseUnsaved`: the
   * person has given up the sets that cannot be saved, so that nothing waits for them.
   */
  readonly stop: (options?: { readonly loseUnsaved?: boolean }) => Promise<void>;
};

/** Nothing here touches the keychain or the network: the list is complete without either. */
export function createApp(ports: AppPorts): App {
  const { clock, logger } = ports;
  const snapshot = createAppSnapshot(ports);
  const registry = createAccountRegistry({ store: ports.accounts, snapshot, clock });
  let onBackOnline = (): void => undefined;
  const network = networkWatch(ports, snapshot, () => onBackOnline());
  const oauth = { transport: network.transport, clock, logger };
  const deps: AccountDeps = {
    registry,
    tokenStore: createAppTokenStore(ports, registry),
    queue: createAccountQueue(),
    limiter: createIssuerLimiter(2),
    refreshing: new Map(),
    trials: createRefreshTrials({ clock, random: ports.random }),
    directory: createServerDirectory(oauth),
    oauth,
    snapshot,
    clipboard: createClipboardLease(ports.clipboard, clock),
    browser: ports.browser,
    audit: ports.audit,
    clock,
    random: ports.random,
    logger,
    settings: ports.settings.read,
  };
  const scheduler = createRefreshScheduler({ ...deps, isOnline: network.isOnline });
  const pending = createPendingRevocations({ ...deps, isOnline: network.isOnline });
  const recover = (): void => {
    scheduler.recover();
    pending.recover();
  };
  onBackOnline = recover;
  const keychain = keychainUpkeep(ports, deps, recover);
  ports.onDiskTrouble((unwritable) => showDiskTrouble(snapshot, unwritable));
  return {
    handlers: createHandlers({
      ...deps,
      flows: createFlowRegistry(snapshot),
      changeSettings: (change) => {
        changeSettings(ports, snapshot, change);
        scheduler.wake();
      },
      retryKeychain: keychain.retry,
    }),
    snapshot,
    settings: ports.settings.read,
    afterFirstPaint: async () => {
      await keychain.retry();
      scheduler.start();
      pending.start();
    },
    unsavedCount: deps.tokenStore.unsavedCount,
    retryUnsaved: deps.tokenStore.retry,
    recallClipboard: async () => void (await deps.clipboard.recall()),
    stop: ({ loseUnsaved = false } = {}) => {
      scheduler.stop();
      pending.stop();
      return stop(ports, deps, loseUnsaved);
    },
  };
}

function createAppTokenStore(ports: AppPorts, registry: AccountRegistry): TokenStore {
  const knownGeneration = (accountId: string): number => registry.find(accountId)?.generation ?? 0;
  return createTokenStore({
    secrets: ports.secrets,
    journal: ports.journal,
    clock: ports.clock,
    logger: ports.logger,
    installationId: ports.installationId,
    generations: {
      known: knownGeneration,
      raise: (accountId, generation) => {
        const record = registry.find(accountId);
        if (record !== undefined && record.generation < generation) {
          registry.patchQuietly(accountId, { generation });
        }
      },
      flush: registry.flush,
    },
    isRemoved: (accountId) => registry.tombstones().includes(accountId),
    onSaved: (accountId, saved) => registry.setSaved(accountId, saved),
    onLost: (accountId, code) => registry.setLost(accountId, code),
    onRecovered: (accountId, { generation, tokens }) => {
      const record = registry.find(accountId);
      if (record === undefined || record.generation >= generation) return;
      registry.patch(accountId, { generation, tokens: factsOf(tokens) });
    },
  });
}

function createAppSnapshot(ports: AppPorts): Snapshot {
  const settings = ports.settings.read();
  return createSnapshot(ports.clock, {
    flows: [],
    settings,
    language: resolveLanguage(settings.language, ports.preferredLanguages),
    keychain: ports.secrets.view(),
    network: { state: 'online' },
    notices: [...ports.accounts.notices, ...ports.settings.notices],
  });
}

function showDiskTrouble(snapshot: Snapshot, unwritable: boolean): void {
  const others = snapshot.sections().notices.filter((it) => it.code !== 'disk_unwritable');
  const trouble = { code: 'disk_unwritable', fileName: 'accounts.json' } as const;
  snapshot.update({ notices: unwritable ? [...others, trouble] : others });
}

function networkWatch(ports: AppPorts, snapshot: Snapshot, onBack: () => void): NetworkWatch {
  const { transport, connectivity, clock } = ports;
  const onChange = (network: NetworkView): void => {
    snapshot.update({ network });
    if (network.state === 'online') onBack();
  };
  return watchNetwork({ transport, connectivity, clock, onChange });
}

/** Looks at the keychain and, where it answers, finishes what waited for it. */
function keychainUpkeep(
  ports: AppPorts,
  deps: AccountDeps,
  onReady: () => void,
): { readonly retry: () => Promise<void> } {
  const catchUp = async (): Promise<void> => {
    try {
      await deps.tokenStore.replay();
      await sweepTombstones(deps);
      await recoverAccounts(deps);
      await deps.tokenStore.retry();
    } catch (thrown) {
      deps.logger.error('keychain.catch_up', { code: asAppError(thrown).code });
    }
  };
  let ready = false;
  ports.secrets.onChange((view) => {
    deps.snapshot.update({ keychain: view });
    const becameReady = view.state === 'ready' && !ready;
    ready = view.state === 'ready';
    if (becameReady) void catchUp().then(onReady);
  });
  return {
    retry: async () => {
      const wasReady = ready;
      const state = await ports.secrets.probe();
      if (state === 'ready' && wasReady) await catchUp();
    },
  };
}

function changeSettings(ports: AppPorts, snapshot: Snapshot, change: Partial<Settings>): void {
  const settings = { ...ports.settings.read(), ...change };
  ports.settings.write(settings);
  const language = resolveLanguage(settings.language, ports.preferredLanguages);
  snapshot.update({ settings, language });
}

/** What is in the journal may wait for the next start; what is only in memory may not. */
async function settleTokens({ tokenStore, clock }: AccountDeps, hurry: boolean): Promise<void> {
  const tried = tokenStore.retry();
  if (tokenStore.unsavedCount() > 0 && !hurry) return tried;
  await new Promise<void>((resolve) => {
    const giveUp = clock.after(longestQuitMs, resolve);
    void tried.then(() => {
      giveUp();
      resolve();
    });
  });
}

async function stop(ports: AppPorts, deps: AccountDeps, loseUnsaved: boolean): Promise<void> {
  await deps.clipboard.recall();
  await settleTokens(deps, loseUnsaved);
  try {
    await ports.accounts.flush();
  } catch (thrown) {
    deps.logger.error('stop.flush', { code: asAppError(thrown).code });
  }
}
