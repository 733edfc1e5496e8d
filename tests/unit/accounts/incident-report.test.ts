/** The report about a revocation of many: says what the window says, in its language, and makes markup of nothing. */
import { describe, expect, it } from 'vitest';
import { buildIncidentReport } from '../../../electron/accounts/incident-report.ts';
import { incidentReportHtml } from '../../../electron/accounts/incident-report-html.ts';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import { sayEvidence } from '../../../shared/say-evidence.ts';
import { sayRemainder, sayVerdict, startLine } from '../../../shared/say-verdict.ts';
import { missingAnswers, revocationAnswers, verdicts } from '../../../shared/verdict.ts';
import {
  incidentAccount,
  incidentAccounts,
  incidentStart,
  sampleIncident,
} from '../../fixtures/sample-incident.ts';

const now = incidentStart + 60_000;
const languages = ['en', 'zh-CN'] as const;
const build = (accounts = incidentAccounts) => buildIncidentReport(sampleIncident(accounts), now);
const page = (language: (typeof languages)[number] = 'en', accounts = incidentAccounts) =>
  incidentReportHtml(build(accounts), language);
const utc = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
/** What a reader sees. */
const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ');

describe('the page', () => {
  it.each(languages)('P-13 says of each token what the window says of it: %s', (language) => {
    const text = textOf(page(language));
    const saying = { language, now, moment: utc };
    for (const { done } of incidentAccounts) {
      for (const outcome of done?.outcomes ?? []) {
        expect(text).toContain(startLine(sayVerdict(saying, outcome)));
        expect(text).toContain(sayEvidence(language, outcome).join(' '));
        expect(text).toContain(sayRemainder(saying, outcome) ?? '');
      }
    }
  });

  it.each(languages)('P-13 shows no name of a code in place of words: %s', (language) => {
    const codes = [...verdicts, ...revocationAnswers, ...missingAnswers, 'not_tried', 'page'];
    const machine = codes.filter((it) => it.includes('_'));
    const text = textOf(page(language));
    for (const code of [...machine, 'revocation_unsupported', 'access_token']) {
      // The one code that is shown is the server's own, in brackets.
      expect([code, text.replaceAll('unsupported_token_type', '').includes(code)]).toEqual([
        code,
        false,
      ]);
    }
  });

  it('is in the language of the window throughout', () => {
    const chinese = page('zh-CN');
    expect(chinese).toContain('<html lang="zh-CN">');
    const names = incidentAccounts
      .flatMap((it) => [it.page ?? '', it.label, it.server, it.who ?? ''])
      .toSorted((one, other) => other.length - one.length);
    const rest = names.reduce((text, name) => text.replaceAll(name, ''), textOf(chinese));
    const words = new Set(rest.match(/[A-Za-z][A-Za-z_-]+/g));
    // What a Chinese text writes like this too: names, protocol words, codes of the server, the zone.
    for (const known of [
      'Tokenward',
      'SHA-',
      'UTC',
      'HTTP',
      'RFC',
      'run-',
      'unsupported_token_type',
      'invalid_client',
    ])
      words.delete(known);
    expect([...words].filter((it) => !/^[a-f]+$/.test(it))).toEqual([]);
  });

  it('P-13 lists first, and under what is still to do, what needs a person, with the place for it', () => {
    const [, todo = '', accounts = ''] =
      /<h2>Still to do<\/h2>([\s\S]*?)<h2>Account by account<\/h2>([\s\S]*)/.exec(page()) ?? [];
    const listed = [...todo.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, label]) => label);
    expect(listed).toEqual([
      'Shared inbox',
      'Warehouse',
      'Partner portal',
      'Figma plug-in',
      'Never begun',
    ]);
    expect(todo).toContain('<a href="https://github.com/settings/applications"');
    expect(todo).toContain('Tokenward goes on asking by itself: https://id.acme.example');
    const order = [...accounts.matchAll(/<h3>(.*?)<\/h3>/g)].map(([, label]) => label);
    expect(order[0]).toBe('Never begun');
    expect(order.slice(1, 4)).toEqual(['Shared inbox', 'Warehouse', 'Figma plug-in']);
    expect(textOf(page('en', incidentAccounts.slice(0, 1)))).toContain(
      'Nothing is left to be done by hand.',
    );
  });

  it('makes no markup of anything that a server or a person wrote, and no link of anything but a page', () => {
    const evil = `"><img src=x onerror='alert(1)'>&`;
    const account = incidentAccount(
      evil,
      [{ outcome: 'refused', verdict: 'not_revoked', oauthError: evil }],
      {
        server: evil,
        who: evil,
        page: 'javascript:alert(1)',
      },
    );
    const html = page('en', [account]);
    expect(html).not.toContain('<img');
    expect(html).not.toContain("'alert");
    expect(html).not.toContain('<a ');
    expect(html).not.toMatch(/<script|\son\w+=[^&]*"/);
    expect(
      html.match(/&quot;&gt;&lt;img src=x onerror=&#39;alert\(1\)&#39;&gt;&amp;/g)?.length,
    ).toBeGreaterThan(3);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('names no end as still to come that has passed when it is written', () => {
    const until = now - 1;
    const alive = {
      token: 'access_token',
      outcome: 'unsupported',
      verdict: 'alive_until',
      until,
    } as const;
    const text = textOf(page('en', [incidentAccount('Late', [alive])]));
    expect(text).toContain(`Past its announced end, ${utc(until)}`);
    expect(text).not.toContain(`Alive until ${utc(until)}`);
    expect(build([incidentAccount('Late', [alive])]).accounts[0]?.aliveUntil).toBeNull();
  });

  it('explains each verdict that occurs, and no other', () => {
    const { meaning } = catalogue.en.report;
    const text = textOf(page());
    for (const words of Object.values(meaning)) expect(text).toContain(words);
    expect(textOf(page('en', incidentAccounts.slice(0, 1)))).not.toContain(meaning.not_revoked);
  });
});

describe('the data', () => {
  it('P-13 names what is left to do by an action and a place, and holds no prose', () => {
    const report = build();
    const todo = Object.fromEntries(report.accounts.map((it) => [it.label, it.stillToDo]));
    const server = 'https://id.acme.example/realms/prod';
    expect(todo).toMatchObject({
      'Orders API': null,
      'Nightly batch': null,
      'Analytics export': null,
      'Empty one': null,
      Warehouse: { action: 'asked_again', page: null, server },
      'Shared inbox': {
        action: 'end_by_hand',
        page: 'https://github.com/settings/applications',
        server: 'https://github.com',
      },
    });
    const texts = JSON.stringify({
      ...report,
      accounts: report.accounts.map(({ label: _, ...it }) => it),
    });
    expect(texts).not.toMatch(/"[^"]*[a-z] [a-z][^"]*"/i);
  });

  it('P-13 has of each token what the answer was, and of a missing one why', () => {
    const tokens = build().accounts.flatMap((it) => it.tokens);
    expect(tokens).toContainEqual(
      expect.objectContaining({ outcome: 'revoked', answerBody: 'page' }),
    );
    expect(tokens).toContainEqual(
      expect.objectContaining({
        outcome: 'unanswered',
        missing: 'redirected',
        at: '2026-03-03T12:55:03.000Z',
      }),
    );
  });
});
