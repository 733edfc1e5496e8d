/** What a process that refreshes is told, and the points at which it may end itself or be ended (R-05, P-02). */

export const killPoints = [
  /** The server has acted, and its answer is on the way: killed from outside. */
  'committed',
  /** The whole answer is there, and the app has not seen its end. */
  'received',
  'appending',
  /** In the file, and not yet synced. */
  'appended',
  'synced',
  'keychain_written',
  'keychain_read_back',
  'metadata_flushed',
  'dropped',
  /** At a moment that nobody chose. */
  'any_moment',
] as const;
export type KillPoint = (typeof killPoints)[number];

/** Where the process ends itself. */
export type OwnKillPoint = Exclude<KillPoint, 'committed' | 'any_moment'>;

export type KillOrder = {
  /** A profile; the app is opened on it unless it is open already. */
  readonly folder: string;
  readonly accountId: string;
  readonly dieAt: OwnKillPoint | null;
  /** The how manyeth time that the point is reached. */
  readonly count: number;
};

/** What it says after a refresh that it survived. */
export type KillReport = { readonly status: string; readonly accessTokenHeld: boolean };
