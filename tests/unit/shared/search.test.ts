/** Search finds accounts by what people remember of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { createSearch, type EnvironmentWords } from '../../../shared/search.ts';
import { sampleAccount, sampleDefinition } from '../../fixtures/sample-views.ts';

const english = catalogue.en.window.environment;
const chinese = catalogue['zh-CN'].window.environment;
const account = sampleAccount({
  definition: {
    ...sampleDefinition,
    label: 'Straße Orders API',
    tags: ['payments', '支付'],
    clientId: 'client-77',
    scope: 'openid orders:read',
    environment: 'production',
  },
  grantedScope: 'orders:write',
});
const finds = (query: string, words: EnvironmentWords = english): boolean =>
  createSearch(query, words)(account);

describe('search', () => {
  it.each([
    'orders',
    'ORDERS',
    'wei.chen@acme',
    'Wei Chen',
    'f81d4fae',
    'id.acme.example',
    'payments',
    '支付',
    'orders:read',
    'orders:write',
    'client-77',
    'production',
    '',
    '   ',
  ])('finds by label, person, server, tag, scope, client and environment: "%s"', (query) => {
    expect(finds(query)).toBe(true);
  });

  it('finds the environment by its word in the language on screen too', () => {
    expect([finds('生产', chinese), finds('生产', english)]).toEqual([true, false]);
  });

  it.each([
    ['27', false],
    ['8080', false],
    ['0', false],
    ['127.', true],
    ['127.0.0.1', true],
    [':8080', true],
    ['http://127.0.0.1:8080', true],
    ['realms', true],
    ['http', false],
  ])(
    'finds a numeric address by what looks like one and not by a mere number: "%s"',
    (query, found) => {
      const local = sampleAccount({ server: 'http://127.0.0.1:8080/realms/dev' });
      expect(createSearch(query, english)(local)).toBe(found);
    },
  );

  it('finds a server that has a name by its letters, and by its digits only as part of an address', () => {
    const named = sampleAccount({ server: 'https://id2.corp.example/tenant-9/' });
    const finding = (query: string): boolean => createSearch(query, english)(named);
    expect(['corp', 'id2', 'tenant-9', 'id2.corp', 'https://id2'].map(finding)).toEqual(
      Array(5).fill(true),
    );
    expect(['2', '9'].map(finding)).toEqual([false, false]);
  });

  it('asks for every word, in any order', () => {
    expect([finds('production orders wei'), finds('orders staging')]).toEqual([true, false]);
  });

  it('takes full-width letters, ligatures and sharp s for what they stand for (UAX 15)', () => {
    expect([finds('ＯＲＤＥＲＳ'), finds('STRASSE'), finds('straße')]).toEqual([true, true, true]);
  });

  it('does not find an account without environment by the word for having none', () => {
    const none = sampleAccount({
      definition: { ...sampleDefinition, label: 'x', environment: 'none' },
    });
    expect(createSearch('environment', english)(none)).toBe(false);
  });

  it('never finds more with another word', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        if (finds(`${one} ${other}`)) expect(finds(one)).toBe(true);
      }),
    );
  });
});
