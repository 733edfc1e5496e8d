/** The composition root: wires stores, use cases, snapshot and handlers from the outside world it is given. */
import { catalogue } from '../shared/catalogue/catalogue.ts';
import type { Settings } from '../shared/settings.ts';
import type { NetworkView } from '../shared/snapshot.ts';
import type { AccountDeps } from './accounts/account-deps.ts';
import { createAccountQueue } from './accounts/account-queue.ts';
import { createAccountRegistry } from './accounts/account-registry.ts';
import { createAppAuditHead } from './accounts/app-audit-head.ts';
import { createAppIndexKeeper } from './accounts/app-index-keeper.ts';
import { createAppTokenStore } from './accounts/app-token-store.ts';
import type { AuditHeadKeeper } from './accounts/audit-head.ts';
import { createClipboardLease } from './accounts/clipboard-lease.ts';
import { confirmMoved } from './accounts/confirm-moved.ts';
import { confirmRun } from './accounts/confirm-run.ts';
import type { FlowDeps } from './accounts/flow-deps.ts';
import { createFlowRegistry } from './accounts/flow-registry.ts';
import { createFoundTokenDesk } from './accounts/found-tokens.ts';
import { createIssuerLimiter } from './accounts/issuer-limiter.ts';
import { keychainUpkeep } from './accounts/keychain-upkeep.ts';
import { createPendingRevocations } from './accounts/pending-revocations.ts';
import { createRefreshScheduler } from './accounts/refresh-scheduler.ts';
import { createRefreshTrials } from './accounts/refresh-trials.ts';
import { createRevocationRuns } from './accounts/revocation-runs.ts';
import { settleBeforeEnd } from './accounts/settle-before-end.ts';
import { viewAuthorities } from './accounts/trust-authorities.ts';
import type { Handlers } from './ipc/answer-request.ts';
import { createHandlers } from './ipc/handlers.ts';
import { createServerDirectory } from './oauth/authorization-server.ts';
import type { AppPorts } from './ports.ts';
import { createAppSnapshot } from './snapshot/app-snapshot.ts';
import { changeSettings } from './snapshot/change-settings.ts';
import { showDiskTrouble } from './snapshot/disk-trouble.ts';
import { type NetworkWatch, watchNetwork } from './snapshot/network-state.ts';
import type { Snapshot } from './snapshot/snapshot.ts';

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
  let onBackOnline = (): void => undefined;
  const { deps, network, auditHead } = wireAccounts(ports, () => onBackOnline());
  const { snapshot } = deps;
  const flowDeps: FlowDeps = {
    ...deps,
    flows: createFlowRegistry(snapshot),
    confirmMoved: (facts) => confirmMoved(ports, snapshot, facts),
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
    auditHead.followSoon();
  });
  return {
    handlers: createHandlers({
      ...flowDeps,
      runs,
      found: createFoundTokenDesk(flowDeps),
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
    stop: ({ loseUnsaved = false } = {}) => {
      scheduler.stop();
      pending.stop();
      return settleBeforeEnd(ports, { ...deps, auditHead, runs }, loseUnsaved);
    },
  };
}

type Wired = {
  readonly deps: AccountDeps;
  readonly network: NetworkWatch;
  readonly auditHead: AuditHeadKeeper;
};

/** What every use case works with. */
function wireAccounts(ports: AppPorts, onBackOnline: () => void): Wired {
  const { clock, logger, random } = ports;
  const snapshot = createAppSnapshot(ports, viewAuthorities(ports.authorities.list()));
  const registry = createAccountRegistry({ store: ports.accounts, snapshot, clock });
  const network = networkWatch(ports, snapshot, onBackOnline);
  const oauth = { transport: network.transport, clock, logger };
  const auditHead = createAppAuditHead(ports);
  const deps: AccountDeps = {
    registry,
    tokenStore: createAppTokenStore(ports, registry),
    queue: createAccountQueue(),
    limiter: createIssuerLimiter(2),
    refreshing: new Map(),
    trials: createRefreshTrials({ clock, random }),
    directory: createServerDirectory(oauth),
    oauth,
    snapshot,
    clipboard: createClipboardLease(ports.clipboard, clock),
    browser: ports.browser,
    audit: auditHead.audit,
    clock,
    random,
    logger,
    settings: ports.settings.read,
    isReadOnly: () => ports.accounts.trouble() === 'read_only',
  };
  return { deps, network, auditHead };
}

function networkWatch(ports: AppPorts, snapshot: Snapshot, onBack: () => void): NetworkWatch {
  const { transport, connectivity, clock } = ports;
  const onChange = (network: NetworkView): void => {
    snapshot.update({ network });
    if (network.state === 'online') onBack();
  };
  return watchNetwork({ transport, connectivity, clock, onChange });
}
