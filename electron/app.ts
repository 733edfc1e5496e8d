/** The composition root: wires stores, use cases, snapshot and handlers from the outside world it is given. */

import { catalogue } from '../shared/catalogue/catalogue.ts';
import { fillWords } from '../shared/catalogue/fill-words.ts';
import { resolveLanguage, type Settings } from '../shared/settings.ts';
import type { NetworkView } from '../shared/snapshot.ts';
import type { AccountDeps } from './accounts/account-deps.ts';
import { createAccountQueue } from './accounts/account-queue.ts';
import { type AccountRegistry, createAccountRegistry } from './accounts/account-registry.ts';
import { type AuditHeadKeeper, createAuditHeadKeeper } from './accounts/audit-head.ts';
import { createClipboardLease } from './accounts/clipboard-lease.ts';
import type { FlowDeps } from './accounts/flow-deps.ts';
import { createFlowRegistry } from './accounts/flow-registry.ts';
import { createFoundTokenDesk } from './accounts/found-tokens.ts';
import { createIndexKeeper, type IndexKeeper } from './accounts/index-keeper.ts';
import { createIssuerLimiter } from './accounts/issuer-limiter.ts';
import { createPendingRevocations } from './accounts/pending-revocations.ts';
import { recoverAccounts } from './accounts/recover-accounts.ts';
import { createRefreshScheduler } from './accounts/refresh-scheduler.ts';
import { createRefreshTrials } from './accounts/refresh-trials.ts';
import { sweepTombstones } from './accounts/remove-account.ts';
import { createRevocationRuns } from './accounts/revocation-runs.ts';
import { factsOf } from './accounts/token-facts.ts';
import { createTokenStore, type TokenStore } from './accounts/token-store.ts';
import { viewAuthorities } from './accounts/trust-authorities.ts';
import { asAppError } from './app-error.ts';
import type { Handlers } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createServerDirectory } from './oauth/authorization-server.ts';
import type { AppPorts, Cancel, DiskTrouble } from './ports.ts';
import { type NetworkWatch, watchNetwork } from './snapshot/network-state.ts';
import { createSnapshot, type Snapshot } from './snapshot/snapshot.ts';

