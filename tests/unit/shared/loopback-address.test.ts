import { describe, expect, it } from 'vitest';
import { isLoopbackUrl } from '../../../shared/loopback-address.ts';

describe('an address on this machine', () => {
  const here = [
    'http://127.0.0.1',
    'http://127.0.0.1:3000/path',
    'http://[::1]:3000/',
    'http://localhost:3000/tenant',
    'https://localhost',
    'HTTP://LOCALHOST:8080',
    'http://127.1',
    'http://[0:0:0:0:0:0:0:1]',
  ];
  it.each(here)('O-17 is %s', (address) => {
    expect(isLoopbackUrl(new URL(address))).toBe(true);
  });

  const elsewhere = [
    'http://id.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://localhost@evil.example/',
    'http://127.0.0.1@evil.example/',
    'http://[::2]',
    'http://0.0.0.0',
  ];
  it.each(elsewhere)('O-17 is never %s', (address) => {
    expect(isLoopbackUrl(new URL(address))).toBe(false);
  });
});
