import { expect, it } from 'vitest';
import { shortAddress } from '../../../shared/short-address.ts';

it('a server is shown without https and the slash at its end; plain http stays visible', () => {
  expect(shortAddress('https://id.example/realms/prod/')).toBe('id.example/realms/prod');
  expect(shortAddress('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
});
