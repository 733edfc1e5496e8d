/** What reading, writing and removing an item take, so that a lock is never mistaken for absence (K-03, K-04, K-13). */
import { AppError } from '../app-error.ts';
import type { Clock, KeychainFailure, SecretRead, SecretRemoval, SecretWrite } from '../ports.ts';
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
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
};

type Context = OperationsOptions & {
  /** The sentinel was written once and is not found now: locked, or a person deleted all there was. */
  sentinelMissed: boolean;
};

/** `slow`: a person may have been asked meanwhile, and has then just said no. */
type Attempt<T> = { readonly slow: boolean } & (
  | { readonly answered: true; readonly value: T }
  /** `failure` where no keychain was asked, or what it did is unknown. */
  | { readonly answered: false; readonly failure: 'unavailable' | 'timed_out' | null }
);

const slowMs = 700;

function failureOf(thrown: unknown): 'unavailable' | 'timed_out' | null {
  if (!(thrown instanceof AppError)) return null;
  if (thrown.code === 'keychain_timed_out') return 'timed_out';
  return thrown.code === 'keychain_unavailable' ? 'unavailable' : null;
}

/** Messages are localised and unstable: a refusal is a refusal, and why is found out by asking (K-13). */
async function attempt<T>({ clock }: Context, call: () => Promise<T>): Promise<Attempt<T>> {
  const start = clock.now().monotonic;
  const slow = (): boolean => clock.now().monotonic - start > slowMs;
  try {
    const value = await call();
    return { answered: true, value, slow: slow() };
  } catch (thrown) {
    return { answered: false, failure: failureOf(thrown), slow: slow() };
  }
}

/** Why a call was refused, by what the sentinel says now. */
async function explainRefusal(
  context: Context,
  refused: Extract<Attempt<unknown>, { readonly answered: false }>,
): Promise<KeychainFailure> {
  if (refused.failure !== null) return refused.failure;
  // macOS may ask a person for each item: one refusal is answer enough (K-12).
  if (context.platform === 'darwin') return 'denied';
  if (refused.slow) return 'locked';
  const sentinel = await attempt(context, () => context.calls.read(sentinelItem));
  if (!sentinel.answered) {
    return sentinel.failure ?? (context.platform === 'linux' ? 'unavailable' : 'denied');
  }
  return sentinel.value === null ? 'locked' : 'denied';
}

/** What a read that found nothing means. A prompt that was just dismissed must not be followed by another (K-12). */
async function explainNothing(
  context: Context,
  nothing: Attempt<null>,
): Promise<'absent' | KeychainFailure> {
  if (!context.sentinelWritten()) return 'absent';
  if (nothing.slow) return 'locked';
  const sentinel = await attempt(context, () => context.calls.read(sentinelItem));
  if (!sentinel.answered) return explainRefusal(context, sentinel);
  context.sentinelMissed = sentinel.value === null;
  return context.sentinelMissed ? 'locked' : 'absent';
}

/** `absent` means proven so. */
async function readBare(
  context: Context,
  item: string,
): Promise<{ readonly text: string } | 'absent' | KeychainFailure> {
  const read = await attempt(context, () => context.calls.read(item));
  if (!read.answered) return explainRefusal(context, read);
  const { value, slow } = read;
  return value === null
    ? explainNothing(context, { answered: true, value, slow })
    : { text: value };
}

/** Writes and reads back: `ok` only when the keychain answers with the very same text. */
async function writeProven(context: Context, item: string, text: string): Promise<SecretWrite> {
  const written = await attempt(context, () => context.calls.write(item, text));
  if (!written.answered) return { kind: await explainRefusal(context, written) };
  const back = await readBare(context, item);
  if (typeof back === 'object') return { kind: back.text === text ? 'ok' : 'denied' };
  return { kind: back === 'absent' ? 'denied' : back };
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
  const read = await readBare(context, item);
  if (typeof read === 'string') return { kind: read };
  const value = unsealSecret(read.text);
  return value === null ? { kind: 'corrupt' } : { kind: 'ok', value };
}

async function removeItem(context: Context, item: string): Promise<SecretRemoval> {
  if (!context.sentinelWritten()) {
    const sentinel = await ensureSentinel(context);
    if (sentinel.kind !== 'ok') return sentinel;
  }
  const erased = await attempt(context, () => context.calls.erase(item));
  if (!erased.answered) return { kind: await explainRefusal(context, erased) };
  if (!erased.value && erased.slow) return { kind: 'locked' };
  const back = await readBare(context, item);
  if (typeof back === 'object') return { kind: 'denied' };
  return { kind: back === 'absent' ? 'ok' : back };
}

/** A missing sentinel is written anew: that works on an open keychain whose items a person deleted. */
async function probeKeychain(context: Context): Promise<SecretWrite> {
  const sentinel = await attempt(context, () => context.calls.read(sentinelItem));
  if (!sentinel.answered) return { kind: await explainRefusal(context, sentinel) };
  if (sentinel.value !== null || !context.sentinelWritten()) return { kind: 'ok' };
  return sentinel.slow ? { kind: 'locked' } : ensureSentinel(context);
}

/** A binding that is broken off while it loads is no binding that is missing. */
async function loadCalls({ calls }: Context): Promise<'ok' | 'unavailable' | 'timed_out'> {
  try {
    return (await calls.load()) ? 'ok' : 'unavailable';
  } catch (thrown) {
    return failureOf(thrown) ?? 'unavailable';
  }
}

/** Operations over bare calls; none rejects, each may hang as long as its calls do. */
export function createKeychainOperations(options: OperationsOptions): KeychainOperations {
  const context: Context = { ...options, sentinelMissed: false };
  type Failed = { readonly kind: 'unavailable' | 'timed_out' };
  const whenLoaded =
    <A extends readonly unknown[], T extends { readonly kind: string }>(
      run: (...args: A) => Promise<T>,
    ) =>
    async (...args: A): Promise<T | Failed> => {
      const loaded = await loadCalls(context);
      if (loaded !== 'ok') return { kind: loaded };
      const result = await run(...args);
      // A keychain that was restarted is not found again over the connection to the one before.
      if (result.kind !== 'unavailable' || !(await context.calls.renew?.())) return result;
      return run(...args);
    };
  return {
    get: whenLoaded((item: string) => readItem(context, item)),
    put: whenLoaded((item: string, sealed: string) => putItem(context, item, sealed)),
    remove: whenLoaded((item: string) => removeItem(context, item)),
    probe: whenLoaded(() => probeKeychain(context)),
  };
}
