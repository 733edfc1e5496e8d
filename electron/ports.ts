/** The outside world as the main process needs it; real adapters live in platform/, fakes in the tests. */
import type { AuditEntry, AuditFacts } from '../shared/audit.ts';
import type { AuditGap } from '../shared/audit-gap.ts';
import type { AuditCheck, AuditFilter, AuditPage } from '../shared/audit-query.ts';
import type { AuthorityView } from '../shared/certificate-authority.ts';
import type { Now } from '../shared/expiry.ts';
import type { Settings } from '../shared/settings.ts';
import type { KeychainView, Notice } from '../shared/snapshot.ts';
import type { AccountsFile } from './account-record.ts';
import type { Secret } from './secret.ts';
import type { StoredRun } from './stored-run.ts';

/** Stops a timer; calling it twice does nothing. */
export type Cancel = () => void;

export type Clock = {
  /** Both clocks, read afresh at each call. */
  readonly now: () => Now;
  /** Runs `run` once after `delayMs` of any length (re-armed beyond 2^31-1 ms). */
  readonly after: (delayMs: number, run: () => void) => Cancel;
  /** Calls back after a resume, an unlock or a jump of the wall clock. */
  readonly onJump: (run: () => void) => Cancel;
};

export type KeychainFailure = 'locked' | 'unavailable' | 'timed_out' | 'denied';
export type SecretRead =
  | { readonly kind: 'ok'; readonly value: Secret }
  | { readonly kind: 'absent' | 'corrupt' | KeychainFailure };
/** `ok` means written and read back equal. */
export type SecretWrite = { readonly kind: 'ok' | KeychainFailure };
/** `ok` means proven absent. */
export type SecretRemoval = { readonly kind: 'ok' | KeychainFailure };

/** The OS keychain: one item per name under this profile's service. Never throws, never answers `null`. */
export type SecretStore = {
  readonly get: (item: string) => Promise<SecretRead>;
  readonly put: (item: string, value: Secret) => Promise<SecretWrite>;
  readonly remove: (item: string) => Promise<SecretRemoval>;
  /** Looks whether the keychain answers now; also what `Try again` runs. */
  readonly probe: () => Promise<KeychainView['state']>;
  readonly view: () => KeychainView;
  readonly onChange: (listener: (view: KeychainView) => void) => Cancel;
};

/** One token set as the journal holds it; only `sealed` (base64url) depends on the key. */
export type SealedEntry = {
  readonly accountId: string;
  readonly generation: number;
  readonly sealed: string;
};

export type JournalContent = {
  /** The highest generation of each account that was appended and not dropped. */
  readonly entries: readonly SealedEntry[];
  /** The key has to be replaced before anything is appended under it again. */
  readonly keyRetired: boolean;
};

/** A file of sealed token sets that is written ahead of the keychain. Every method throws AppError `disk_unwritable`. */
export type TokenJournal = {
  /** Whatever is damaged is left out, and what comes after it is found all the same. */
  readonly read: () => Promise<JournalContent>;
  /** Resolves when the entry survives a crash of the system. */
  readonly append: (entry: SealedEntry) => Promise<void>;
  /** Forgets the entries of an account up to this generation. A crash may bring them back, which does no harm. */
  readonly drop: (accountId: string, generation: number) => Promise<void>;
  /** Replaces the file durably by what still counts, so that nothing else of it is left, and notes about the key. */
  readonly compact: (note: { readonly keyRetired: boolean }) => Promise<void>;
};

/** `read_only`: the system or a newer file refuses every write; `full`: one failed for want of room or the like. */
export type DiskTrouble = 'full' | 'read_only';

/** Account metadata in memory, backed by a file; nothing secret. */
export type AccountStore = {
  readonly read: () => AccountsFile;
  /** Replaces what is in memory and writes soon (debounced); `flush` makes it durable. */
  readonly write: (next: AccountsFile) => void;
  /** Resolves when everything written so far is on disk. Throws AppError `disk_unwritable`. */
  readonly flush: () => Promise<void>;
  /** What went wrong while loading, to be said once. */
  readonly notices: readonly Notice[];
  /** What stands in the way of writing, as far as is known now. */
  readonly trouble: () => DiskTrouble | null;
  /** The file as it lies on the disk now; null where there is none to read. */
  readonly fileText: () => string | null;
};

