// The address of a log-out: the hint and the client, nothing to come back to, and never longer than a browser takes.
import { expect, it } from 'vitest';
import { logOutUrl } from '../../../electron/oauth/logout-url.ts';
import { Secret } from '../../../electron/secret.ts';

const args = {
  endSessionEndpoint: 'https://id.example/logout?tenant=acme',
  clientId: 'tokenward cli',
  idToken: Secret.of('eyJ.hint.sig'),
};

it('O-46 sends hint and client, keeps what the endpoint has, and names no place to come back to', () => {
  const url = logOutUrl(args);
  expect(url.origin + url.pathname).toBe('https://id.example/logout');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    tenant: 'acme',
    client_id: 'tokenward cli',
    id_token_hint: 'eyJ.hint.sig',
  });
});

it('O-46 goes without the hint where none is kept or the address would be too long', () => {
  const names = (idToken: Secret | null): string[] => [
    ...logOutUrl({ ...args, idToken }).searchParams.keys(),
  ];
  expect(names(null)).toEqual(['tenant', 'client_id']);
  expect(names(Secret.of('x'.repeat(8192)))).toEqual(['tenant', 'client_id']);
});
