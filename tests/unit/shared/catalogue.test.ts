// Both languages say the same things: equal keys, equal placeholders, nothing left untranslated.
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { errorCodes } from '../../../shared/errors.ts';

type Words = ReadonlyMap<string, string>;

function wordsOf(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([key, value]) =>
    wordsOf(value, path === '' ? key : `${path}.${key}`),
  );
}
const en: Words = new Map(wordsOf(catalogue.en));
const zh: Words = new Map(wordsOf(catalogue['zh-CN']));
const placeholders = (text: string): readonly string[] =>
  [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** Proper names, protocol words and bare placeholders are the same in both. */
const sameInBoth = (text: string): boolean =>
  /^(Keycloak|GitLab|Atlassian|Box|English|简体中文|Tokenward|HTTP \{\{status\}\})$/.test(text) ||
  text.replaceAll(/\{\{\w+\}\}/g, '').search(/\p{Letter}/u) === -1;

describe('the words of both languages', () => {
  it('have the same keys, but for the singular that Chinese does not have (CLDR)', () => {
    const english = [...en.keys()].filter((key) => !key.endsWith('_one'));
    expect([...zh.keys()].sort()).toEqual(english.sort());
  });

  it('have a plural for every singular', () => {
    const singular = [...en.keys()].filter((key) => key.endsWith('_one'));
    expect(singular.filter((key) => !en.has(key.replace(/_one$/, '_other')))).toEqual([]);
  });

  it('name the same facts in every sentence', () => {
    const different = [...zh].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(en.get(key) ?? '')),
    );
    expect(different).toEqual([]);
  });

  it('leave nothing in English on the Chinese side, and no Chinese on the English side', () => {
    const untranslated = [...zh].filter(([, text]) => !hasChinese(text) && !sameInBoth(text));
    const stray = [...en].filter(([, text]) => hasChinese(text) && !sameInBoth(text));
    expect({ untranslated, stray }).toEqual({ untranslated: [], stray: [] });
  });

  it('R-15 say of a grant that ended that a server may have dropped the oldest of many', () => {
    expect(catalogue.en.errors.grant_refused.hint).toMatch(/oldest/);
    expect(catalogue['zh-CN'].errors.grant_refused.hint).toMatch(/最旧/);
  });

  it.each([
    'network_unreachable',
    'timed_out',
    'response_unreadable',
    'server_unavailable',
    'internal',
  ] as const)(
    'P-13 promise with %s nothing about a token that may have been in an answer that did not come',
    (code) => {
      expect(catalogue.en.errors[code].hint).not.toMatch(/no token was lost/i);
      expect(catalogue['zh-CN'].errors[code].hint).not.toMatch(/令牌没有丢失/);
    },
  );

  it('say title, hint and next step of every error code, none twice as a title', () => {
    for (const language of [catalogue.en, catalogue['zh-CN']]) {
      const titles = errorCodes.map((code) => language.errors[code].title);
      expect(new Set(titles).size).toBe(errorCodes.length);
      for (const code of errorCodes) {
        const { title, hint, action } = language.errors[code];
        expect([title, hint, action].every((text) => text.trim() !== '')).toBe(true);
      }
    }
  });
});
