/** Brings back the accounts that a lost or damaged list no longer has, from the keychain's copy of it (D-01). */
import type { Notice } from '../../shared/snapshot.ts';
import { type AccountRecord, accountRecordSchema, type IndexState } from '../account-record.ts';
import { asAppError } from '../app-error.ts';
import type { SecretStore } from '../ports.ts';
import type { AccountDeps } from './account-deps.ts';
import type { AccountIndex, IndexEntry } from './account-index.ts';
import { readIndex } from './keychain-index.ts';
import type { StoredGrant } from './stored-grant.ts';
import { factsOf } from './token-facts.ts';
import { isLoss } from './token-store.ts';

export type RebuildDeps = Pick<
  AccountDeps,
  'registry' | 'tokenStore' | 'queue' | 'snapshot' | 'logger'
> & {
  readonly secrets: SecretStore;
  readonly indexState: () => IndexState;
  readonly setIndexState: (state: IndexState) => void;
  /** Whether the keychain was ever written: until then it cannot be told whether it is locked or empty. */
  readonly sentinelWritten: () => boolean;
  readonly installationId: () => string;
  /** From now on the items of this installation are this profile's own. */
  readonly adoptInstallation: (installationId: string) => void;
};

type Outcome = 'done' | 'later';

/**
 * Does nothing while the list is known to be whole. Accounts appear one after the other, each with its tokens; what
 * was removed does not come back. Never throws; where the keychain does not answer it is tried again.
 */
export async function rebuildAccounts(deps: RebuildDeps): Promise<void> {
  const state = deps.indexState();
  if (!state.wanted) return;
  const found = await readIndex(deps.secrets);
  if (found === 'absent' && !deps.sentinelWritten()) return;
  if (found === 'absent' || found === 'corrupt') {
    if (found === 'corrupt') deps.logger.error('index.corrupt');
    conclude(deps, 0, null);
    return;
  }
  if (typeof found === 'string') return;
  if (state.adopt) await adopt(deps, found);
  const before = deps.registry.all().length;
  const outcome = await restoreEntries(deps, found);
  const added = deps.registry.all().length - before;
  if (outcome === 'done' && !found.incomplete) conclude(deps, added, found.digest);
  await deps.registry.flush().catch(() => undefined);
}

/** Unless an item is bound to this profile's id already, which was made anew when the list was lost. */
async function adopt(deps: RebuildDeps, { installationId }: AccountIndex): Promise<void> {
  if (installationId === deps.installationId()) return;
  const withItems = deps.registry.all().filter((it) => it.generation > 0);
  for (const { accountId } of withItems) {
    const bound = await deps.tokenStore.read(accountId).then(
      () => true,
      (thrown: unknown) => (asAppError(thrown).code === 'secret_foreign' ? false : null),
    );
    if (bound === null) continue;
    if (bound) return;
    deps.adoptInstallation(installationId);
    // It is no longer foreign.
    await deps.tokenStore.read(accountId).catch(() => undefined);
    return;
  }
  deps.adoptInstallation(installationId);
}

function isDamaged({ grant }: AccountRecord): boolean {
  return grant.status === 'refused' && grant.error.code === 'record_damaged';
}

async function restoreEntries(deps: RebuildDeps, index: AccountIndex): Promise<Outcome> {
  // The items of another installation are not to be used here.
  const foreign = index.installationId !== deps.installationId() && !deps.indexState().adopt;
  const removed = new Set(deps.registry.tombstones());
  for (const entry of foreign ? [] : index.entries) {
    const { accountId } = entry;
    const held = deps.registry.find(accountId);
    if (removed.has(accountId) || (held !== undefined && !isDamaged(held))) continue;
    const outcome = await deps.queue.run(accountId, () => restoreEntry(deps, entry));
    if (outcome === 'later') return 'later';
  }
  return 'done';
}

async function restoreEntry(deps: RebuildDeps, entry: IndexEntry): Promise<Outcome> {
  const { accountId } = entry;
  try {
    const stored = await deps.tokenStore.read(accountId);
    // The item is proven gone: the account was removed after the index was written.
    if (entry.itemWritten && stored.generation === 0) return 'done';
    deps.registry.put(recordOf(entry, stored));
    return 'done';
  } catch (thrown) {
    const { code } = asAppError(thrown);
    deps.logger.error('rebuild.account', { accountId, code });
    if (!isLoss(code)) return 'later';
    deps.registry.put(recordOf(entry, null));
    return 'done';
  }
}

function recordOf(
  { itemWritten: _written, ...entry }: IndexEntry,
  stored: StoredGrant | null,
): AccountRecord {
  const tokens = factsOf(stored?.tokens ?? null);
  return accountRecordSchema.parse({
    ...entry,
    grant: stored === null ? entry.grant : grantOf(entry, tokens),
    idTokenClaims: {},
    tokens,
    generation: stored?.generation ?? 0,
    lastProblem: null,
    unexplainedRefusalAt: null,
    lastRefreshedAt: null,
  });
}

/** The item is newer than the index where the two do not fit. */
function grantOf(
  { grant }: Pick<IndexEntry, 'grant'>,
  tokens: AccountRecord['tokens'],
): AccountRecord['grant'] {
  if (grant.status === 'live' && tokens === null) return { status: 'none' };
  if (grant.status === 'none' && tokens !== null) return { status: 'live' };
  return grant;
}

function conclude(
  { snapshot, registry, setIndexState }: RebuildDeps,
  added: number,
  /** Of the copy that has been read, which may be replaced from now on. */
  written: string | null,
): void {
  setIndexState({ written, wanted: false, adopt: false });
  const { notices } = snapshot.sections();
  const others = notices.filter(({ code }) => code !== 'accounts_searching');
  const searched = others.length < notices.length;
  const lost = searched && registry.all().length === 0;
  const said = added > 0 ? 'accounts_rebuilt' : lost ? 'accounts_not_found' : null;
  if (said === null && !searched) return;
  const notice: readonly Notice[] = said === null ? [] : [{ code: said, fileName: null }];
  snapshot.update({ notices: [...others, ...notice] });
}
