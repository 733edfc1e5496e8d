/** The keychain as the app knows it: deadlines, one call in flight, and the newest value wins (K-02, K-14, R-06). */
import type { Clock, SecretRemoval, SecretStore, SecretWrite } from '../ports.ts';
import type { KeychainCalls } from './keychain-calls.ts';
import { createKeychainLane, type KeychainLane } from './keychain-lane.ts';
import {
  createKeychainOperations,
  type KeychainOperations,
  type SentinelRecord,
} from './keychain-operations.ts';
import { createProbe, type TryAfresh } from './keychain-probe.ts';
import { createKeychainState, type KeychainState, stateAfter } from './keychain-state.ts';
import { sealSecret } from './secret-envelope.ts';

const readDeadlineMs = 5_000;
const writeDeadlineMs = 15_000;

export type SecretStoreOptions = SentinelRecord & {
  readonly calls: KeychainCalls;
  readonly clock: Clock;
  /** What the person calls this keychain. */
  readonly name: string;
  readonly platform?: NodeJS.Platform;
  readonly deadlines?: { readonly readMs: number; readonly writeMs: number };
  readonly tryAfresh?: TryAfresh;
};

/** What was last asked of an item; `sealed` null means that it shall be gone. */
type Request = { readonly item: string; readonly sealed: string | null; unanswered: boolean };

type Changes = {
  readonly lane: KeychainLane;
  readonly operations: KeychainOperations;
  readonly show: (result: SecretWrite | SecretRemoval) => void;
  readonly deadlineMs: number;
};

/**
 * Remembers what was last asked of each item until it is known to have happened. A caller that was told `timed_out` does
 * not know what the keychain holds; once that hangs no more, whatever was asked last is carried out, so that an older
 * write that landed late does not stay.
 */
function createChanges({ lane, operations, show, deadlineMs }: Changes) {
  const newest = new Map<string, Request>();
  const settle = (request: Request, result: SecretWrite): void => {
    show(result);
    if (newest.get(request.item) === request) newest.delete(request.item);
  };
  const carryOut = async (request: Request): Promise<SecretWrite | null> => {
    const { item, sealed } = request;
    if (request.unanswered && newest.get(item) !== request) return null;
    return sealed === null ? operations.remove(item) : operations.put(item, sealed);
  };
  const enter = async (request: Request, run: KeychainLane['run']): Promise<SecretWrite> => {
    // What was broken off stays unanswered and is caught up with.
    const onLate = (result: SecretWrite | null): void => {
      if (result !== null && result.kind !== 'timed_out') settle(request, result);
    };
    const execute = (): Promise<SecretWrite | null> => carryOut(request);
    const result = await run({ deadlineMs, execute, onLate });
    if (result === 'timed_out' || result === null || result.kind === 'timed_out') {
      request.unanswered = true;
      return { kind: 'timed_out' };
    }
    settle(request, result);
    return result;
  };
  return {
    request: (item: string, sealed: string | null): Promise<SecretWrite> => {
      const request: Request = { item, sealed, unanswered: false };
      newest.set(item, request);
      return enter(request, lane.run);
    },
    /** Carries out what nobody was told about, ahead of everything else. */
    catchUp: (): void => {
      for (const request of [...newest.values()].reverse()) {
        if (request.unanswered) void enter(request, lane.runNext);
      }
    },
  };
}

function createShow(state: KeychainState, platform: NodeJS.Platform) {
  return (result: Parameters<typeof stateAfter>[0]): void =>
    state.show(stateAfter(result, platform));
}

/** Never throws and never answers `null`. A value with a NUL or over 256 KiB is `denied` and changes nothing. */
export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { clock, name, platform = process.platform } = options;
  const deadlines = options.deadlines ?? { readMs: readDeadlineMs, writeMs: writeDeadlineMs };
  const operations = createKeychainOperations({ ...options, platform });
  const state = createKeychainState(name);
  const show = createShow(state, platform);
  const lane = createKeychainLane({
    clock,
    onSlow: () => state.show('waiting_for_unlock'),
    onUnstuck: () => changes.catchUp(),
  });
  const changes = createChanges({
    lane,
    operations,
    show: (result) => show(result.kind),
    deadlineMs: deadlines.writeMs,
  });
  const probe = createProbe({
    lane,
    operations,
    show,
    state,
    tryAfresh: options.tryAfresh,
    deadlineMs: deadlines.readMs,
  });
  return {
    async get(item) {
      const result = await lane.run({
        deadlineMs: deadlines.readMs,
        execute: () => operations.get(item),
        // Broken off: nobody waits for it any more, but the state has to be found out.
        onLate: (late) => (late.kind === 'timed_out' ? void probe() : show(late.kind)),
      });
      if (result === 'timed_out') return { kind: 'timed_out' };
      show(result.kind);
      return result;
    },
    async put(item, value) {
      const sealed = sealSecret(value);
      return sealed === null ? { kind: 'denied' } : changes.request(item, sealed);
    },
    remove: (item) => changes.request(item, null),
    probe,
    view: state.view,
    onChange: state.onChange,
  };
}
