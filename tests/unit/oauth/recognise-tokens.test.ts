/** Tokens in whatever text a responder has at hand: logs, .env files, curl commands, captures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUnverifiedClaims } from '../../../electron/oauth/jwt-claims.ts';
import { recogniseTokens } from '../../../electron/oauth/recognise-tokens.ts';
import { Secret } from '../../../electron/secret.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
const seen = (text: string) =>
  [...recogniseTokens(text)].map(({ name, kind, token }) => [name, kind, token.reveal()]);

const ghToken = `gho_${'a1B2'.repeat(9)}`;
const cases: readonly (readonly [string, string, string | null, string])[] = [
  ['a log line', `12:01 auth ok token=${ghToken} user=7`, 'GitHub OAuth token', ghToken],
  [
    'a .env file',
    `GITHUB_TOKEN="ghp_${'x'.repeat(36)}"`,
    'GitHub personal access token',
    `ghp_${'x'.repeat(36)}`,
  ],
  [
    'curl',
    `curl -H 'Authorization: Bearer xoxb-1234567890-abcdef'`,
    'Slack bot token',
    'xoxb-1234567890-abcdef',
  ],
  [
    'GitLab',
    'https://oauth2:glpat-abcdefghij1234567890@gitlab.com',
    'GitLab personal access token',
    'glpat-abcdefghij1234567890',
  ],
  ['npm', `//registry/:_authToken=npm_${'z9'.repeat(18)}`, 'npm token', `npm_${'z9'.repeat(18)}`],
  ['Google', `ya29.${'A'.repeat(40)}`, 'Google access token', `ya29.${'A'.repeat(40)}`],
  ['a JWT', `id=${jwt({ iss: 'https://id.example' })};`, 'JWT', jwt({ iss: 'https://id.example' })],
  [
    'an opaque bearer',
    'Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA==',
    null,
    '2YotnFZFEjr1zCsicMWpAA==',
  ],
  ['JSON', '{"access_token":"2YotnFZFEjr1zCsicMWpAA"}', null, '2YotnFZFEjr1zCsicMWpAA'],
  [
    'JSON within a HAR',
    '"text":"{\\"refresh_token\\":\\"tGzv3JOkF0XG5Qx2TlKWIA\\"}"',
    null,
    'tGzv3JOkF0XG5Qx2TlKWIA',
  ],
  [
    'a form',
    'grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&x=1',
    null,
    'tGzv3JOkF0XG5Qx2TlKWIA',
  ],
];

describe('recognising tokens', () => {
  it.each(cases)('finds one in %s', (_name, text, name, token) => {
    expect(seen(text).map(([found, , value]) => [found, value])).toEqual([[name, token]]);
  });

  it('tells a refresh token by the name beside it', () => {
    expect(seen('refresh_token: tGzv3JOkF0XG5Qx2TlKWIA')).toEqual([
      [null, 'refresh_token', 'tGzv3JOkF0XG5Qx2TlKWIA'],
    ]);
  });

  it('takes each token once, in the order of the text', () => {
    const text = `${ghToken} xoxp-1234567890-x1 ${ghToken}`;
    expect(seen(text).map(([name]) => name)).toEqual(['GitHub OAuth token', 'Slack user token']);
  });

  it('finds nothing where there is nothing', () => {
    for (const text of [
      '',
      'gho_',
      'access_token=$TOKEN',
      'xgho_aaaa',
      'eyJ.eyJ.x',
      'the token expired',
    ]) {
      expect(seen(text)).toEqual([]);
    }
  });

  it('never throws, and takes time in proportion, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4000 }), (text) => {
        for (const { token } of recogniseTokens(text)) expect(text).toContain(token.reveal());
      }),
    );
    for (const text of ['eyJ'.repeat(50_000), 'Bearer '.repeat(50_000), 'a'.repeat(400_000)]) {
      expect([...recogniseTokens(text)].length).toBeLessThan(10);
    }
  });
});

describe('what a JWT says about itself', () => {
  it('is read without being believed', () => {
    const token = Secret.of(
      jwt({ iss: 'https://id.example', azp: 'client-1', exp: 1_900_000_000 }),
    );
    expect(readUnverifiedClaims(token)).toEqual({
      issuer: 'https://id.example',
      client: 'client-1',
      expiresAt: 1_900_000_000_000,
    });
  });

  it.each([{}, { iss: 7, exp: 'x' }, { exp: 1e300 }, { iss: '\u0000\u202e' }])(
    'takes %j as nothing',
    (claims) => {
      expect(readUnverifiedClaims(Secret.of(jwt(claims)))).toEqual({
        issuer: null,
        client: null,
        expiresAt: null,
      });
    },
  );
});
