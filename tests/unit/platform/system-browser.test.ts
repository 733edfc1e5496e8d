import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSystemBrowser } from '../../../electron/platform/system-browser.ts';
import type { BrowserOpener } from '../../../electron/ports.ts';
import { createFakeBrowserOpener } from '../../fixtures/fake-browser-opener.ts';

function makeShell(refusing = false) {
  const opened: string[] = [];
  const shell = {
    async openExternal(url: string) {
      if (refusing) throw new Error('no application');
      opened.push(url);
    },
  };
  return { shell, opened };
}

const implementations: readonly [string, (refusing: boolean) => BrowserOpener][] = [
  ['the system browser', (refusing) => createSystemBrowser(makeShell(refusing))],
  [
    'the fake browser opener',
    (refusing) => {
      const fake = createFakeBrowserOpener();
      fake.refuse(refusing);
      return fake;
    },
  ],
];

describe.each(implementations)('%s keeps the browser contract', (_name, make) => {
  it('resolves true when the system took the address', async () => {
    expect(await make(false).open(new URL('https://issuer.example/authorize?a=b'))).toBe(true);
  });

  it('resolves false, and does not throw, when the system refused', async () => {
    expect(await make(true).open(new URL('https://issuer.example/authorize'))).toBe(false);
  });
});

const hostile = [
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id PCWDiagnostic',
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'ftp://host/',
  'app://tokenward/index.html',
  'blob:https://issuer.example/1',
  'view-source:https://issuer.example/',
  'http://issuer.example/authorize',
  'http://127.0.0.1.issuer.example/',
  'http://localhost.issuer.example/',
  'https://user@issuer.example/',
  'https://user:password@issuer.example/',
  'https://:password@issuer.example/',
  'file://server/share',
  'mailto:a@example.org',
  'tel:110',
  `https://issuer.example/?${'a'.repeat(8 * 1024)}`,
];

describe('E-15 the system browser gets web addresses only', () => {
  it.each(hostile)('does not open %s', async (text) => {
    const { shell, opened } = makeShell();
    expect(await createSystemBrowser({ shell }).open(new URL(text))).toBe(false);
    expect(opened).toEqual([]);
  });

  it.each([
    'https://issuer.example/authorize?state=1&scope=a%20b',
    'http://127.0.0.1:8080/',
    'http://localhost/',
    'http://[::1]:9000/authorize',
  ])('opens %s as it is', async (text) => {
    const { shell, opened } = makeShell();
    expect(await createSystemBrowser({ shell }).open(new URL(text))).toBe(true);
    expect(opened).toEqual([new URL(text).href]);
  });

  it('opens nothing that is not a parsed URL', async () => {
    const { shell, opened } = makeShell();
    const text = 'https://issuer.example/' as unknown as URL;
    expect(await createSystemBrowser({ shell }).open(text)).toBe(false);
    expect(opened).toEqual([]);
  });

  it('never hands the shell another scheme, a user part, a control character or a space', async () => {
    const scheme = fc.oneof(
      fc.constantFrom('https', 'http', 'file', 'smb', 'javascript'),
      fc.webUrl(),
    );
    const text = fc
      .tuple(scheme, fc.string({ unit: 'binary', maxLength: 60 }))
      .map(([start, rest]) => (start.includes(':') ? `${start}${rest}` : `${start}:${rest}`));
    await fc.assert(
      fc.asyncProperty(text, async (candidate) => {
        if (!URL.canParse(candidate)) return;
        const { shell, opened } = makeShell();
        await createSystemBrowser({ shell }).open(new URL(candidate));
        for (const url of opened) {
          expect(url).toMatch(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])[!-~]*$/);
          expect(new URL(url).username + new URL(url).password).toBe('');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
