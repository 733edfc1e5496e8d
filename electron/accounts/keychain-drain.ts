/** Carries token sets from memory and journal to the keychain: the newest of an account only, one account at a time. */
import type { Cancel, Clock, KeychainFailure, Logger, SecretStore } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { SealedJournal } from './sealed-journal.ts';
import { decodeGrant, encodeGrant, type StoredGrant } from './stored-grant.ts';

/** What the store needs of the accounts' metadata. */
export type GenerationRecord = {
  /** The generation that the account's metadata knows; 0 where there is none. */
  readonly known: (accountId: string) => number;
  /** Notes a generation that the keychain holds, unless a higher one is known. */
  readonly raise: (accountId: string, generation: number) => void;
  /** Resolves when the metadata are on disk. Throws AppError `disk_unwritable`. */
  readonly flush: () => Promise<void>;
};

export type DrainDeps = {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this profile; it may be found in the keychain only after the start. */
  readonly installationId: () => string;
  readonly generations: GenerationRecord;
  /** Whether the newest set of an account is durable. */
  readonly onSaved: (accountId: string, saved: boolean) => void;
  /** A set from the journal proved newer than what the keychain holds. */
  readonly onRecovered: (accountId: string, grant: StoredGrant) => void;
};

type DrainOrigin = 'saved' | 'replayed';

export type KeychainDrain = {
  /** The newest set of an account that is not proven to be in the keychain. */
  readonly newestOf: (accountId: string) => StoredGrant | undefined;
  /** The set to use: what waits or, where the keychain has a higher generation, that; null when nothing waits. */
  readonly settleReplayed: (accountId: string) => Promise<StoredGrant | KeychainFailure | null>;
  /** Takes a set over from the journal; a higher generation that waits already stays. */
  readonly takeReplayed: (accountId: string, grant: StoredGrant) => void;
  /** Makes a set durable; true when it is, false when it is in memory only and will be tried again. */
  readonly keep: (accountId: string, grant: StoredGrant) => Promise<boolean>;
  /** Forgets what waits, here in memory. */
  readonly discard: (accountId: string) => void;
  /** Tries everything that waits now; resolves when each was tried. Never rejects. */
  readonly run: () => Promise<void>;
  readonly unsavedCount: () => number;
};

/** One token set on its way. */
type Waiting = {
  readonly accountId: string;
  readonly grant: StoredGrant;
  journaled: boolean;
  /** Known to be newer than what the keychain holds. */
  compared: boolean;
  inKeychain: boolean;
  attempts: number;
  cancel: Cancel;
};

type Context = DrainDeps & {
  readonly journal: SealedJournal;
  readonly waiting: Map<string, Waiting>;
  last: Promise<void>;
};

const longestRetryMs = 60_000;
/** A refresh saves twice, the refresh token first: the second set of tokens nearly always follows within this time. */
const coalesceMs = 40;

const isNewest = ({ waiting }: Context, it: Waiting): boolean => waiting.get(it.accountId) === it;

function textOf({ installationId }: DrainDeps, { accountId, grant }: Waiting): Secret {
  return encodeGrant(grant, { accountId, installationId: installationId() });
}

function take(context: Context, accountId: string, grant: StoredGrant, origin: DrainOrigin) {
  context.waiting.get(accountId)?.cancel();
  const taken: Waiting = {
    accountId,
    grant,
    journaled: origin === 'replayed',
    compared: origin === 'saved',
    inKeychain: false,
    attempts: 0,
    cancel: () => undefined,
  };
  context.waiting.set(accountId, taken);
  return taken;
}

function tryLater(context: Context, it: Waiting): void {
  const delayMs = Math.min(longestRetryMs, 1000 * 2 ** it.attempts);
  it.attempts += 1;
  it.cancel = context.clock.after(delayMs, () => void tryNow(context, it.accountId));
}

/** Background work goes one set after the other, so that what a person asks for waits for one write at most. */
function tryNow(
  context: Context,
  accountId: string,
  start: 'by_timer' | 'by_event' = 'by_timer',
): Promise<void> {
  const turn = context.last.then(async () => {
    const it = context.waiting.get(accountId);
    if (it === undefined) return;
    // A locked keychain may ask a person for its password at each call: a timer never does that to them (K-12).
    const quiet = start === 'by_timer' && context.secrets.view().state === 'locked';
    await persist(context, it, { inBackground: true, quiet });
    if (context.waiting.size === 0) await context.journal.renewKey();
  });
  context.last = turn.catch(() => context.logger.error('token_store.drain', { accountId }));
  return context.last;
}

