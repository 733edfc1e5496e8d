/** What one keychain item holds for one account, and its only text form. */
import { z } from 'zod';
import { Secret } from '../secret.ts';
import type { TokenSet } from '../token-set.ts';

/** The tokens still held; the access token may be gone while the refresh token waits for its revocation. */
export type HeldTokens = Omit<TokenSet, 'accessToken'> & { readonly accessToken: Secret | null };

export type StoredGrant = {
  /** Grows with every save: a lower one never replaces a higher. */
  readonly generation: number;
  readonly tokens: HeldTokens | null;
  readonly clientSecret: Secret | null;
  /** Of the sign-in; a refreshed ID token that has one must repeat it (OIDC Core section 12.2). */
  readonly nonce: Secret | null;
};

export const emptyGrant: StoredGrant = {
  generation: 0,
  tokens: null,
  clientSecret: null,
  nonce: null,
};

const secretText = z.string().min(1).nullable();
const itemSchema = z.object({
  v: z.literal(1),
  accountId: z.string(),
  installationId: z.string(),
  generation: z.number().int().min(0),
  clientSecret: secretText,
  nonce: secretText,
  tokens: z
    .object({
      accessToken: secretText,
      refreshToken: secretText,
      idToken: secretText,
      issuedAt: z.number(),
      expiresAt: z.number().nullable(),
      // Absent in items of version 0.1.
      refreshExpiresAt: z.number().nullable().default(null),
      scope: z.string(),
      tokenType: z.string(),
    })
    .nullable(),
});

type Owner = { readonly accountId: string; readonly installationId: string };

const textOf = (secret: Secret | null): string | null => secret?.reveal() ?? null;
const secretOf = (text: string | null): Secret | null => (text === null ? null : Secret.of(text));

/** The item's text, itself a secret. */
export function encodeGrant(grant: StoredGrant, owner: Owner): Secret {
  const { tokens } = grant;
  return Secret.of(
    JSON.stringify({
      v: 1,
      ...owner,
      generation: grant.generation,
      clientSecret: textOf(grant.clientSecret),
      nonce: textOf(grant.nonce),
      tokens: tokens && {
        ...tokens,
        accessToken: textOf(tokens.accessToken),
        refreshToken: textOf(tokens.refreshToken),
        idToken: textOf(tokens.idToken),
      },
    } satisfies z.infer<typeof itemSchema>),
  );
}

/** `corrupt`: not our format; `foreign`: written by another installation or for another account. */
export function decodeGrant(text: Secret, owner: Owner): StoredGrant | 'corrupt' | 'foreign' {
  const item = itemSchema.safeParse(parseJson(text.reveal()));
  if (!item.success) return 'corrupt';
  const { tokens, generation, clientSecret, nonce, accountId, installationId } = item.data;
  if (accountId !== owner.accountId || installationId !== owner.installationId) return 'foreign';
  return {
    generation,
    clientSecret: secretOf(clientSecret),
    nonce: secretOf(nonce),
    tokens: tokens && {
      ...tokens,
      accessToken: secretOf(tokens.accessToken),
      refreshToken: secretOf(tokens.refreshToken),
      idToken: secretOf(tokens.idToken),
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