/** How often a keychain that was not found is looked for again. */
const lookAgainMs = 60_000;

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
  const auditHead = createAuditHeadKeeper(ports);
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
    audit: auditHead.audit,
    clock,
    random: ports.random,
    logger,
    settings: ports.settings.read,
    isReadOnly: () => ports.accounts.trouble() === 'read_only',
  };
  const flowDeps = {
    ...deps,
    flows: createFlowRegistry(snapshot),
    confirmMoved: (facts: MovedFacts) => confirmMoved(ports, snapshot, facts),
  };
  const runs = createRevocationRuns({
    ...flowDeps,
    runs: ports.runs,
    confirmRun: (facts) => confirmRun(ports, snapshot, facts),
  });
  const { isOnline } = network;
  const scheduler = createRefreshScheduler({ ...deps, isOnline, isTaken: runs.isTaken });
  const pending = createPendingRevocations({
    ...deps,
    isOnline: network.isOnline,
    isTaken: runs.isTaken,
  });
  const recover = (): void => {
    scheduler.recover();
    pending.recover();
    void runs.resume();
  };
  onBackOnline = recover;
  const index = createAppIndexKeeper(ports, deps);
  const keychain = keychainUpkeep(ports, { ...deps, index, auditHead }, recover);
  ports.secrets.onChange(({ state }) => {
    // What was announced does not hold any more; what follows its return is spread, and waits for the catching up.
    if (state !== 'ready') scheduler.wake();
  });
  showDiskTrouble(snapshot, ports.accounts.trouble());
  ports.onDiskTrouble(() => {
    showDiskTrouble(snapshot, ports.accounts.trouble());
    scheduler.wake();
  });
  return {
    handlers: createHandlers({
      ...flowDeps,
      runs,
      found: createFoundTokenDesk(deps),
      auditHead,
      dialogs: ports.dialogs,
      authorities: ports.authorities,
      accountsFileText: ports.accounts.fileText,
      confirmReadOnlyRefresh: () =>
        ports.dialogs.confirm(catalogue[snapshot.sections().language].notices.readOnlyRefresh),
      changeSettings: (change) => {
        changeSettings(ports, snapshot, change);
        scheduler.wake();
      },
      retryKeychain: keychain.retry,
    }),
    snapshot,
    settings: ports.settings.read,
    afterFirstPaint: async () => {
      // Said from the start, also where nothing is going to be asked of any server.
      network.isOnline();
      await keychain.retry();
      // First of all: nothing may refresh what an interrupted run was about to end.
      await runs.resume();
      scheduler.start();
      pending.start();
    },
    unsavedCount: deps.tokenStore.unsavedCount,
    retryUnsaved: deps.tokenStore.retry,
    recallClipboard: async () => void (await deps.clipboard.recall()),
    stop: async ({ loseUnsaved = false } = {}) => {
      scheduler.stop();
      pending.stop();
      await runs.settled();
      return stop(ports, { ...deps, auditHead }, loseUnsaved);
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
    installationId: ports.installation.id,
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

function createAppIndexKeeper(ports: AppPorts, deps: AccountDeps): IndexKeeper {
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

function createAppSnapshot(ports: AppPorts): Snapshot {
  const settings = ports.settings.read();
  return createSnapshot(ports.clock, {
    flows: [],
    settings,
    language: resolveLanguage(settings.language, ports.preferredLanguages),
    keychain: ports.secrets.view(),
    network: { state: 'online' },
    notices: [...ports.accounts.notices, ...ports.settings.notices, ...ports.authorities.notices],
    run: null,
    authorities: viewAuthorities(ports.authorities.list()),
  });
}

function confirmRun(
  ports: AppPorts,
  snapshot: Snapshot,
  { count, production }: { readonly count: number; readonly production: number },
): Promise<boolean> {
  const words = catalogue[snapshot.sections().language].runs.native;
  const warning = production === 0 ? '' : `${words.production}\n`;
  return ports.dialogs.confirm({
    message: fillWords(words.message, { count }),
    detail: fillWords(`${warning}${words.detail}`, { production }),
    agree: words.agree,
    cancel: words.cancel,
  });
}

type MovedFacts = Parameters<FlowDeps['confirmMoved']>[0];

function confirmMoved(ports: AppPorts, snapshot: Snapshot, facts: MovedFacts): Promise<boolean> {
  const words = catalogue[snapshot.sections().language].notices.serverMoved;
  const places = { before: facts.before.join(', '), now: facts.now.join(', ') };
  return ports.dialogs.confirm({
    message: fillWords(words.message, { label: facts.label }),
    detail: fillWords(words.detail, places),
    agree: words.agree,
    cancel: words.cancel,
  });
}

const troubleNotices = { full: 'disk_unwritable', read_only: 'disk_read_only' } as const;

function showDiskTrouble(snapshot: Snapshot, trouble: DiskTrouble | null): void {
  const { notices } = snapshot.sections();
  const codes: readonly string[] = Object.values(troubleNotices);
  const others = notices.filter((it) => !codes.includes(it.code));
  // What a newer version wrote says already that nothing is saved.
  const said = others.some((it) => it.code.startsWith('newer_schema'));
  if (trouble === null || said) {
    if (others.length < notices.length) snapshot.update({ notices: others });
    return;
  }
  const notice = { code: troubleNotices[trouble], fileName: 'accounts.json' };
  snapshot.update({ notices: [...others, notice] });
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
  deps: AccountDeps & { readonly index: IndexKeeper; readonly auditHead: AuditHeadKeeper },
  onReady: () => void,
): { readonly retry: () => Promise<void> } {
  const catchUp = async (): Promise<void> => {
    try {
      // First of all: the journal may hold sets of accounts that only the index knows.
      await deps.index.rebuild();
      await deps.tokenStore.replay();
      await sweepTombstones(deps);
      await recoverAccounts(deps);
      await deps.tokenStore.retry();
      deps.index.wake();
      await deps.auditHead.follow();
    } catch (thrown) {
      deps.logger.error('keychain.catch_up', { code: asAppError(thrown).code });
    }
  };
  let ready = false;
  let cancelLook: Cancel = () => undefined;
  /** A keychain that is not there asks nobody for a password; one that is locked might, so that is left to a person. */
  const lookLater = (): void => {
    cancelLook();
    if (ports.secrets.view().state !== 'missing') return;
    cancelLook = ports.clock.after(lookAgainMs, () => void ports.secrets.probe().then(lookLater));
  };
  ports.secrets.onChange((view) => {
    deps.snapshot.update({ keychain: view });
    lookLater();
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
  const before = ports.settings.read();
  const settings = { ...before, ...change };
  const moves = settings.startAtLogin !== before.startAtLogin;
  // First what the system may refuse: a setting that is shown is one that holds.
  if (moves) ports.loginItem.set(settings.startAtLogin);
  try {
    ports.settings.write(settings);
  } catch (thrown) {
    if (moves) ports.loginItem.set(before.startAtLogin);
    throw thrown;
  }
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

/** The head of the log may wait for the next start; a stuck keychain must not hold up the end. */
async function followHead({
  clock,
  auditHead,
}: AccountDeps & { readonly auditHead: AuditHeadKeeper }): Promise<void> {
  await new Promise<void>((resolve) => {
    const giveUp = clock.after(longestQuitMs, resolve);
    void auditHead.follow().then(() => {
      giveUp();
      resolve();
    });
  });
}

async function stop(
  ports: AppPorts,
  deps: AccountDeps & { readonly auditHead: AuditHeadKeeper },
  loseUnsaved: boolean,
): Promise<void> {
  await deps.clipboard.recall();
  await Promise.all([settleTokens(deps, loseUnsaved), followHead(deps)]);
  try {
    await ports.accounts.flush();
  } catch (thrown) {
    deps.logger.error('stop.flush', { code: asAppError(thrown).code });
  }
}
