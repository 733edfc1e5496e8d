import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_URL, isAppUrl, resolveBundlePath } from '../../../electron/window/bundle-path.ts';

const ROOT = path.resolve('/opt/tokenward/renderer');

describe('address of the app', () => {
  it.each([
    [APP_URL, true],
    ['app://tokenward/', true],
    ['app://tokenward/index.html#list', true],
    ['app://tokenward.evil.example/', false],
    ['app://evil.example/tokenward', false],
    ['app://x.tokenward/', false],
    ['app://tokenward:80/', false],
    ['app://someone@tokenward/', false],
    ['app://someone:secret@tokenward/', false],
    ['app:tokenward', false],
    ['apps://tokenward/', false],
    ['http://tokenward/', false],
    ['https://tokenward/', false],
    ['file:///index.html', false],
    ['javascript:alert(1)', false],
    ['data:text/html,<p>', false],
    ['blob:app://tokenward/0e0a', false],
    ['view-source:app://tokenward/', false],
    ['about:blank', false],
    ['not an address', false],
    ['', false],
  ])('E-13 takes %s for its own: %s', (address, expected) => {
    expect(isAppUrl(address)).toBe(expected);
  });
});

describe('file for an address', () => {
  it.each([
    ['app://tokenward/', 'index.html', 'text/html; charset=utf-8'],
    ['app://tokenward/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://tokenward/index.html?x=../..#y', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://tokenward/assets/index-B_x-1.js',
      'assets/index-B_x-1.js',
      'text/javascript; charset=utf-8',
    ],
    ['app://tokenward/assets/a.b.css', 'assets/a.b.css', 'text/css; charset=utf-8'],
    ['app://tokenward/assets/inter.woff2', 'assets/inter.woff2', 'font/woff2'],
    ['app://tokenward/assets/mark.svg', 'assets/mark.svg', 'image/svg+xml'],
    ['app://tokenward/assets/mark.png', 'assets/mark.png', 'image/png'],
  ])('E-18 serves %s as %s with the type %s', (address, file, mimeType) => {
    expect(resolveBundlePath(ROOT, address)).toEqual({ path: path.join(ROOT, file), mimeType });
  });

  it.each([
    'app://tokenward',
    'app://tokenward//',
    'app://tokenward//etc/passwd.html',
    'app://tokenward/assets/',
    'app://tokenward/assets//a.js',
    'app://tokenward/%2e%2e%2fsecret.html',
    'app://tokenward/..%2fsecret.html',
    'app://tokenward/..%5csecret.html',
    'app://tokenward/..\\secret.html',
    'app://tokenward/%252e%252e/secret.html',
    'app://tokenward/index.html%00',
    'app://tokenward/secret.txt%00.html',
    'app://tokenward/C:/secret.html',
    'app://tokenward/index.html::$DATA',
    'app://tokenward/.hidden.html',
    'app://tokenward/main.cjs',
    'app://tokenward/index.js.map',
    'app://tokenward/INDEX.HTML',
    'app://tokenward/in dex.html',
    'app://tokenward/索引.html',
    'app://elsewhere/index.html',
    'file:///opt/tokenward/renderer/index.html',
  ])('E-18 has no file for %s', (address) => {
    expect(resolveBundlePath(ROOT, address)).toBeNull();
  });

  it('E-18 never leaves the bundle, whatever the path is made of', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...['..', '.', '...', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '%00', '%2f', '%5c', '\\'],
        ...['/', '//', '~', 'C:', '\\\\host\\share', 'etc', 'passwd', 'index.html', 'a.js', '.js'],
      ),
      fc.string({ maxLength: 8 }),
    );
    const address = fc
      .array(piece, { maxLength: 12 })
      .map((pieces) => `app://tokenward/${pieces.join('/')}`);
    return fc.assert(
      fc.property(address, (value) => {
        const file = resolveBundlePath(ROOT, value);
        return file === null || isInside(file.path);
      }),
      { numRuns: 5000 },
    );
  });

  it('E-18 never throws and never answers for another scheme or host', () => {
    return fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (value) => {
        expect(resolveBundlePath(ROOT, value)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});

function isInside(file: string): boolean {
  const relative = path.relative(ROOT, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}
