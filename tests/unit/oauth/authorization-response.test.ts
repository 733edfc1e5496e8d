import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Server } from '../../../electron/account-record.ts';
import { AppError } from '../../../electron/app-error.ts';
import { createAuthorizationRequest } from '../../../electron/oauth/authorization-request.ts';
import {
  checkResponse,
  matchesAttempt,
  parsePastedAddress,
} from '../../../electron/oauth/authorization-response.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { serverAt } from '../../fixtures/scripted-issuer.ts';

const redirectUri = 'http://127.0.0.1:49152/callback';
const server = serverAt('https://id.example');
const makeAttempt = () =>
  createAuthorizationRequest(
    { clock: createFakeClock() },
    { server, definition: makeAccountRecord('account-1').definition, redirectUri },
  );
const attempt = makeAttempt();
const state = attempt.state.reveal();
const response = (query: string): URL => new URL(`${redirectUri}?${query}`);

describe('matchesAttempt', () => {
  it('O-09 knows the state of its own attempt and no other', () => {
    expect(matchesAttempt(attempt, response(`code=c&state=${state}`))).toBe(true);
    expect(matchesAttempt(makeAttempt(), response(`code=c&state=${state}`))).toBe(false);
  });

  const foreign = ['code=c', 'state=', 'state=other', `state=${state}x`, `state=${state.slice(1)}`];
  it.each(foreign)('O-09 takes ?%s for foreign', (query) => {
    expect(matchesAttempt(attempt, response(query))).toBe(false);
  });

  it('O-13 takes a state that comes twice for foreign, even when both are right', () => {
    expect(matchesAttempt(attempt, response(`state=${state}&state=${state}`))).toBe(false);
    expect(matchesAttempt(attempt, response(`state=${state}&state=other`))).toBe(false);
  });
});

describe('parsePastedAddress', () => {
  const query = `code=c&state=${state}`;

  it.each([
    `${redirectUri}?${query}`,
    `  ${redirectUri}?${query}\n`,
    `127.0.0.1:49152/callback?${query}`,
  ])('B-11 takes the address the browser landed on: %j', (text) => {
    expect(parsePastedAddress(text, attempt).href).toBe(`${redirectUri}?${query}`);
  });

  const refused: [string, string, string][] = [
    ['another host', `http://evil.example:49152/callback?${query}`, 'address_invalid'],
    ['another port', `http://127.0.0.1:49153/callback?${query}`, 'address_invalid'],
    ['localhost for the literal', `http://localhost:49152/callback?${query}`, 'address_invalid'],
    ['another path', `http://127.0.0.1:49152/done?${query}`, 'address_invalid'],
    ['https', `https://127.0.0.1:49152/callback?${query}`, 'address_invalid'],
    ['user information', `http://u:p@127.0.0.1:49152/callback?${query}`, 'address_invalid'],
    ['words', 'I do not know what to paste', 'address_invalid'],
    ['only a code', 'SplxlOBeZQQYbYS6WxSbIA', 'address_invalid'],
    ['nothing', '', 'address_invalid'],
    ['endless text', `${redirectUri}?${query}&x=${'x'.repeat(20_000)}`, 'address_invalid'],
    ['another state', `${redirectUri}?code=c&state=other`, 'state_mismatch'],
    ['no state', `${redirectUri}?code=c`, 'state_mismatch'],
    ['two states', `${redirectUri}?${query}&state=${state}`, 'state_mismatch'],
  ];
  it.each(refused)(
    'B-11 holds a pasted address to what the listener asks: %s',
    (_name, text, code) => {
      expect(() => parsePastedAddress(text, attempt)).toThrow(expect.objectContaining({ code }));
    },
  );

  it('P-07 never throws anything but its own errors', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.string({ unit: 'binary' })), (text) => {
        expect(() => parsePastedAddress(text, attempt)).toThrow(AppError);
      }),
      { numRuns: 500 },
    );
  });
});

describe('checkResponse', () => {
  const check = (query: string, changes: Partial<Server> = {}) =>
    checkResponse({ ...server, ...changes }, attempt, response(`state=${state}&${query}`));
  const iss = encodeURIComponent('https://id.example');

  it('accepts a code with the right state', () => {
    expect(() => check('code=c')).not.toThrow();
    expect(() => check(`code=c&iss=${iss}`, { responseIssSupported: true })).not.toThrow();
  });

  const wrongIssuers: [string, string, Partial<Server>][] = [
    ['another issuer', 'code=c&iss=https://evil.example', {}],
    ['a slash too many', `code=c&iss=${iss}/`, {}],
    ['no issuer although promised', 'code=c', { responseIssSupported: true }],
    ['another issuer on an error', 'error=access_denied&iss=https://evil.example', {}],
    ['no issuer on an error', 'error=access_denied', { responseIssSupported: true }],
    ['an empty issuer', 'code=c&iss=', {}],
  ];
  it.each(wrongIssuers)('O-11 refuses %s', (_name, query, changes) => {
    expect(() => check(query, changes)).toThrow(
      expect.objectContaining({ code: 'response_issuer_mismatch' }),
    );
  });

  it('O-11 has nothing to compare where the server is known by its endpoints only', () => {
    expect(() => check('code=c&iss=https://as.example', { issuer: null })).not.toThrow();
  });

  it.each(['code=a&code=b', 'code=a&iss=x&iss=y', 'error=a&error=b'])(
    'O-13 refuses a repeated parameter: %s',
    (query) => {
      expect(() => check(query)).toThrow(expect.objectContaining({ code: 'response_invalid' }));
    },
  );

  it.each(['', 'code='])('refuses a response with no code in it: "%s"', (query) => {
    expect(() => check(query)).toThrow(expect.objectContaining({ code: 'response_invalid' }));
  });

  const errors: [string, string][] = [
    ['access_denied', 'access_denied'],
    ['login_required', 'grant_refused'],
    ['invalid_scope', 'scope_refused'],
    ['unauthorized_client', 'client_refused'],
    ['temporarily_unavailable', 'server_unavailable'],
    ['made_up_by_this_server', 'request_refused'],
  ];
  it.each(errors)('B-07 says why the server answered %s', (error, code) => {
    expect(() => check(`error=${error}&error_description=why`)).toThrow(
      expect.objectContaining({ code, details: { oauthError: error, description: 'why' } }),
    );
  });

  it('B-07 does not look at an error before the state is right', () => {
    const stray = response('error=access_denied&state=other');
    expect(() => checkResponse(server, attempt, stray)).toThrow(
      expect.objectContaining({ code: 'state_mismatch' }),
    );
  });
});
