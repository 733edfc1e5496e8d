/** The search of the leak sweep finds what it is made for; a sweep that finds nothing proves nothing without this. */
import { expect, it } from 'vitest';
import { createLeakSearch } from '../fixtures/leak-search.ts';

const value = 'Zk3_q7Zr2mUe0pXv5sLk-9tYb3wNcA8dHfGjQwErTyU';
const { search, encodings } = createLeakSearch([{ kind: 'access_token', value }]);
const encodingsFound = (text: string | Buffer): readonly string[] =>
  search('here', Buffer.from(text as string)).map((it) => it.encoding);

it.each([
  ['raw', `token ${value}!`],
  ['json', [...value].map((it) => `\\u00${it.charCodeAt(0).toString(16)}`).join('')],
  ['hex', Buffer.from(value).toString('hex')],
  ['hex', Buffer.from(value).toString('hex').toUpperCase()],
  ['utf16', Buffer.from(`x${value}`, 'utf16le')],
])('finds a secret as %s', (encoding, text) => {
  expect(encodingsFound(text)).toContain(encoding);
});

it.each(['', 'a', 'ab', 'abc', '{"access_token":"'])(
  'finds a secret in base64 and base64url of something that begins with "%s"',
  (before) => {
    const whole = Buffer.from(`${before}${value}"}`);
    for (const encoding of ['base64', 'base64url'] as const) {
      expect(encodingsFound(`x ${whole.toString(encoding)}`)).not.toEqual([]);
    }
  },
);

it('finds a secret with signs that addresses escape', () => {
  const other = createLeakSearch([{ kind: 'client_secret', value: 'a/b+c=d&e?f:g h' }]);
  const hits = other.search('here', Buffer.from(`?x=${encodeURIComponent('a/b+c=d&e?f:g h')}`));
  expect(hits.map((it) => it.encoding)).toEqual(['url']);
});

it('finds the first or the last part alone, as masking leaves it', () => {
  expect(encodingsFound(`${value.slice(0, 18)}...`)).toEqual(['raw']);
  expect(encodingsFound(`...${value.slice(-18)}`)).toEqual(['raw']);
});

it('finds the signature of an ID token alone, and nothing in its header', () => {
  const parts = ['eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ', 'p'.repeat(40), 's'.repeat(40)];
  const jws = createLeakSearch([{ kind: 'id_token', value: parts.join('.') }]);
  expect(jws.search('here', Buffer.from(parts[2] ?? ''))).toHaveLength(1);
  expect(jws.search('here', Buffer.from(parts[0] ?? ''))).toEqual([]);
});

it('finds nothing where there is nothing, and not a fingerprint', () => {
  expect(encodingsFound(`${value.slice(0, 12)} ${value.slice(1, 15)}`)).toEqual([]);
  expect(encodings).toHaveLength(7);
});

it('refuses a secret that could be met by chance', () => {
  expect(() => createLeakSearch([{ kind: 'code', value: 'short' }])).toThrow('too short');
});
