/** Reads what a JWT says about itself, unverified: good for telling whose it may be, never for trusting it (RFC 7519). */
import type { Secret } from '../secret.ts';
import { parseObject } from './oauth-errors.ts';
import { safeText } from './untrusted-text.ts';

export type UnverifiedClaims = {
  readonly issuer: string | null;
  /** The client it was issued to, by whichever name the server gives that. */
  readonly client: string | null;
  /** Epoch ms. */
  readonly expiresAt: number | null;
};

/** Null for anything that is no JWT. */
export function readUnverifiedClaims(token: Secret): UnverifiedClaims | null {
  const [, part = ''] = token.reveal().split('.');
  const claims = parseObject(Buffer.from(part, 'base64url').toString('utf8'));
  if (claims === undefined) return null;
  const client = claims.client_id ?? claims.azp ?? claims.cid ?? claims.appid;
  const seconds = claims.exp;
  return {
    issuer: safeText(claims.iss, 2048) ?? null,
    client: safeText(client, 512) ?? null,
    expiresAt:
      typeof seconds === 'number' && Number.isFinite(seconds) && Math.abs(seconds) < 1e11
        ? Math.round(seconds * 1000)
        : null,
  };
}
