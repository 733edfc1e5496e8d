/** What reading, writing and removing an item take, so that a lock is never mistaken for absence (K-03, K-04, K-13). */
import type { KeychainFailure, SecretRead, SecretRemoval, SecretWrite } from '../ports.ts';
import type { KeychainCalls } from './keychain-calls.ts';
import { unsealSecret } from './secret-envelope.ts';

/** The item that tells a locked keychain from one that lacks another item. */
export const sentinelItem = '__probe';
const sentinelText = 'Tokenward keeps this item to tell a locked keychain from an empty one.';

export type SentinelRecord = {
  /** Whether the sentinel was ever written under this profile. */
  readonly sentinelWritten: () => boolean;
  readonly markSentinelWritten: () => void;
};

export type KeychainOperations = {
  readonly get: (item: string) => Promise<SecretRead>;
  /** Takes what `sealSecret` made. */
  readonly put: (item: string, sealed: string) => Promise<SecretWrite>;
  readonly remove: (item: string) => Promise<SecretRemoval>;
  readonly probe: () => Promise<SecretWrite>;
};

type OperationsOptions = SentinelRecord & {
  readonly calls: KeychainCalls;
  readonly platform: NodeJS.Platform;
};

type Context = OperationsOptions & {
  /** The sentinel was written once and is not found now: locked, or a person deleted all there was. */
  sentinelMissed: boolean;
};

type Attempt<T> = { readonly answered: true; readonly value: T } | { readonly answered: false };

/** Messages are localised and unstable: a refusal is a refusal, and why is found out by asking (K-13). */
async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { answered: true, value: await call() };
  } catch {
    return { answered: false };
  }
}

/** Why a call was refused, by what the sentinel says now. */
async function explainRefusal(context: Context): Promise<KeychainFailure> {
  // macOS may ask a person for each item: one refusal is answer enough (K-12).
  if (context.platform === 'darwin') return 'denied';
  const sentinel = await attempt(() => context.calls.read(sentinelItem));
  if (!sentinel.answered) return context.platform === 'linux' ? 'unavailable' : 'denied';
  return sentinel.value === null ? 'locked' : 'denied';
}

/** What a read that found nothing means. */
async function explainNothing(context: Context): Promise<'absent' | KeychainFailure> {
  if (!context.sentinelWritten()) return 'absent';
  const sentinel = await attempt(() => context.calls.read(sentinelItem));
  if (!sentinel.answered) return explainRefusal(context);
  context.sentinelMissed = sentinel.value === null;
  return context.sentinelMissed ? 'locked' : 'absent';
}

/** Writes and reads back: `ok` only when the keychain answers with the very same text. */
async function writeProven(context: Context, item: string, text: string): Promise<SecretWrite> {
  const written = await attempt(() => context.calls.write(item, text));
  if (!written.answered) return { kind: await explainRefusal(context) };
  const back = await attempt(() => context.calls.read(item));
  if (!back.answered) return { kind: await explainRefusal(context) };
  if (back.value === text) return { kind: 'ok' };
  const nothing = back.value === null ? await explainNothing(context) : 'denied';
  return { kind: nothing === 'absent' ? 'denied' : nothing };
}

async function ensureSentinel(context: Context): Promise<SecretWrite> {
  const result = await writeProven(context, sentinelItem, sentinelText);
  if (result.kind !== 'ok') return result;
  context.sentinelMissed = false;
  if (!context.sentinelWritten()) context.markSentinelWritten();
  return result;
}

/** A sentinel that is missing is written first: that fails in a locked keychain and heals an emptied one. */
async function putItem(context: Context, item: string, sealed: string): Promise<SecretWrite> {
  if (context.sentinelMissed || !context.sentinelWritten()) {
    const sentinel = await ensureSentinel(context);
    if (sentinel.kind !== 'ok') return sentinel;
  }
  return writeProven(context, item, sealed);
}

async function readItem(context: Context, item: string): Promise<SecretRead> {
  const read = await attempt(() => context.calls.read(item));
  if (!read.answered) return { kind: await explainRefusal(context) };
  if (read.value === null) return { kind: await explainNothing(context) };
  const value = unsealSecret(read.value);
  return value === null ? { kind: 'corrupt' } : { kind: 'ok', value };
}

async function removeItem(context: Context, item: string): Promise<SecretRemoval> {
  if (!context.sentinelWritten()) {
    const sentinel = await ensureSentinel(context);
    if (sentinel.kind !== 'ok') return sentinel;
  }
  const erased = await attempt(() => context.calls.erase(item));
  if (!erased.answered) return { kind: await explainRefusal(context) };
  const back = await attempt(() => context.calls.read(item));
  if (!back.answered) return { kind: await explainRefusal(context) };
  const found = back.value === null ? await explainNothing(context) : 'denied';
  return { kind: found === 'absent' ? 'ok' : found };
}

/** A missing sentinel is written anew: that works on an open keychain whose items a person deleted. */
async function probeKeychain(context: Context): Promise<SecretWrite> {
  const sentinel = await attempt(() => context.calls.read(sentinelItem));
  if (!sentinel.answered) return { kind: await explainRefusal(context) };
  if (sentinel.value !== null || !context.sentinelWritten()) return { kind: 'ok' };
  return ensureSentinel(context);
}

/** Operations over bare calls; none rejects, each may hang as long as its calls do. */
export function createKeychainOperations(options: OperationsOptions): KeychainOperations {
  const context: Context = { ...options, sentinelMissed: false };
  const whenLoaded =
    <A extends readonly unknown[], T>(run: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T | { readonly kind: 'unavailable' }> =>
      (await context.calls.load()) ? run(...args) : { kind: 'unavailable' };
  return {
    get: whenLoaded((item: string) => readItem(context, item)),
    put: whenLoaded((item: string, sealed: string) => putItem(context, item, sealed)),
    remove: whenLoaded((item: string) => removeItem(context, item)),
    probe: whenLoaded(() => probeKeychain(context)),
  };
}
