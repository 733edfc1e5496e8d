/** Tells whether a token is a JWT, which a resource server can accept without asking anybody (RFC 9068, RFC 7519). */
import type { Secret } from '../secret.ts';
import { parseObject } from './oauth-errors.ts';

/** True for a signed JWT in compact form; says nothing about whether it is valid. */
export function isSelfContained(token: Secret): boolean {
  const [header = '', claims = '', signature = '', ...rest] = token.reveal().split('.');
  if (rest.length > 0 || signature === '') return false;
  return [header, claims].every((part) => parseObject(decode(part)) !== undefined);
}

function decode(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8');
}
