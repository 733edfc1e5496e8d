/** The one state the window sees, and the messages that keep its copy current. */

import type { Environment, GrantType } from './account-definition.ts';
import type { AccountView } from './account-view.ts';
import type { AuthorityView } from './certificate-authority.ts';
import type { ErrorView } from './errors.ts';
import type { RunView } from './revocation-run.ts';
import type { Language, Settings } from './settings.ts';

export type FlowStatus =
  | 'discovering'
  | 'awaiting_browser'
  | 'exchanging'
  | 'done'
  | 'failed'
  | 'cancelled';

/** What a finished sign-in still asks the person. */
export type FlowQuestion =
  /** Signing in again ended as somebody else: the new tokens are kept safe in their own account until decided. */
  | {
      readonly kind: 'subject_differs';
      readonly before: string;
      readonly after: string;
      readonly newAccountId: string;
    }
  /** The same user, client and issuer are already here. */
  | { readonly kind: 'duplicate'; readonly who: string; readonly otherAccountId: string };

export type FlowView = {
  readonly flowId: string;
  readonly kind: 'authorize' | 'reauthorize';
  /** `client_credentials` never waits for a browser. */
  readonly grantType: GrantType;
  readonly accountId: string;
  readonly label: string;
  readonly server: string;
  readonly environment: Environment;
  readonly status: FlowStatus;
  /** The redirect URI of this very attempt, with its port; null until the listener is bound. */
  readonly redirectUri: string | null;
  /** When the attempt gives up, on both clocks; null while discovering. */
  readonly expiresAt: number | null;
  readonly monotonicExpiresAt: number | null;
  /** False when the system said that no browser could be started. */
  readonly browserOpened: boolean;
  readonly error: ErrorView | null;
  readonly question: FlowQuestion | null;
};

export type KeychainView = {
  /** The keychain's own name, for example `GNOME Keyring`. */
  readonly name: string;
  readonly state: 'unknown' | 'ready' | 'waiting_for_unlock' | 'locked' | 'missing';
};

export type NetworkView = { readonly state: 'online' | 'offline' };

/** Something about the whole app that a person must know, each at most once. */
export type Notice = {
  readonly code:
    | 'accounts_file_set_aside'
    | 'accounts_file_missing'
    /** The keychain is asked for its copy of the list. */
    | 'accounts_searching'
    | 'accounts_rebuilt'
    | 'accounts_not_found'
    | 'settings_file_set_aside'
    | 'settings_newer_schema'
    | 'authorities_file_set_aside'
    | 'run_file_set_aside'
    | 'newer_schema'
    | 'newer_schema_unreadable'
    | 'disk_unwritable'
    | 'disk_read_only';
  /** The name of the file that was kept aside, without its folder. */
  readonly fileName: string | null;
};

export type AppSnapshot = {
  readonly revision: number;
  /** Main's monotonic clock when this was sent, in ms, so that the window can map its own clock onto it. */
  readonly monotonicNow: number;
  readonly accounts: readonly AccountView[];
  readonly flows: readonly FlowView[];
  readonly settings: Settings;
  readonly language: Language;
  readonly keychain: KeychainView;
  readonly network: NetworkView;
  readonly notices: readonly Notice[];
  /** The last revocation of many accounts, under way or finished; null where there is none. */
  readonly run: RunView | null;
  /** The certificate authorities that are trusted besides the system's. */
  readonly authorities: readonly AuthorityView[];
};

/** What changed since `revision - 1` messages: absent fields are unchanged. */
export type SnapshotPatch = {
  readonly revision: number;
  readonly monotonicNow: number;
  readonly upsertedAccounts?: readonly AccountView[];
  readonly removedAccountIds?: readonly string[];
  readonly flows?: readonly FlowView[];
  readonly settings?: Settings;
  readonly language?: Language;
  readonly keychain?: KeychainView;
  readonly network?: NetworkView;
  readonly notices?: readonly Notice[];
  readonly run?: RunView | null;
  readonly authorities?: readonly AuthorityView[];
};
