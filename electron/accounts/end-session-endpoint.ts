/** Where a person's session at an account's provider is ended, as frozen at sign-in (requirement O-46). */
import { needsNoPerson } from '../../shared/grant-type.ts';
import type { AccountRecord } from '../account-record.ts';

/** The provider's end-session endpoint; null where it has none, or nobody has a session. */
export function endSessionEndpointOf({ server, definition }: AccountRecord): string | null {
  return needsNoPerson(definition) ? null : (server?.endSessionEndpoint ?? null);
}
