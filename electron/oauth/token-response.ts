/** Reads a token response field by field (RFC 6749 section 5.1) before openid-client sees it. */
import { AppError } from '../app-error.ts';
import { safeText } from './untrusted-text.ts';

export type TokenResponse = {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** Null when the server announced no `expires_in`. */
  readonly expiresInSeconds: number | null;
  /** A hint in one of the names servers use for it; null where there is none or it makes no sense (O-52). */
  readonly refreshExpiresInSeconds: number | null;
  /** Null when the server left `scope` out, which means: as requested. */
  readonly scope: string | null;
};

type Body = Readonly<Record<string, unknown>>;

const tenYearsSeconds = 10 * 365 * 24 * 3600;
const longestScope = 4096;

/** Throws AppError `token_response_invalid`, naming the field. */
export function readTokenResponse(body: Body): TokenResponse {
  const accessToken = readToken(body, 'access_token');
  if (accessToken === null) throw invalid('access_token');
  const { token_type: tokenType, refresh_token: refreshToken } = body;
  if (typeof tokenType !== 'string' || !/^bearer$/i.test(tokenType)) throw invalid('token_type');
  // Absent keeps the old one; null and empty say that the server lost track (RFC 6749 section 6).
  if (refreshToken === null) throw invalid('refresh_token');
  return {
    accessToken,
    refreshToken: readToken(body, 'refresh_token'),
    idToken: readToken(body, 'id_token'),
    expiresInSeconds: readExpiresIn(body.expires_in),
    refreshExpiresInSeconds: readRefreshExpiresIn(body),
    scope: readScope(body.scope),
  };
}

/** What is a token at all in a body that may be wrong in every other way. */
export function looseToken(body: Body | undefined, name: string): string | null {
  const value = body?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function readToken(body: Body, name: string): string | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value === '') throw invalid(name);
  return value;
}

function readExpiresIn(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const numeric = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value.trim());
  const seconds = numeric ? Number(value) : value;
  const valid = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0;
  if (!valid) throw invalid('expires_in');
  return Math.min(seconds, tenYearsSeconds);
}

/** No standard field: Keycloak's, GitHub's and Microsoft's, and the two of draft-ietf-oauth-refresh-token-expiration. */
const refreshLifetimeNames = [
  'refresh_expires_in',
  'refresh_token_expires_in',
  'refresh_token_timeout',
  'authorization_expires_in',
] as const;

/** The shortest that is announced. Only a hint: nonsense is unknown, and so is 0, which Keycloak says for "no limit". */
function readRefreshExpiresIn(body: Body): number | null {
  const known = refreshLifetimeNames.flatMap((name) => {
    const value = body[name];
    const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? [seconds] : [];
  });
  return known.length === 0 ? null : Math.min(...known, tenYearsSeconds);
}

/** Some servers send a list; a scope never contains what would have to be stripped (RFC 6749 section 3.3). */
function readScope(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = Array.isArray(value) ? value.join(' ') : value;
  if (typeof text !== 'string') throw invalid('scope');
  return safeText(text, longestScope) ?? '';
}

/** The response as openid-client may have it: known fields only, and no ID token where nobody could have issued one. */
export function toLibraryBody(response: TokenResponse, withIdToken: boolean): string {
  const { accessToken, refreshToken, idToken, expiresInSeconds } = response;
  return JSON.stringify({
    access_token: accessToken,
    token_type: 'bearer',
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    ...(expiresInSeconds === null ? {} : { expires_in: expiresInSeconds }),
    ...(idToken === null || !withIdToken ? {} : { id_token: idToken }),
  });
}

const invalid = (reason: string): AppError => new AppError('token_response_invalid', { reason });
