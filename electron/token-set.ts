/** A token set as RFC 6749 section 5.1 and OIDC Core section 3.1.3.3 define it, with its times fixed at receipt. */
import type { Secret } from './secret.ts';

export type TokenSet = {
  readonly accessToken: Secret;
  readonly refreshToken: Secret | null;
  /** Kept only where the server has an end-session endpoint. */
  readonly idToken: Secret | null;
  /** Epoch ms at receipt. */
  readonly issuedAt: number;
  /** Epoch ms; null when the server announced no `expires_in`. */
  readonly expiresAt: number | null;
  /** Epoch ms as far as the server told it in a field of its own; null: unknown. Only ever shown (O-52). */
  readonly refreshExpiresAt: number | null;
  readonly scope: string;
  readonly tokenType: string;
};
