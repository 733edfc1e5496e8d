/** Keeps a server's signing keys for five minutes and asks again once when a key is unknown (OIDC Core section 10.1.1). */
import type { Transport } from '../ports.ts';
import { fetchBounded, metadataDeadlineMs } from './bounded-fetch.ts';
import type { OAuthDeps } from './oauth-deps.ts';
import { errorOfAnswer, parseObject } from './oauth-errors.ts';

const freshForMs = 5 * 60_000;
/** How often an unknown key may make us ask: anybody who can issue tokens can invent key ids. */
const unknownKeyPauseMs = 5_000;

type Kept = { readonly text: string; readonly at: number; askedForUnknownAt: number };

const caches = new WeakMap<Transport, Map<string, Kept>>();

/** The JWK set as JSON text, sure to hold `keyId` if the server has it. Throws AppError. */
export async function readKeys(
  deps: OAuthDeps,
  { url, keyId }: { readonly url: URL; readonly keyId: string | null },
): Promise<string> {
  const cache = cacheOf(deps.transport);
  const now = deps.clock.now().monotonic;
  const kept = cache.get(url.href);
  if (kept !== undefined && now - kept.at < freshForMs && keyId !== null) {
    const pausing = now - kept.askedForUnknownAt < unknownKeyPauseMs;
    if (holdsKey(kept.text, keyId) || pausing) return kept.text;
    kept.askedForUnknownAt = now;
  }
  const text = await requestKeys(deps, url);
  const askedForUnknownAt = kept?.askedForUnknownAt ?? Number.NEGATIVE_INFINITY;
  cache.set(url.href, { text, at: now, askedForUnknownAt });
  return text;
}

function cacheOf(transport: Transport): Map<string, Kept> {
  const known = caches.get(transport) ?? new Map<string, Kept>();
  caches.set(transport, known);
  return known;
}

function holdsKey(text: string, keyId: string): boolean {
  const keys = parseObject(text)?.keys;
  return Array.isArray(keys) && keys.some((it) => it?.kid === keyId);
}

async function requestKeys(deps: OAuthDeps, url: URL): Promise<string> {
  const answer = await fetchBounded(deps, {
    url,
    method: 'GET',
    headers: { accept: 'application/json, application/jwk-set+json' },
    body: null,
    deadlineMs: metadataDeadlineMs,
  });
  if (answer.status !== 200) throw errorOfAnswer(answer, 'keys', deps.clock.now().wall);
  return answer.text;
}

/** The `kid` of a compact JWS's header, read before anything is verified; null where there is none. */
export function keyIdOf(jws: string): string | null {
  const header = Buffer.from(jws.split('.', 1)[0] ?? '', 'base64url').toString('utf8');
  const keyId = parseObject(header)?.kid;
  return typeof keyId === 'string' ? keyId : null;
}
