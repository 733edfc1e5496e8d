/** Scope values. */
import { describe, expect, it } from 'vitest';
import { splitScope, tellingFirst } from '../../../shared/scope.ts';

describe('scope', () => {
  it('is split at any white space, each value once (RFC 6749 section 3.3)', () => {
    expect(splitScope('  openid\torders:read openid ')).toEqual(['openid', 'orders:read']);
    expect(splitScope('')).toEqual([]);
  });

  it('shows first what tells one account from another', () => {
    expect(tellingFirst(['openid', 'orders:read', 'email', 'admin'])).toEqual([
      'orders:read',
      'admin',
      'openid',
      'email',
    ]);
  });
});
