/** What a binding to the system's keychain offers: bare calls that may answer, refuse or hang (requirement K-02). */

/**
 * Items of one service. Any call may never settle; `null` and `false` also come from a lock. Any may reject: with
 * AppError `keychain_timed_out` when it was broken off and its outcome is unknown, with `keychain_unavailable` when
 * there is nothing to make it; everything else is a refusal, to be explained by asking.
 */
export type KeychainCalls = {
  /** Makes the binding usable; false when it cannot be loaded here. */
  readonly load: () => Promise<boolean>;
  readonly read: (item: string) => Promise<string | null>;
  readonly write: (item: string, text: string) => Promise<void>;
  readonly erase: (item: string) => Promise<boolean>;
  /** Gives up a connection that worked once and is refused now; false where a new one would be no better. */
  readonly renew?: () => Promise<boolean>;
};