/** Which installation this is: a token set that carries another id is not used. */
export type Installation = {
  readonly id: () => string;
  /** From now on the items of that installation are this one's own: it was this one, and its id was lost. */
  readonly adopt: (id: string) => void;
};

export type SettingsStore = {
  readonly read: () => Settings;
  /** Throws AppError `disk_unwritable`. */
  readonly write: (next: Settings) => void;
  readonly notices: readonly Notice[];
};

/** A certificate authority that a person trusts besides the system's. */
export type Authority = AuthorityView & { readonly pem: string };

export type AuthorityStore = {
  readonly list: () => readonly Authority[];
  /** The authorities of a PEM text, each once and valid now; keeps none. Throws AppError `certificate_*`. */
  readonly examine: (text: string) => readonly Authority[];
  /** Resolves when they are durable; those held already stay once. Throws AppError `disk_unwritable`: nothing changed. */
  readonly add: (authorities: readonly Authority[]) => Promise<void>;
  /** The same for the one with this fingerprint; none is fine. */
  readonly remove: (fingerprint: string) => Promise<void>;
  readonly notices: readonly Notice[];
};

/** `fileName`: what the damaged file was set aside as; null where the disk refused that. */
export type RunReading =
  | { readonly kind: 'read'; readonly run: StoredRun }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged'; readonly fileName: string | null };

/** The last run of revocations over many accounts. */
export type RunStore = {
  /** Never throws; says only once that it was damaged. */
  readonly read: () => Promise<RunReading>;
  /** Resolves when it is durable; null forgets it. Throws AppError `disk_unwritable`. */
  readonly write: (run: StoredRun | null) => Promise<void>;
};

export type NativeQuestion = {
  readonly message: string;
  readonly detail: string;
  readonly agree: string;
  readonly cancel: string;
};

/** Dialogs of the system itself, which no page can answer. */
export type DialogsPort = {
  /** True when the person agreed; the answer that changes nothing is the default. */
  readonly confirm: (question: NativeQuestion) => Promise<boolean>;
  /**
   * The text (UTF-8) of a file that the person chooses; null when none was chosen. Throws AppError `file_unreadable`, and
   * `file_too_large` beyond `mostBytes`.
   */
  readonly openText: (file: {
    /** What such files are called, with their endings; any other can be chosen too. */
    readonly kind: string;
    readonly endings: readonly string[];
    readonly allFiles: string;
    readonly mostBytes: number;
  }) => Promise<string | null>;
  /** False when the person chose no place. Throws AppError `disk_unwritable`. */
  readonly saveText: (file: {
    readonly suggestedName: string;
    readonly text: string;
  }) => Promise<boolean>;
  /** The same for what is too long for one text; where it fails, nothing is left at that place. Rethrows an AppError of `chunks`. */
  readonly saveStream: (file: {
    readonly suggestedName: string;
    readonly chunks: AsyncIterable<string>;
  }) => Promise<boolean>;
};

/** Where the chain of the audit log stands: its last line's number and digest (SHA-256, hex). */
export type AuditHead = { readonly count: number; readonly hash: string };

/** The head as the keychain holds it. */
export type HeldHead = AuditHead & {
  /** Where the log stood when the keychain first held a head of it. */
  readonly since: number;
  /** It held an earlier one, which was gone or damaged then: nothing vouches for the lines up to `since`. */
  readonly anew: boolean;
};

export type HeadReading =
  | { readonly kind: 'held'; readonly head: HeldHead }
  | { readonly kind: 'never' | 'missing' | 'damaged' | 'unavailable' };

/** Lines that the disk has not taken; `after` is the number of the log's last line without them. */
export type UnwrittenLines = AuditGap & { readonly after: number };

/** A line as it stands in the file, without its end, and its digest (SHA-256, hex), which the next line names. */
export type AuditLine = {
  readonly text: string;
  readonly digest: string;
  readonly entry: AuditEntry;
};

