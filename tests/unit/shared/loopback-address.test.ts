import { describe, expect, it } from 'vitest';
import { isLoopbackHttp, isLoopbackUrl } from '../../../shared/loopback-address.ts';

describe('an address on this machine', () => {
  const here = [
    'http://127.0.0.1',
    'http://127.0.0.1:3000/path',
    'http://[::1]',
    'http://[::1]:3000/',
    'http://localhost',
    'http://localhost:3000/tenant',
    'HTTP://LOCALHOST:8080',
    'http://127.1',
    'http://[0:0:0:0:0:0:0:1]',
  ];
  it.each(here)('O-17 is %s, as written and when parsed', (address) => {
    expect(isLoopbackHttp(address)).toBe(true);
    expect(isLoopbackUrl(new URL(address))).toBe(true);
  });

  const elsewhere = [
    'http://id.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://localhost@evil.example/',
    'http://127.0.0.1:80@evil.example/',
    'http://[::2]',
    'http://[::1].evil.example',
    'http://0.0.0.0',
  ];
  it.each(elsewhere)('O-17 is never %s', (address) => {
    expect(isLoopbackHttp(address)).toBe(false);
    expect(URL.canParse(address) && isLoopbackUrl(new URL(address))).toBe(false);
  });

  it('O-17 is plain http only with that scheme', () => {
    expect(isLoopbackHttp('https://127.0.0.1')).toBe(false);
    expect(isLoopbackUrl(new URL('https://127.0.0.1'))).toBe(true);
  });
});
