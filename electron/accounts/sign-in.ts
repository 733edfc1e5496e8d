/** What a sign-in brought, with what it began from. */
import type { Server } from '../account-record.ts';
import type { IssuedTokens } from '../oauth/token-endpoint.ts';
import type { Secret } from '../secret.ts';

export type SignIn = {
  readonly accountId: string;
  readonly server: Server;
  readonly clientSecret: Secret | null;
  /** What was stored when it began: another one now was given by a person meanwhile. */
  readonly secretBefore: Secret | null;
  readonly nonce: Secret | null;
  readonly issued: IssuedTokens;
};
