/** What the sign-in use cases work with beyond accounts: the flows under way. */
import type { AccountDeps } from './account-deps.ts';
import type { FlowRegistry } from './flow-registry.ts';

export type FlowDeps = AccountDeps & {
  readonly flows: FlowRegistry;
  /** The native question whether to go on where a server has moved to; each list holds origins. */
  readonly confirmMoved: (facts: {
    readonly label: string;
    readonly before: readonly string[];
    readonly now: readonly string[];
  }) => Promise<boolean>;
};
