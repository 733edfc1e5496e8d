import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  createAuthorizationRequest,
  type Prompt,
} from '../../../electron/oauth/authorization-request.ts';
import type { AccountDefinition } from '../../../shared/account-definition.ts';
import { makeAccountRecord } from '../../fixtures/account-records.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { serverAt } from '../../fixtures/scripted-issuer.ts';

const clock = createFakeClock();
const redirectUri = 'http://127.0.0.1:49152/callback';
const server = serverAt('https://id.example');

function request(changes: Partial<AccountDefinition> = {}, prompt?: Prompt) {
  const definition = { ...makeAccountRecord('account-1').definition, ...changes };
  return createAuthorizationRequest(
    { clock },
    { server, definition, redirectUri, ...(prompt === undefined ? {} : { prompt }) },
  );
}
const parameter = (name: string, ...args: Parameters<typeof request>) =>
  request(...args).url.searchParams.get(name);

describe('createAuthorizationRequest', () => {
  it('O-07 makes every attempt with secrets of its own: 256 bits, unreserved characters, S256', () => {
    const attempts = Array.from({ length: 1000 }, () => request());
    const secrets = attempts.flatMap((it) => [it.state, it.nonce, it.codeVerifier]);
    const texts = secrets.map((it) => it?.reveal() ?? '');
    expect(new Set(texts).size).toBe(3000);
    for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9_-]{43}$/);
    for (const { url, codeVerifier } of attempts) {
      const challenge = createHash('sha256').update(codeVerifier.reveal()).digest('base64url');
      expect(url.searchParams.get('code_challenge')).toBe(challenge);
      expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    }
  });

  it('O-09 sends the state of the attempt', () => {
    const { url, state } = request();
    expect(url.searchParams.getAll('state')).toEqual([state.reveal()]);
  });

  it('O-10 sends a nonce with the openid scope and none without', () => {
    const withOpenId = request({ scope: 'openid email' });
    expect(withOpenId.url.searchParams.get('nonce')).toBe(withOpenId.nonce?.reveal());
    expect(request({ scope: 'openid' }).nonce).not.toBeNull();
    expect(request({ scope: 'openidentity' }).nonce).toBeNull();
    expect(request({ scope: 'read' }).url.searchParams.has('nonce')).toBe(false);
  });

  it('O-14 asks for a code and nothing else', () => {
    expect(parameter('response_type')).toBe('code');
    expect(request().url.searchParams.has('response_mode')).toBe(false);
  });

  it('O-06 sends the redirect URI exactly as it will be sent to the token endpoint', () => {
    expect(parameter('redirect_uri')).toBe(redirectUri);
    expect(request().redirectUri).toBe(redirectUri);
  });

  const prompts: [string, string, Prompt | undefined, string | undefined, string | null][] = [
    ['nothing for ordinary scopes', 'openid', undefined, undefined, null],
    ['consent for offline_access', 'openid offline_access', undefined, undefined, 'consent'],
    [
      'both for another user',
      'offline_access',
      'select_account',
      undefined,
      'select_account consent',
    ],
    ['both for another sign-in', 'offline_access', 'login', undefined, 'login consent'],
    ['the choice alone without it', 'openid', 'select_account', undefined, 'select_account'],
    ['what the person wrote', 'openid', undefined, 'login', 'login'],
    ['what the person wrote, with consent', 'offline_access', undefined, 'login', 'login consent'],
    ['each value once', 'offline_access', 'consent', 'consent', 'consent'],
    ['no "none" beside another value', 'openid', 'login', 'none', 'login'],
    ['"none" where it stands alone', 'openid', undefined, 'none', 'none'],
  ];
  it.each(prompts)('O-51 prompts for %s', (_name, scope, prompt, written, expected) => {
    const extraParameters = written === undefined ? {} : { prompt: written };
    expect(parameter('prompt', { scope, extraParameters }, prompt)).toBe(expected);
  });

  it('adds the extra parameters but lets them replace nothing of its own', () => {
    const extraParameters = {
      audience: 'orders',
      state: 'mine',
      redirect_uri: 'https://evil.example',
    };
    const { url, state } = request({ extraParameters });
    expect(url.searchParams.get('audience')).toBe('orders');
    expect(url.searchParams.getAll('state')).toEqual([state.reveal()]);
    expect(url.searchParams.getAll('redirect_uri')).toEqual([redirectUri]);
  });

  it('keeps the query of the authorization endpoint (RFC 6749 section 3.1)', () => {
    const tenant = { ...server, authorizationEndpoint: 'https://id.example/authorize?tenant=7' };
    const { definition } = makeAccountRecord('account-1');
    const { url } = createAuthorizationRequest(
      { clock },
      { server: tenant, definition, redirectUri },
    );
    expect(url.searchParams.get('tenant')).toBe('7');
  });

  it('O-28 remembers the max_age that was asked for', () => {
    expect(request({ extraParameters: { max_age: '60' } }).maxAge).toBe(60);
    expect(request({ extraParameters: { max_age: 'soon' } }).maxAge).toBeNull();
  });
});
