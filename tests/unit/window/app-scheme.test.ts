import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CustomScheme } from 'electron';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerAppRequest,
  registerAppScheme,
  serveAppScheme,
} from '../../../electron/window/app-scheme.ts';
import { CONTENT_SECURITY_POLICY } from '../../../electron/window/content-security-policy.ts';

let folder = '';
let root = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'app-scheme-'));
  root = path.join(folder, 'renderer');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await mkdir(path.join(folder, 'renderer-old'));
  await writeFile(path.join(root, 'index.html'), '<!doctype html>');
  await writeFile(path.join(root, 'assets', 'index.js'), 'export {};');
  await writeFile(path.join(folder, 'secret.html'), 'secret');
  await writeFile(path.join(folder, 'renderer-old', 'secret.html'), 'secret');
  await symlink(path.join(folder, 'secret.html'), path.join(root, 'link.html'));
  await symlink(folder, path.join(root, 'up'));
  await symlink(path.join(folder, 'renderer-old'), path.join(root, 'old'));
  await mkdir(path.join(root, 'folder.html'));
});

afterAll(() => rm(folder, { recursive: true }));

const get = (url: string) => answerAppRequest(root, { method: 'GET', url });

describe('app scheme', () => {
  it('E-18 is standard and secure, and neither bypasses the policy nor allows service workers', () => {
    const registered: CustomScheme[] = [];
    registerAppScheme({ registerSchemesAsPrivileged: (schemes) => registered.push(...schemes) });
    expect(registered).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('E-18 answers the requests of the scheme from the bundle', async () => {
    const handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
    serveAppScheme({ handle: (scheme, handler) => void handlers.set(scheme, handler) }, root);
    expect([...handlers.keys()]).toEqual(['app']);
    const response = await handlers.get('app')?.(new Request('app://tokenward/'));
    expect(await response?.text()).toBe('<!doctype html>');
  });

  it('E-18 serves a file of the bundle with its fixed type', async () => {
    const response = await get('app://tokenward/assets/index.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('export {};');
  });

  it.each([
    ['a missing file', 'app://tokenward/missing.html'],
    ['a folder', 'app://tokenward/folder.html'],
    ['a link to a file outside', 'app://tokenward/link.html'],
    ['a file below a link to a folder outside', 'app://tokenward/up/secret.html'],
    ['a neighbour whose name begins like the bundle', 'app://tokenward/old/secret.html'],
    ['a way up', 'app://tokenward/..%2fsecret.html'],
    ['another host', 'app://elsewhere/index.html'],
  ])('E-18 answers 404 with no body for %s', async (_name, url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('E-18 refuses the method %s', async (method) => {
    const response = await answerAppRequest(root, { method, url: 'app://tokenward/' });
    expect(response.status).toBe(405);
  });

  it.each(['app://tokenward/', 'app://tokenward/missing.html'])(
    'E-07 sends the policy and the security headers with %s',
    async (url) => {
      const { headers } = await get(url);
      expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );
});
