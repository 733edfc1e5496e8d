import { describe, expect, it } from 'vitest';
import { definePlainAccount, plainEndpoints } from '../../fixtures/account-definitions.ts';
import { createTestApp, holdAccount } from '../../fixtures/test-app.ts';

const id = 'acct_orders_api';

function viewAt(authorization: string | null, token: string) {
  const endpoints = { ...plainEndpoints, authorization, token };
  const definition = definePlainAccount({ endpoints });
  return createTestApp([holdAccount(id, { definition })]).account(id);
}

describe('an account at a server on this machine', () => {
  it.each([
    'http://127.0.0.1:8080/auth',
    'http://localhost/auth',
    'HTTP://LOCALHOST:8080/auth',
    'http://127.1/auth',
  ])('O-17 is called local at %s', (address) => {
    expect(viewAt(address, address)?.local).toBe(true);
    // Without a browser there is only the token endpoint.
    expect(viewAt(null, address)?.local).toBe(true);
  });

  it.each([
    'https://127.0.0.1/auth',
    'https://as.example/auth',
    'http://localhost.evil.example/auth',
  ])('O-17 is not called local at %s', (address) => {
    expect(viewAt(address, address)?.local).toBe(false);
  });
});