/** Journal first; where it takes nothing, the keychain itself. */
async function persist(
  context: Context,
  it: Waiting,
  { inBackground, quiet = false }: { readonly inBackground: boolean; readonly quiet?: boolean },
): Promise<boolean> {
  it.cancel();
  const { accountId, grant } = it;
  if (!it.journaled && !it.inKeychain) {
    const text = textOf(context, it);
    it.journaled = await context.journal.append(accountId, grant.generation, text);
    if (it.journaled && isNewest(context, it)) context.onSaved(accountId, true);
  }
  if (quiet) {
    if (isNewest(context, it)) tryLater(context, it);
    return it.journaled;
  }
  if (inBackground || !it.journaled) return drain(context, it);
  if (isNewest(context, it)) {
    it.cancel = context.clock.after(coalesceMs, () => void tryNow(context, accountId));
  }
  return true;
}

/** Writes to the keychain, which reads back, and lets go of the journal's entry. True when the set is durable. */
async function drain(context: Context, it: Waiting): Promise<boolean> {
  if (!it.compared) {
    const compared = await compare(context, it);
    if (compared !== 'newer') {
      if (typeof compared === 'string' && isNewest(context, it)) tryLater(context, it);
      return true;
    }
  }
  if (!it.inKeychain && !(await writeToKeychain(context, it))) return it.journaled;
  if (isNewest(context, it)) await letGo(context, it);
  return true;
}

async function writeToKeychain(context: Context, it: Waiting): Promise<boolean> {
  const { accountId, attempts } = it;
  if (!isNewest(context, it)) return false;
  const { kind } = await context.secrets.put(accountId, textOf(context, it));
  it.inKeychain = kind === 'ok';
  if (!isNewest(context, it)) return it.inKeychain;
  if (it.inKeychain) {
    context.onSaved(accountId, true);
    if (!it.journaled) void context.journal.makeKey();
    return true;
  }
  context.logger.error('token_store.unsaved', { accountId, kind, attempts });
  if (!it.journaled) context.onSaved(accountId, false);
  tryLater(context, it);
  return false;
}

/** The metadata come first: they say which generation to expect once the journal no longer does. */
async function letGo(context: Context, it: Waiting): Promise<void> {
  const { accountId, grant } = it;
  const { journal, generations, waiting } = context;
  generations.raise(accountId, grant.generation);
  if ((await journal.generationOf(accountId)) > 0) {
    try {
      await generations.flush();
    } catch {
      if (isNewest(context, it)) tryLater(context, it);
      return;
    }
    await journal.drop(accountId, grant.generation);
  }
  if (isNewest(context, it)) waiting.delete(accountId);
}

/** A journal restored from a backup may hold less than the keychain: the higher generation stays. */
async function compare(
  context: Context,
  it: Waiting,
): Promise<'newer' | StoredGrant | KeychainFailure> {
  const { accountId, grant } = it;
  const found = await context.secrets.get(accountId);
  if (found.kind === 'ok') {
    const installationId = context.installationId();
    const kept = decodeGrant(found.value, { accountId, installationId });
    if (typeof kept === 'object' && kept.generation >= grant.generation) {
      if (isNewest(context, it)) await letGo(context, it);
      return kept;
    }
  } else if (found.kind !== 'absent' && found.kind !== 'corrupt') return found.kind;
  if (!it.compared && isNewest(context, it)) context.onRecovered(accountId, grant);
  it.compared = true;
  return 'newer';
}

export function createKeychainDrain(deps: DrainDeps, journal: SealedJournal): KeychainDrain {
  const waiting = new Map<string, Waiting>();
  const context: Context = { ...deps, journal, waiting, last: Promise.resolve() };
  return {
    newestOf: (accountId) => waiting.get(accountId)?.grant,
    async settleReplayed(accountId) {
      const it = waiting.get(accountId);
      if (it === undefined) return null;
      if (it.compared) return it.grant;
      const compared = await compare(context, it);
      return compared === 'newer' ? it.grant : compared;
    },
    takeReplayed(accountId, grant) {
      if ((waiting.get(accountId)?.grant.generation ?? -1) >= grant.generation) return;
      const it = take(context, accountId, grant, 'replayed');
      it.cancel = deps.clock.after(coalesceMs, () => void tryNow(context, accountId));
    },
    keep: (accountId, grant) =>
      persist(context, take(context, accountId, grant, 'saved'), { inBackground: false }),
    discard(accountId) {
      waiting.get(accountId)?.cancel();
      waiting.delete(accountId);
    },
    async run() {
      await Promise.all(
        [...waiting.keys()].map((accountId) => tryNow(context, accountId, 'by_event')),
      );
      if (waiting.size === 0) await journal.renewKey();
    },
    unsavedCount: () =>
      [...waiting.values()].filter((it) => !it.journaled && !it.inKeychain).length,
  };
}
