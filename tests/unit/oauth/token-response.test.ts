import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../electron/app-error.ts';
import { readTokenResponse, toLibraryBody } from '../../../electron/oauth/token-response.ts';

const body = { access_token: 'at', token_type: 'Bearer' };
const read = (changes: Record<string, unknown> = {}) => readTokenResponse({ ...body, ...changes });
const invalid = (reason: string) =>
  expect.objectContaining({ code: 'token_response_invalid', details: { reason } });

describe('readTokenResponse', () => {
  it('O-32 takes a response with nothing optional in it, and knows no expiry', () => {
    expect(read()).toEqual({
      accessToken: 'at',
      refreshToken: null,
      idToken: null,
      expiresInSeconds: null,
      refreshExpiresInSeconds: null,
      scope: null,
    });
  });

  it.each([
    [{ refresh_expires_in: 1800 }, 1800],
    [{ refresh_token_expires_in: '15897600' }, 15_897_600],
    [{ refresh_token_timeout: 600, authorization_expires_in: 300 }, 300],
    [{ refresh_expires_in: 0 }, null],
    [{ refresh_expires_in: -1 }, null],
    [{ refresh_expires_in: 'soon' }, null],
    [{ refresh_expires_in: null }, null],
    [{ refresh_expires_in: 1e15 }, 315_360_000],
  ])('O-52 takes the lifetime of the refresh token from %j as a hint: %s s', (hint, seconds) => {
    expect(read(hint).refreshExpiresInSeconds).toBe(seconds);
  });

  it.each(['bearer', 'BEARER', 'Bearer'])('O-32 takes the token type %s', (type) => {
    expect(read({ token_type: type }).accessToken).toBe('at');
  });

  it.each([undefined, null, '', 'dpop', 'mac', 'user', 'bearer ', 7])(
    'O-32 refuses the token type %j',
    (type) => {
      expect(() => read({ token_type: type })).toThrow(invalid('token_type'));
    },
  );

  const lifetimes: [unknown, number | null][] = [
    [3600, 3600],
    ['3600', 3600],
    [' 3600 ', 3600],
    [0, 0],
    [1.5, 1.5],
    [null, null],
    [1e15, 315_360_000],
    ['9'.repeat(300), 315_360_000],
  ];
  it.each(lifetimes)('O-32 reads expires_in %j as %j seconds', (value, seconds) => {
    expect(read({ expires_in: value }).expiresInSeconds).toBe(seconds);
  });

  it.each([-1, '-1', 'soon', '', '1e3', Number.NaN, Number.POSITIVE_INFINITY, true, [], {}])(
    'O-32 refuses expires_in %j',
    (value) => {
      expect(() => read({ expires_in: value })).toThrow(invalid('expires_in'));
    },
  );

  it.each([null, '', 7, {}, ['rt']])('O-33 refuses %j as a refresh token', (value) => {
    expect(() => read({ refresh_token: value })).toThrow(invalid('refresh_token'));
  });

  it.each([undefined, null, '', 7])('refuses %j as an access token', (value) => {
    expect(() => read({ access_token: value })).toThrow(invalid('access_token'));
  });

  it('reads a list of scopes as one text, as some servers send it', () => {
    expect(read({ scope: ['read', 'write'] }).scope).toBe('read write');
    expect(read({ scope: '' }).scope).toBe('');
  });

  it('R-13 hands known fields on and nothing else, whatever the body holds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (anything) => {
        const handedOn = JSON.parse(toLibraryBody(read({ ...anything, ...body }), true));
        const known = ['access_token', 'token_type', 'refresh_token', 'expires_in', 'id_token'];
        expect(known).toEqual(expect.arrayContaining(Object.keys(handedOn)));
      }),
    );
  });

  it('N-08 throws only its own errors for any object', () => {
    const names = fc.constantFrom(
      'access_token',
      'token_type',
      'expires_in',
      'refresh_token',
      'scope',
      'id_token',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (anything) => {
        try {
          readTokenResponse(anything);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
