/** Scope values and what to call a server in a list. */
import { describe, expect, it } from 'vitest';
import { splitScope, tellingFirst } from '../../../shared/scope.ts';
import { serverName } from '../../../shared/server-name.ts';

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

describe('a server', () => {
  it('is named without https and the slash at its end; plain http stays visible', () => {
    expect(serverName('https://id.example/realms/prod/')).toBe('id.example/realms/prod');
    expect(serverName('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  });
});
