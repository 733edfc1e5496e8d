import { describe, expect, it } from 'vitest';
import {
  checkIdToken,
  checkIdTokenIsNew,
  checkSameIdentity,
  claimTexts,
  subjectOf,
} from '../../../electron/oauth/id-token.ts';
import { Secret } from '../../../electron/secret.ts';

const wallNow = Date.UTC(2026, 0, 1);
const nowSeconds = wallNow / 1000;
const base = {
  iss: 'https://id.example',
  sub: 'user-1',
  aud: 'client-1',
  iat: nowSeconds,
  exp: nowSeconds + 60,
};
const check = (changes: object) => () => checkIdToken({ ...base, ...changes }, 'client-1', wallNow);
const refusal = (code: string, reason: string) =>
  expect.objectContaining({ code, details: { reason } });

describe('checkIdToken', () => {
  it('O-23 accepts our client as the only audience, as text or as a list', () => {
    expect(check({})).not.toThrow();
    expect(check({ aud: ['client-1'] })).not.toThrow();
    expect(check({ azp: 'client-1' })).not.toThrow();
  });

  it.each([
    ['another audience beside ours', { aud: ['client-1', 'other'] }],
    [
      'another audience beside ours, with azp naming us',
      { aud: ['client-1', 'other'], azp: 'client-1' },
    ],
    ['another audience', { aud: 'other' }],
    ['no audience at all', { aud: [] }],
  ])('O-23 refuses %s', (_name, changes) => {
    expect(check(changes)).toThrow(refusal('id_token_invalid', 'aud'));
  });

  it('O-23 refuses an authorized party that is not us', () => {
    expect(check({ azp: 'other' })).toThrow(refusal('id_token_invalid', 'azp'));
  });

  it('O-26 allows a server whose clock is five minutes fast and no more', () => {
    expect(check({ iat: nowSeconds + 300 })).not.toThrow();
    expect(check({ iat: nowSeconds + 301 })).toThrow(refusal('id_token_invalid', 'iat'));
    expect(check({ iat: nowSeconds + 30 * 86_400 })).toThrow(refusal('id_token_invalid', 'iat'));
  });

  it('refuses an empty or endless subject', () => {
    expect(check({ sub: '' })).toThrow(refusal('id_token_invalid', 'sub'));
    expect(check({ sub: 'x'.repeat(513) })).toThrow(refusal('id_token_invalid', 'sub'));
  });
});

describe('checkIdTokenIsNew', () => {
  it('O-26 refuses an ID token more than five minutes older than the attempt', () => {
    expect(() => checkIdTokenIsNew({ ...base, iat: nowSeconds - 300 }, wallNow)).not.toThrow();
    expect(() => checkIdTokenIsNew({ ...base, iat: nowSeconds - 301 }, wallNow)).toThrow(
      refusal('id_token_invalid', 'iat'),
    );
  });
});

describe('checkSameIdentity', () => {
  const subject = { sub: 'user-1', name: null, email: null, preferredUsername: null };
  const expected = { subject, authTime: 1000, nonce: Secret.of('nonce-1') };

  it.each([
    ['the same', {}],
    ['the same sign-in time', { auth_time: 1000 }],
    ['the same nonce', { nonce: 'nonce-1' }],
  ])('O-35 accepts %s', (_name, changes) => {
    expect(() => checkSameIdentity({ ...base, ...changes }, expected)).not.toThrow();
  });

  it.each([
    ['sub', { sub: 'user-2' }],
    ['auth_time', { auth_time: 1001 }],
    ['nonce', { nonce: 'nonce-2' }],
  ])('R-14 refuses another %s', (reason, changes) => {
    expect(() => checkSameIdentity({ ...base, ...changes }, expected)).toThrow(
      refusal('identity_changed', reason),
    );
  });

  it('O-35 refuses a nonce where the original had none, and compares none that was not kept', () => {
    const claims = { ...base, nonce: 'nonce-1' };
    expect(() => checkSameIdentity(claims, { subject, authTime: null, nonce: null })).toThrow(
      refusal('identity_changed', 'nonce'),
    );
    expect(() => checkSameIdentity(claims, { subject, authTime: null })).not.toThrow();
  });
});

describe('claimTexts', () => {
  it('keeps claims as bounded text on one line, and neither the nonce nor more than 64 of them', () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`c${index}`, index]),
    );
    const texts = claimTexts({
      ...base,
      nonce: 'n',
      groups: ['a', 'b'],
      note: `x\n${'y'.repeat(9999)}`,
      ...many,
    });
    expect(texts).toMatchObject({ sub: 'user-1', groups: '["a","b"]', iat: String(nowSeconds) });
    expect(texts.note).toHaveLength(2048);
    expect(texts).not.toHaveProperty('nonce');
    expect(Object.keys(texts)).toHaveLength(64);
  });
});

describe('subjectOf', () => {
  it('reads who signed in, with untrusted text made safe', () => {
    expect(subjectOf({ ...base, name: 'Al\u0007ice', email: 7, preferred_username: '' })).toEqual({
      sub: 'user-1',
      name: 'Al ice',
      email: null,
      preferredUsername: null,
    });
  });
});
