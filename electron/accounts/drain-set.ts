/** Carries one token set into the keychain and out of the journal, unless the keychain has a newer one. */
import type { Cancel, KeychainFailure } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { DrainDeps } from './drain-deps.ts';
import type { SealedJournal } from './sealed-journal.ts';
import { decodeGrant, encodeGrant, type StoredGrant } from './stored-grant.ts';

/** One token set on its way. */
export type WaitingSet = {
  readonly accountId: string;
  readonly grant: StoredGrant;
  journaled: boolean;
  /** Known to be newer than what the keychain holds. */
  compared: boolean;
  inKeychain: boolean;
  attempts: number;
  cancel: Cancel;
};

export type DrainSetDeps = DrainDeps & {
  readonly journal: SealedJournal;
  /** The newest set of each account. */
  readonly waiting: Map<string, WaitingSet>;
  /** Has the set carried again after a while. */
  readonly tryLater: (it: WaitingSet) => void;
};

/** False once another set of the account has taken its place. */
export const isNewest = ({ waiting }: DrainSetDeps, it: WaitingSet): boolean =>
  waiting.get(it.accountId) === it;

/** What journal and keychain get. */
export function textOf({ installationId }: DrainDeps, { accountId, grant }: WaitingSet): Secret {
  return encodeGrant(grant, { accountId, installationId: installationId() });
}

/** Writes to the keychain, which reads back, and lets go of the journal's entry. True when the set is durable. */
export async function drainSet(deps: DrainSetDeps, it: WaitingSet): Promise<boolean> {
  if (!it.compared) {
    const compared = await compareWithKeychain(deps, it);
    if (compared !== 'newer') {
      if (typeof compared === 'string' && isNewest(deps, it)) deps.tryLater(it);
      return true;
    }
  }
  if (!it.inKeychain && !(await writeToKeychain(deps, it))) return it.journaled;
  if (isNewest(deps, it)) await letGo(deps, it);
  return true;
}

async function writeToKeychain(deps: DrainSetDeps, it: WaitingSet): Promise<boolean> {
  const { accountId, attempts } = it;
  if (!isNewest(deps, it)) return false;
  const { kind } = await deps.secrets.put(accountId, textOf(deps, it));
  it.inKeychain = kind === 'ok';
  if (!isNewest(deps, it)) return it.inKeychain;
  if (it.inKeychain) {
    deps.onSaved(accountId, true);
    if (!it.journaled) void deps.journal.makeKey();
    return true;
  }
  deps.logger.error('token_store.unsaved', { accountId, kind, attempts });
  if (!it.journaled) deps.onSaved(accountId, false);
  deps.tryLater(it);
  return false;
}

/** The metadata come first: they say which generation to expect once the journal no longer does. */
async function letGo(deps: DrainSetDeps, it: WaitingSet): Promise<void> {
  const { accountId, grant } = it;
  const { journal, generations, waiting } = deps;
  generations.raise(accountId, grant.generation);
  if ((await journal.generationOf(accountId)) > 0) {
    try {
      await generations.flush();
    } catch {
      if (isNewest(deps, it)) deps.tryLater(it);
      return;
    }
    await journal.drop(accountId, grant.generation);
  }
  if (isNewest(deps, it)) waiting.delete(accountId);
}

/** A journal restored from a backup may hold less than the keychain: the higher generation stays. */
export async function compareWithKeychain(
  deps: DrainSetDeps,
  it: WaitingSet,
): Promise<'newer' | StoredGrant | KeychainFailure> {
  const { accountId, grant } = it;
  const found = await deps.secrets.get(accountId);
  if (found.kind === 'ok') {
    const installationId = deps.installationId();
    const kept = decodeGrant(found.value, { accountId, installationId });
    if (typeof kept === 'object' && kept.generation >= grant.generation) {
      if (isNewest(deps, it)) await letGo(deps, it);
      return kept;
    }
  } else if (found.kind !== 'absent' && found.kind !== 'corrupt') return found.kind;
  if (!it.compared && isNewest(deps, it)) deps.onRecovered(accountId, grant);
  it.compared = true;
  return 'newer';
}
