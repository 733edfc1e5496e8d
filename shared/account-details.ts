/** What the details panel asks for when an account is selected: facts about tokens and the server, never a token. */
import type { AuditEntry } from './audit.ts';

/** A claim of the ID token as text that is safe to show, already cut to a bounded length. */
export type ClaimView = { readonly name: string; readonly value: string };

export type EndpointsView = {
  /** Null where no browser is ever sent there (RFC 6749 section 4.4). */
  readonly authorization: string | null;
  readonly token: string;
  readonly revocation: string | null;
  readonly introspection: string | null;
};

export type AccountDetails = {
  readonly accountId: string;
  /** Frozen at sign-in; null before the first sign-in. */
  readonly endpoints: EndpointsView | null;
  readonly accessTokenFingerprint: string | null;
  readonly refreshTokenFingerprint: string | null;
  readonly tokenType: string | null;
  readonly idTokenClaims: readonly ClaimView[];
  /** Newest first; null where the log could not be read. */
  readonly audit: readonly AuditEntry[] | null;
};
