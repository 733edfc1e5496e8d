import { describe, expect, it } from 'vitest';
import { findLaunchRefusal, type Launch } from '../../../electron/window/launch-guard.ts';

const launch = (change: Partial<Launch> = {}): Launch => ({
  argv: ['/opt/tokenward/tokenward'],
  env: {},
  platform: 'linux',
  isPackaged: true,
  ...change,
});
const withArgument = (argument: string, change: Partial<Launch> = {}) =>
  findLaunchRefusal(launch({ argv: ['/opt/tokenward/tokenward', argument], ...change }));

describe('start with certificate checks off', () => {
  it.each([true, false])('E-21 is refused by the environment (packaged: %s)', (isPackaged) => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(findLaunchRefusal(launch({ env, isPackaged }))).toBe('certificate_checks_off');
  });

  it.each([
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=AAAA',
    '--allow-insecure-localhost',
    '-ignore-certificate-errors',
    '--IGNORE-certificate-errors',
  ])('E-21 is refused for %s in every build', (argument) => {
    expect(withArgument(argument)).toBe('certificate_checks_off');
    expect(withArgument(argument, { isPackaged: false })).toBe('certificate_checks_off');
  });

  it.each([undefined, '', '1'])('E-21 starts when the variable is %s', (value) => {
    expect(findLaunchRefusal(launch({ env: { NODE_TLS_REJECT_UNAUTHORIZED: value } }))).toBeNull();
  });
});

describe('start with a debugger', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-port',
    '--remote-debugging-pipe',
    '--remote-debugging-address=0.0.0.0',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect=0',
    '--inspect-brk',
    '--inspect-brk=9229',
    '--inspect-port=9229',
    '--inspect-wait',
    '--inspect-publish-uid=http',
    '--debug-port=9229',
    '--js-flags=--expose-gc',
    '--load-extension=/home/someone/extension',
    '--disable-web-security',
    '-remote-debugging-port=9222',
    '--Remote-Debugging-Port=9222',
  ])('E-22 is refused for %s in a packaged build only', (argument) => {
    expect(withArgument(argument)).toBe('debugging_switch');
    expect(withArgument(argument, { isPackaged: false })).toBeNull();
  });

  it('E-22 knows the slash as a prefix on Windows, and as a path elsewhere', () => {
    expect(withArgument('/inspect', { platform: 'win32' })).toBe('debugging_switch');
    expect(withArgument('/inspect')).toBeNull();
  });

  it.each([
    '--user-data-dir=/home/someone/profile',
    '--no-sandbox',
    '--inspector-notes',
    'inspect',
    'remote-debugging-port=9222',
    '--',
    '-',
    '',
  ])('E-22 starts with the argument "%s"', (argument) => {
    expect(withArgument(argument)).toBeNull();
  });

  it('E-22 does not take the name of the program for an argument', () => {
    expect(findLaunchRefusal(launch({ argv: ['--inspect'] }))).toBeNull();
  });
});
