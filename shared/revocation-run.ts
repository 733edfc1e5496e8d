/** Revoking many accounts in one go, as the window watches it: who is done, with which verdict, and what is left. */
import type { Environment } from './account-definition.ts';
import type { ErrorCode } from './errors.ts';
import type { Verdict } from './verdict.ts';

/** `panic` ends every refresh token before it asks for any access token. */
export const runKinds = ['selected', 'panic'] as const;
export type RunKind = (typeof runKinds)[number];

export type RunAccount = {
  readonly accountId: string;
  readonly label: string;
  readonly server: string;
  readonly environment: Environment;
  readonly state: 'waiting' | 'running' | 'done';
  /** The weakest of its tokens; null until done, and where it held none. */
  readonly verdict: Verdict | null;
  /** Epoch ms until which a token of it may still be taken; null: none, or nobody knows. */
  readonly until: number | null;
  /** Asked again by itself until it is decided. */
  readonly pending: boolean;
  /** The provider has a page on which a person can end it (`account.open_page`). */
  readonly hasPage: boolean;
  /** Why nothing could be asked; null where it was. */
  readonly code: ErrorCode | null;
};

export type RunView = {
  readonly runId: string;
  readonly kind: RunKind;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** True where a person stopped it: what had not begun was left as it was. */
  readonly stopped: boolean;
  readonly accounts: readonly RunAccount[];
};

/** From this many accounts on, or with one of production, a person confirms by typing the number or by holding. */
export const confirmedFrom = 6;

/** True where `run.start` wants more than a click. */
export function needsConfirmation(
  accounts: readonly { readonly environment: Environment }[],
): boolean {
  return accounts.length >= confirmedFrom || accounts.some((it) => it.environment === 'production');
}
