/** What carrying token sets to the keychain works with; made once by the composition root. */
import type { Clock, Logger, SecretStore } from '../ports.ts';
import type { StoredGrant } from './stored-grant.ts';

/** What the store needs of the accounts' metadata. */
export type GenerationRecord = {
  /** The generation that the account's metadata knows; 0 where there is none. */
  readonly known: (accountId: string) => number;
  /** Notes a generation that the keychain holds, unless a higher one is known. */
  readonly raise: (accountId: string, generation: number) => void;
  /** Resolves when the metadata are on disk. Throws AppError `disk_unwritable`. */
  readonly flush: () => Promise<void>;
};

export type DrainDeps = {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of this profile; it may be found in the keychain only after the start. */
  readonly installationId: () => string;
  readonly generations: GenerationRecord;
  /** Whether the newest set of an account is durable. */
  readonly onSaved: (accountId: string, saved: boolean) => void;
  /** A set from the journal proved newer than what the keychain holds. */
  readonly onRecovered: (accountId: string, grant: StoredGrant) => void;
};
