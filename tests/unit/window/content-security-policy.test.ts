import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../../electron/window/content-security-policy.ts';

const directives = new Map(
  CONTENT_SECURITY_POLICY.split('; ').map((directive): [string, string] => {
    const space = directive.indexOf(' ');
    return [directive.slice(0, space), directive.slice(space + 1)];
  }),
);

describe('content security policy', () => {
  it('E-07 is exactly the agreed policy', () => {
    expect(CONTENT_SECURITY_POLICY).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'none'; frame-ancestors 'none'; " +
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; " +
        "trusted-types 'none'",
    );
  });

  it.each([
    'default-src',
    'connect-src',
    'frame-ancestors',
    'base-uri',
    'form-action',
    'trusted-types',
  ])('E-07 allows nothing at all for %s', (name) => {
    expect(directives.get(name)).toBe("'none'");
  });

  it('E-07 allows no inline script, no eval, no wildcard and no remote host', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:|wss?:|blob:|nonce-/);
    expect(directives.get('script-src')).toBe("'self'");
  });
});
