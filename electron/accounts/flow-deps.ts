/** What the sign-in use cases work with beyond accounts: the flows under way. */
import type { AccountDeps } from './account-deps.ts';
import type { FlowRegistry } from './flow-registry.ts';

export type FlowDeps = AccountDeps & { readonly flows: FlowRegistry };
