/** What the use cases of accounts work with; made once by the composition root. */
import type { Settings } from '../../shared/settings.ts';
import type { ServerDirectory } from '../oauth/authorization-server.ts';
import type { OAuthDeps } from '../oauth/oauth-deps.ts';
import type { AuditLog, BrowserOpener, Clock, Logger } from '../ports.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { AccountQueue } from './account-queue.ts';
import type { AccountRegistry } from './account-registry.ts';
import type { ClipboardLease } from './clipboard-lease.ts';
import type { IssuerLimiter } from './issuer-limiter.ts';
import type { RefreshTrials } from './refresh-trials.ts';
import type { TokenStore } from './token-store.ts';

export type AccountDeps = {
  readonly registry: AccountRegistry;
  readonly tokenStore: TokenStore;
  readonly queue: AccountQueue;
  /** At most two refreshes at once per issuer. */
  readonly limiter: IssuerLimiter;
  /** The refresh under way of each account, which every caller shares. */
  readonly refreshing: Map<string, Promise<void>>;
  /** How refreshing went lately. */
  readonly trials: RefreshTrials;
  readonly directory: ServerDirectory;
  readonly oauth: OAuthDeps;
  readonly snapshot: Snapshot;
  readonly clipboard: ClipboardLease;
  readonly browser: BrowserOpener;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** In [0, 1); spreads what would else happen everywhere at once. Not for secrets. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly settings: () => Settings;
  /** While nothing can be written to the disk at all. */
  readonly isReadOnly: () => boolean;
};
