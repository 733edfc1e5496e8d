/** Wraps a secret for the keychain, which cuts at NUL and refuses emptiness (requirements K-08, K-09, K-10). */
import { createHash } from 'node:crypto';
import { Secret } from '../secret.ts';

const version = '1';
const largestBytes = 256 * 1024;

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Version, digest and base64url of the text; null for what is never stored: with a NUL, or over 256 KiB of UTF-8. */
export function sealSecret(value: Secret): string | null {
  const text = value.reveal();
  if (text.includes('\u0000') || Buffer.byteLength(text) > largestBytes) return null;
  const body = Buffer.from(text, 'utf8').toString('base64url');
  return `${version}.${digestOf(body)}.${body}`;
}

/** Null when the text was not written by `sealSecret`, or was cut or changed since. */
export function unsealSecret(sealed: string): Secret | null {
  const [found, digest, body, ...rest] = sealed.split('.');
  if (found !== version || body === undefined || body === '' || rest.length > 0) return null;
  if (digestOf(body) !== digest) return null;
  return Secret.of(Buffer.from(body, 'base64url').toString('utf8'));
}
