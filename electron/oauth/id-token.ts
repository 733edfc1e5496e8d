/** What openid-client leaves open about an ID token it validated (OIDC Core sections 3.1.3.7 and 12.2), and its claims as text. */
import type { IDToken } from 'openid-client';
import type { Subject } from '../../shared/account-view.ts';
import { AppError } from '../app-error.ts';
import { Secret } from '../secret.ts';
import { safeText } from './untrusted-text.ts';

/** What the tokens held so far say about who they are for. `nonce` left out was not kept and is not compared. */
export type ExpectedIdentity = {
  readonly subject: Subject | null;
  readonly authTime: number | null;
  readonly nonce?: Secret | null;
};

const clockToleranceSeconds = 300;
const longestSub = 512;

/** Throws AppError `id_token_invalid`. `wallNow` is epoch ms. */
export function checkIdToken(claims: IDToken, clientId: string, wallNow: number): void {
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (audiences.length !== 1 || audiences[0] !== clientId) throw invalid('aud');
  if (claims.azp !== undefined && claims.azp !== clientId) throw invalid('azp');
  if (claims.sub === '' || claims.sub.length > longestSub) throw invalid('sub');
  if (claims.iat > wallNow / 1000 + clockToleranceSeconds) throw invalid('iat');
}

/** An ID token older than the attempt that asked for it was issued to somebody else's. `issuedAt` is epoch ms. */
export function checkIdTokenIsNew(claims: IDToken, issuedAt: number): void {
  if (claims.iat < issuedAt / 1000 - clockToleranceSeconds) throw invalid('iat');
}

/** Throws AppError `identity_changed` when a refreshed ID token is about another person or another sign-in. */
export function checkSameIdentity(claims: IDToken, expected: ExpectedIdentity): void {
  const { subject, authTime, nonce } = expected;
  if (subject !== null && claims.sub !== subject.sub) throw changed('sub');
  if (authTime !== null && claims.auth_time !== undefined && claims.auth_time !== authTime) {
    throw changed('auth_time');
  }
  if (nonce !== undefined && claims.nonce !== undefined && !isNonce(claims.nonce, nonce)) {
    throw changed('nonce');
  }
}

const isNonce = (claim: string, nonce: Secret | null): boolean =>
  claim !== '' && nonce !== null && Secret.of(claim).equals(nonce);

const invalid = (reason: string): AppError => new AppError('id_token_invalid', { reason });
const changed = (reason: string): AppError => new AppError('identity_changed', { reason });

export function subjectOf(claims: IDToken): Subject {
  const text = (name: string): string | null => safeText(claims[name], 256) ?? null;
  return {
    sub: claims.sub,
    name: text('name'),
    email: text('email'),
    preferredUsername: text('preferred_username'),
  };
}

const mostClaims = 64;
const longestName = 128;
const longestValue = 2048;
/** Stays in main: together with the attempt it is worth something to nobody else. */
const unkept = ['nonce', '__proto__'];

/** Every claim as bounded text that is safe to show. */
export function claimTexts(claims: IDToken): Record<string, string> {
  const entries = Object.entries(claims)
    .filter(([name]) => !unkept.includes(name))
    .flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const key = safeText(name, longestName);
      return key === undefined ? [] : [[key, safeText(text, longestValue) ?? ''] as const];
    });
  return Object.fromEntries(entries.slice(0, mostClaims));
}
