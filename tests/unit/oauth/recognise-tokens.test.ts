/** Tokens in whatever text a responder has at hand: logs, .env files, curl commands, captures. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUnverifiedClaims } from '../../../electron/oauth/jwt-claims.ts';
import { recognisePieces, recogniseTokens } from '../../../electron/oauth/recognise-tokens.ts';
import { Secret } from '../../../electron/secret.ts';
import { mostFoundText } from '../../../shared/found-token.ts';

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

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4000 }), (text) => {
        for (const { token } of recogniseTokens(text)) expect(text).toContain(token.reveal());
      }),
    );
  });

  it('P-17 sees each token once and whole, wherever the pieces of a long text meet', () => {
    const long = `${jwt({ iss: 'https://id.example', pad: 'y'.repeat(9000) })}`;
    const tokens = [`gho_${'a1B2'.repeat(20)}`, long, `access_token=${'q'.repeat(3000)}`];
    for (const token of tokens) {
      const value = token.replace('access_token=', '');
      for (let before = 32_500; before < 32_780; before += 7) {
        const text = `${' '.repeat(before)}${token} ${' '.repeat(70_000)}`;
        expect(seen(text).map(([, , it]) => it)).toEqual([value]);
      }
      for (const gap of [65_536, 65_537]) {
        const text = ' '.repeat(gap - token.length) + token.repeat(1);
        expect(seen(text).map(([, , it]) => it)).toEqual([value]);
      }
    }
  });

  it('takes a token of a known shape out of the text that its name gives away, however long it is', () => {
    const long = jwt({ iss: 'https://id.example', pad: 'y'.repeat(9000) });
    for (const token of [long, ghToken]) {
      expect(seen(`access_token=${token}`).map(([, , it]) => it)).toEqual([token]);
      expect(seen(`refresh_token: "v1/${token}"`).map(([, , it]) => it)).toEqual([token]);
    }
    const twice = `access_token=${'a'.repeat(20)}refresh_token=${'b'.repeat(20)}`;
    expect(seen(twice).at(-1)).toEqual([null, 'refresh_token', 'b'.repeat(20)]);
  });

  // Reading on from every beginning takes minutes for some of these, and so runs into the test's time limit.
  it.each([
    ['one line of one letter', 'a', 0],
    ['NULs', '\0', 0],
    ['beginnings of JWTs', '-eyJ', 0],
    ['beginnings of JWTs without a header', '.eyJ', 0],
    ['headers that never end', `${'eyJ-'.repeat(1990)}.${'eyJ-'.repeat(3990)} `, 0],
    ['JWTs in JWTs', 'eyJaaaaaaaa.', 1],
    ['names', 'access_token', 0],
    ['names before nothing', `access_token=${' '.repeat(30)}`, 0],
    ['escapes', `access_token${'\\'.repeat(30)}`, 0],
    ['deeply nested JSON', '{"access_token":{"refresh_token":[', 0],
    ['values full of beginnings', `access_token=${'-eyJ'.repeat(990)} `, 2],
    ['prefixes', '-xoxb-', 2],
    ['one token, over and over', `${ghToken} `, 1],
  ])('P-17 goes through eight megabytes of %s', (_name, part, count) => {
    const text = part.repeat(Math.ceil(mostFoundText / part.length)).slice(0, mostFoundText);
    expect(new Set(seen(text).map(([, , it]) => it)).size).toBe(count);
  });

  it('P-17 comes in pieces, between which others have their turn', () => {
    const pieces = [...recognisePieces(' '.repeat(mostFoundText))];
    expect(pieces).toHaveLength(256);
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