export type AuditLog = {
  /** Resolves when the line is in the file (fsynced where `durable`). Throws AppError `disk_unwritable`. */
  readonly append: (facts: AuditFacts, options?: { readonly durable?: boolean }) => Promise<void>;
  /** The newest lines of one account first, at most `limit`. Throws AppError `log_unreadable`. */
  readonly latestOf: (accountId: string, limit: number) => Promise<readonly AuditEntry[]>;
  /**
   * Syncs what was written and says where the chain stands; null for an empty log. `broken`: the line that `since` names
   * is gone or another one. Throws AppError `disk_unwritable`.
   */
  readonly head: (since: AuditHead | null) => Promise<AuditHead | null | 'broken'>;
  /** What waits for a disk that refused it; null where nothing does. */
  readonly unwritten: () => Promise<UnwrittenLines | null>;
  /**
   * Says in the log how many of the lines that an earlier run left unwritten are missing, at once or as soon as the disk
   * takes it; until then they are part of `unwritten`. Throws AppError `disk_unwritable`.
   */
  readonly recall: (earlier: UnwrittenLines) => Promise<void>;
  /** Newest first; may return less than `limit` and still have more. Throws AppError `log_unreadable`. */
  readonly page: (request: {
    readonly filter: AuditFilter;
    readonly from: string | null;
    readonly limit: number;
  }) => Promise<AuditPage>;
  /** Every line there is now, oldest first, piece by piece. Throws AppError `log_unreadable`. */
  readonly lines: () => AsyncIterable<readonly AuditLine[]>;
  /** Compares every line with its chain, and the chain with a head that was kept elsewhere. Throws AppError `log_unreadable`. */
  readonly check: (reading: HeadReading) => Promise<AuditCheck>;
};

/** Whether the desktop starts the app when the person signs in to it. */
export type LoginItem = {
  /** Throws AppError `login_item_refused`, and then nothing has changed. */
  readonly set: (enabled: boolean) => void;
};

/** Where the window stands when it is neither maximised nor minimised, in device-independent pixels. */
export type WindowPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
};

/** Neither method throws. */
export type WindowPlaceStore = {
  /** Null where nothing usable is kept. */
  readonly read: () => WindowPlace | null;
  readonly write: (place: WindowPlace) => void;
};

/** Opens the system browser; resolves false when the system said it could not. */
export type BrowserOpener = { readonly open: (url: URL) => Promise<boolean> };

/** Asynchronous, because Electron's clipboard is from version 44 on. */
export type ClipboardPort = {
  /** Resolves when the system took it. Throws AppError `clipboard_failed`. */
  readonly write: (text: Secret | string) => Promise<void>;
  /** Clears only if the clipboard still holds exactly this; compares hashes. True when it did. Never throws. */
  readonly clearIfHolds: (sha256Hex: string) => Promise<boolean>;
};

export type TransportFailure =
  | 'unreachable'
  | 'tls'
  | 'proxy_authentication'
  | 'redirected'
  | 'aborted';

/** Thrown by a transport and nothing else is; `kind` is decided by the adapter. */
export class TransportError extends Error {
  readonly kind: TransportFailure;
  /** True when the request provably never left; false when the server may have acted on it. */
  readonly neverSent: boolean;

  constructor(kind: TransportFailure, cause?: unknown, neverSent = false) {
    super(kind, cause === undefined ? undefined : { cause });
    this.name = 'TransportError';
    this.kind = kind;
    this.neverSent = neverSent;
  }
}

export type TransportRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
};

/**
 * One HTTP exchange without cookies, cache or redirects. Rejects with TransportError. The caller reads the body to its
 * end or aborts the signal: anything else leaks the connection.
 */
export type Transport = (url: URL, request: TransportRequest) => Promise<Response>;

/** The system's own idea of being connected; only ever used to explain a failure. */
export type Connectivity = { readonly isOnline: () => boolean };

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
/** Structured lines of allowed fields; values are redacted again at the sink. */
export type Logger = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields) => void;
};

/** Everything `createApp` takes. */
export type AppPorts = {
  readonly clock: Clock;
  /** In [0, 1); for spreading requests, never for secrets. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly secrets: SecretStore;
  readonly journal: TokenJournal;
  readonly accounts: AccountStore;
  readonly installation: Installation;
  readonly settings: SettingsStore;
  readonly authorities: AuthorityStore;
  readonly audit: AuditLog;
  readonly runs: RunStore;
  readonly dialogs: DialogsPort;
  readonly browser: BrowserOpener;
  readonly clipboard: ClipboardPort;
  readonly transport: Transport;
  readonly connectivity: Connectivity;
  readonly loginItem: LoginItem;
  /** Calls back when the account file cannot be written in the background, and when it can again. */
  readonly onDiskTrouble: (listener: (unwritable: boolean) => void) => void;
  /** The system's languages in order of preference, as BCP 47 tags. */
  readonly preferredLanguages: readonly string[];
};
