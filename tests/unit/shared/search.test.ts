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
