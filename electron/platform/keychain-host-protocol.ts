/** What main and the process that makes the native keychain calls say to each other (requirements K-02, D-09). */

export type HostOperation = 'ping' | 'load' | 'read' | 'write' | 'erase';

/** One call; `item` and `text` are empty where the operation needs none. */
export type HostRequest = {
  readonly id: number;
  readonly operation: HostOperation;
  readonly service: string;
  readonly item: string;
  readonly text: string;
};

/** The binding's own error text may quote what it was given, so it stays where it was thrown. */
export type HostAnswer =
  | { readonly id: number; readonly ok: true; readonly value: string | boolean | null }
  | { readonly id: number; readonly ok: false; readonly error: 'refused' | 'unloadable' };

/** One running process as main holds it. */
export type HostPort = {
  readonly send: (request: HostRequest) => void;
  readonly onAnswer: (listen: (answer: HostAnswer) => void) => void;
  /** Called once, also where the process could not be started; `code` as the system reports it. */
  readonly onExit: (listen: (code: number | null) => void) => void;
  /** Asks it to end. A stopped process does not hear that. */
  readonly terminate: () => void;
  /** Ends it whatever its state. */
  readonly kill: () => void;
};

/** Starts a process; throws where the system refuses at once. */
export type HostLauncher = () => HostPort;
