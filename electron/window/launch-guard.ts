// Says why a start has to be refused: certificates not checked, or a packaged app opened to a debugger (requirements E-21 and E-22).

/** Why the app does not start. */
export type LaunchRefusal = 'certificate_checks_off' | 'debugging_switch';

/** What the decision rests on. */
export interface Launch {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
}

const CERTIFICATE_SWITCHES: ReadonlySet<string> = new Set([
  'allow-insecure-localhost',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
]);

const DEBUGGING_SWITCHES: ReadonlySet<string> = new Set([
  'disable-extensions-except',
  'disable-web-security',
  'js-flags',
  'load-extension',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
]);

// Node's whole family: inspect, inspect-brk, inspect-port, inspect-publish-uid, debug-port and the like.
const NODE_INSPECTOR = /^(inspect|debug)(-|$)/;

/**
 * Null when the app may start. Switched-off certificate checks are refused everywhere, debugging
 * switches only in a packaged app, because development and tests use them.
 */
export function findLaunchRefusal(launch: Launch): LaunchRefusal | null {
  const names = launch.argv.slice(1).flatMap((argument) => readSwitchName(argument, launch));
  // Node takes exactly this one value for "do not check".
  const checksOff = launch.env.NODE_TLS_REJECT_UNAUTHORIZED === '0';
  if (checksOff || names.some((name) => CERTIFICATE_SWITCHES.has(name))) {
    return 'certificate_checks_off';
  }
  return launch.isPackaged && names.some(isDebuggingSwitch) ? 'debugging_switch' : null;
}

function isDebuggingSwitch(name: string): boolean {
  return DEBUGGING_SWITCHES.has(name) || NODE_INSPECTOR.test(name);
}

/** The switch's name in lower case: Chromium takes one dash or two, and on Windows a slash as well. */
function readSwitchName(argument: string, launch: Launch): readonly string[] {
  const prefixed = launch.platform === 'win32' ? /^(?:--?|\/)([^=]+)/ : /^--?([^=]+)/;
  const name = prefixed.exec(argument)?.[1];
  return name === undefined ? [] : [name.toLowerCase()];
}
