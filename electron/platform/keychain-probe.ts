/** Looks whether the keychain answers now: after the start, after a hang, and when a person says so (K-03, K-12). */
import type { KeychainView } from '../../shared/snapshot.ts';
import type { SecretWrite } from '../ports.ts';
import type { KeychainLane } from './keychain-lane.ts';
import type { KeychainOperations } from './keychain-operations.ts';
import type { KeychainState } from './keychain-state.ts';

/** Gets what is stuck out of the way, where that can be done; see `KeychainProcess`. */
export type TryAfresh = (how: { readonly stuck: boolean }) => void;

type Probe = {
  readonly lane: KeychainLane;
  readonly operations: KeychainOperations;
  readonly show: (kind: SecretWrite['kind']) => void;
  readonly state: KeychainState;
  readonly tryAfresh: TryAfresh | undefined;
  readonly deadlineMs: number;
};

/** One at a time: whoever asks meanwhile gets the same answer, so that a person is asked once (K-12). */
export function createProbe(deps: Probe) {
  const { lane, operations, show, state, tryAfresh, deadlineMs } = deps;
  let running: Promise<KeychainView['state']> | null = null;
  const look = async (): Promise<KeychainView['state']> => {
    const stuck = lane.isStuck();
    tryAfresh?.({ stuck });
    const run = stuck && tryAfresh !== undefined ? lane.runOnceFree : lane.run;
    const result = await run({
      deadlineMs,
      // Whoever hung has answered by itself meanwhile, and a person who just said no is not asked again (K-12).
      execute: async () =>
        stuck && state.view().state !== 'waiting_for_unlock' ? null : operations.probe(),
      onLate: (late) => (late?.kind === 'timed_out' ? void probe() : late && show(late.kind)),
    });
    if (result !== 'timed_out' && result !== null) show(result.kind);
    return state.view().state;
  };
  const probe = (): Promise<KeychainView['state']> => {
    running ??= look().finally(() => {
      running = null;
    });
    return running;
  };
  return probe;
}
