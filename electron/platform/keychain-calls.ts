/** What a binding to the system's keychain offers: bare calls that may answer, refuse or hang (requirement K-02). */

/** Items of one service. Any call may reject, and any may never settle; `null` and `false` also come from a lock. */
export type KeychainCalls = {
  /** Makes the binding usable; false when it cannot be loaded here. */
  readonly load: () => Promise<boolean>;
  readonly read: (item: string) => Promise<string | null>;
  readonly write: (item: string, text: string) => Promise<void>;
  readonly erase: (item: string) => Promise<boolean>;
};
