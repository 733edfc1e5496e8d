/** A first look at a typed address, so that the words stand at the field before main is asked (RFC 8414 section 2). */
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import type { FieldProblem } from './field-problem.ts';

/** Null when the text may be an issuer: https (http on this machine), no query, no fragment, no user name. */
export function checkIssuer(text: string): FieldProblem | null {
  const url = parseUrl(text);
  if (url === null) return { key: 'issuer_invalid' };
  if (/[?#]/.test(text) || url.username !== '' || url.password !== '') {
    return { key: 'issuer_query' };
  }
  return checkScheme(url);
}

/** Null when the text may be an endpoint: https, or http on this machine. */
export function checkEndpoint(text: string): FieldProblem | null {
  const url = parseUrl(text);
  return url === null ? { key: 'url_invalid' } : checkScheme(url);
}

/** The host of a typed address with its port, or null when it is none. */
export function hostOf(text: string): string | null {
  return parseUrl(text)?.host ?? null;
}

function parseUrl(text: string): URL | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  return url.host !== '' && /^https?:$/.test(url.protocol) ? url : null;
}

function checkScheme(url: URL): FieldProblem | null {
  const safe = url.protocol === 'https:' || isLoopbackUrl(url);
  return safe ? null : { key: 'not_https' };
}
