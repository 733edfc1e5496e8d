import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileLogger } from '../../../electron/platform/file-logger.ts';
import type { Logger } from '../../../electron/ports.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { createFakeLogger } from '../../fixtures/fake-logger.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const open = (folder: string) => createFileLogger({ folder, clock: createFakeClock() });
const logIn = (folder: string): string => path.join(folder, 'tokenward.log');
const linesIn = (folder: string) =>
  readFileSync(logIn(folder), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

async function written(log: (logger: Logger) => void): Promise<string> {
  const folder = makeFolder();
  const logger = open(folder);
  log(logger);
  await logger.flush();
  return readFileSync(logIn(folder), 'utf8');
}

describe('the log file', () => {
  it('holds one line of JSON an event, in order, with its level, time and listed fields', async () => {
    const folder = path.join(makeFolder(), 'logs');
    const logger = open(folder);
    logger.info('request', { name: 'account.copy', durationMs: 3, code: null });
    logger.error('oauth.unanswered', { host: 'issuer.example', code: 'tls_failed' });
    await logger.flush();
    expect(linesIn(folder)).toEqual([
      {
        at: '2026-01-01T00:00:00.000Z',
        level: 'info',
        event: 'request',
        name: 'account.copy',
        durationMs: 3,
        code: null,
      },
      {
        at: '2026-01-01T00:00:00.000Z',
        level: 'error',
        event: 'oauth.unanswered',
        host: 'issuer.example',
        code: 'tls_failed',
      },
    ]);
  });

  it('D-09 names a field that is not listed and leaves its value out', async () => {
    const text = await written((logger) => logger.info('event', { label: 'Payroll of Alice' }));
    expect(text).toContain('"label":"[not listed]"');
    expect(text).not.toContain('Alice');
  });

  it.each([
    'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    'Authorization: Bearer short-one',
    'DPoP abc.def',
    'https://a.example/callback?code=abc&state=xyz',
    'refresh_token=r1-short',
    '"client_secret": "hunter2"',
    'password: hunter2',
    'deadbeefdeadbeefdeadbeefdeadbeefdead',
    'Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6_-',
  ])('D-09 takes the secret out of %s wherever it stands', async (secret) => {
    const text = await written((logger) => {
      logger.error(secret, { reason: secret, kind: `${'x '.repeat(20)}${secret}`, [secret]: 1 });
    });
    for (const hidden of [
      'eyJ',
      'short-one',
      'abc',
      'xyz',
      'r1-short',
      'hunter2',
      'deadbeef',
      'Zm9v',
    ]) {
      expect(text).not.toContain(hidden);
    }
  });

  it('D-09 leaves the words alone that a log is for', async () => {
    const fields = {
      code: 'keychain_timed_out',
      host: 'login.issuer.example',
      accountId: 'aB3_x-9Z',
    };
    const text = await written((logger) => logger.info('token_store.unsaved', fields));
    expect(JSON.parse(text)).toMatchObject({ event: 'token_store.unsaved', ...fields });
  });

  it('keeps three files of a mebibyte at most', async () => {
    const folder = makeFolder();
    const logger = open(folder);
    for (let round = 0; round < 9; round += 1) {
      for (let index = 0; index < 1_000; index += 1) {
        logger.info('event', { reason: 'a b '.repeat(120) });
      }
      await logger.flush();
    }
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['tokenward.log', 'tokenward.log.1', 'tokenward.log.2']);
    for (const name of names) {
      expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1024 * 1024);
    }
  });

  it.runIf(process.platform !== 'win32')('D-04 is readable by this user alone', async () => {
    const folder = path.join(makeFolder(), 'logs');
    const logger = open(folder);
    logger.info('event');
    await logger.flush();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(logIn(folder)).mode & 0o777).toBe(0o600);
  });

  it('D-02 loses lines on a disk that refuses, and nothing else', async () => {
    const folder = path.join(makeFolder(), 'logs');
    writeFileSync(folder, 'a file where the folder should be');
    const logger = open(folder);
    logger.info('event');
    await logger.flush();
    expect(existsSync(logIn(folder))).toBe(false);
  });
});

describe.each([
  ['the log file', () => open(makeFolder())],
  ['the logger in memory', () => createFakeLogger()],
] as const)('%s keeps the logger contract', (_name, make) => {
  it('takes an event with and without fields, and never throws', () => {
    const logger: Logger = make();
    expect(() => {
      logger.info('event');
      logger.error('event', { code: 'internal' });
    }).not.toThrow();
  });
});
