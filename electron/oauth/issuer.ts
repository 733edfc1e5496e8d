/** Reads the issuer a person typed or pasted (RFC 8414 section 2): https, or http on this machine, and nothing extra. */
import { isLoopbackUrl } from '../../shared/loopback-address.ts';
import { AppError } from '../app-error.ts';

export type TypedIssuer = {
  /** Where to ask; its spelling is normalised, which only the request may be. */
  readonly url: URL;
  /** The spellings of the issuer that metadata may answer with, compared code point by code point (RFC 8414 3.3). */
  readonly accepted: readonly string[];
};

const wellKnownNames = 'openid-configuration|oauth-authorization-server';
const insertedForm = new RegExp(`^/\\.well-known/(?:${wellKnownNames})(?=/|$)`);
const appendedForm = new RegExp(`/\\.well-known/(?:${wellKnownNames})/?$`);

/** Throws AppError `issuer_invalid` or `issuer_not_https`, both naming the field. */
export function parseIssuer(typed: string): TypedIssuer {
  const url = parseHttpUrl(typed);
  const invalid = /[?#\\]/.test(typed) || url.username !== '' || url.password !== '';
  if (invalid) throw new AppError('issuer_invalid', { field: 'issuer' });
  const stripped = stripWellKnown(typed, url);
  return { url: stripped.url, accepted: spellings(stripped) };
}

function parseHttpUrl(typed: string): URL {
  if (!URL.canParse(typed)) throw new AppError('issuer_invalid', { field: 'issuer' });
  const url = new URL(typed);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackUrl(url))) return url;
  throw new AppError(url.protocol === 'http:' ? 'issuer_not_https' : 'issuer_invalid', {
    field: 'issuer',
  });
}

type Spelled = { readonly url: URL; readonly text: string };

/** A pasted metadata address names its issuer; taking it as it is would leave nothing to compare with. */
function stripWellKnown(typed: string, url: URL): Spelled {
  const path = url.pathname.replace(insertedForm, '').replace(appendedForm, '');
  if (path === url.pathname) return { url, text: typed };
  const issuer = new URL(path === '' ? '/' : path, url.origin);
  return { url: issuer, text: `${url.origin}${path}` };
}

/** As typed and as normalised, each with and without the slash that people leave out or add. */
function spellings({ url, text }: Spelled): readonly string[] {
  const bare = [text, url.href].map((it) => it.replace(/\/$/, ''));
  return [...new Set([text, ...bare, ...bare.map((it) => `${it}/`)])];
}

/** The addresses of the metadata: OpenID Connect's form, then RFC 8414's (sections 3.1 and 5). */
export function metadataUrls(issuer: URL): readonly [URL, URL] {
  const path = issuer.pathname.replace(/\/$/, '');
  return [
    new URL(`${path}/.well-known/openid-configuration`, issuer.origin),
    new URL(`/.well-known/oauth-authorization-server${path}`, issuer.origin),
  ];
}

const tenantIssuer = /^https:\/\/login\.microsoftonline\.com\/\{tenantid\}\//;

/** Microsoft's shared endpoints answer with a template instead of an issuer; no other host may. */
export function isTenantTemplate(issuer: string | null): boolean {
  return issuer !== null && tenantIssuer.test(issuer);
}
