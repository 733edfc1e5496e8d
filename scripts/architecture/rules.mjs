// The rules of the architecture, one entry each: what breaks it and the sentence that says why it is there.
import { packageOf, targetOf, zoneMayImport, zoneMayUse, zoneOf } from './zones.mjs';

const clockFiles = ['electron/platform/system-clock.ts', 'renderer/clock.ts'];
const revealingFiles = [
  'electron/accounts/audit-head.ts',
  'electron/accounts/unwritten-note.ts',
  'electron/accounts/clipboard-lease.ts',
  'electron/accounts/copy-token.ts',
  'electron/accounts/journal-seal.ts',
  'electron/accounts/keychain-index.ts',
  'electron/accounts/stored-grant.ts',
  'electron/oauth/client-configuration.ts',
  'electron/oauth/introspection.ts',
  'electron/oauth/recipes/ask-provider.ts',
  'electron/oauth/recipes/bearer-probe.ts',
  'electron/oauth/logout-url.ts',
  'electron/oauth/jwt-claims.ts',
  'electron/oauth/recipes/found-token-recipes.ts',
  'electron/oauth/recipes/github-recipe.ts',
  'electron/oauth/recipes/notion-recipe.ts',
  'electron/oauth/recipes/refresh-token-recipes.ts',
  'electron/oauth/revocation.ts',
  'electron/oauth/self-contained.ts',
  'electron/oauth/token-endpoint.ts',
  'electron/platform/electron-clipboard.ts',
  'electron/platform/secret-envelope.ts',
];
const loadsAtFirstUse = 'electron/platform/keychain-host.ts';
const refusesSwitches = 'electron/window/launch-guard.ts';

/** Packages and electron's own doors that exactly one place may open. */
const singleImporters = new Map([
  ['openid-client', (file) => file.startsWith('electron/oauth/')],
  ['keytar', (file) => file === 'electron/platform/keychain-host.ts'],
  ['electron-store', (file) => file === 'electron/platform/electron-store-files.ts'],
]);
const electronDoors = new Map([
  ['ipcMain', 'electron/ipc/register-requests.ts'],
  ['ipcRenderer', 'electron/preload.ts'],
  ['contextBridge', 'electron/preload.ts'],
]);

const timerNames = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const clockReadings = /^(?:globalThis\.|window\.|self\.)?(?:Date\.now|performance\.now)$/;
const timerMembers = /^(?:globalThis|window|self)\.(?:setTimeout|setInterval|setImmediate)$/;
const networkNames = new Set([
  'EventSource',
  'RTCPeerConnection',
  'WebSocket',
  'XMLHttpRequest',
  'fetch',
]);

function readsClock(fact) {
  if (fact.kind === 'member') return clockReadings.test(fact.name) || timerMembers.test(fact.name);
  if (fact.kind === 'identifier') return timerNames.has(fact.name);
  if (fact.kind === 'import') return /^(?:node:)?timers(?:\/|$)/.test(fact.source);
  const isDate = (fact.kind === 'new' || fact.kind === 'call') && fact.name === 'Date';
  return isDate && fact.argumentCount === 0;
}

/** Options that weaken the page are wrong in every value but the one that turns them off. */
const onlySafeValue = new Map([
  ['webSecurity', true],
  ['allowRunningInsecureContent', false],
  ['experimentalFeatures', false],
  ['nodeIntegration', false],
  ['nodeIntegrationInWorker', false],
  ['nodeIntegrationInSubFrames', false],
  ['contextIsolation', true],
  ['sandbox', true],
  ['webviewTag', false],
  ['enableBlinkFeatures', null],
]);

function weakensPage(fact) {
  if (fact.kind !== 'property' || !onlySafeValue.has(fact.name)) return false;
  return fact.value !== onlySafeValue.get(fact.name);
}

function trustsAnyCertificate(fact) {
  if (fact.kind === 'member') {
    return /^(?:setCertificateVerifyProc|NODE_TLS_REJECT_UNAUTHORIZED)$/.test(fact.property);
  }
  if (fact.kind === 'property') return fact.name === 'rejectUnauthorized' && fact.value !== true;
  if (fact.kind !== 'text') return false;
  return /^(?:certificate-error|ignore-certificate-errors.*|NODE_TLS_REJECT_UNAUTHORIZED)$/.test(
    fact.value,
  );
}

/** Each rule says whether `fact`, found in `file`, breaks it. */
export const rules = [
  {
    id: 'import-table',
    why: 'each part knows only the parts that its row in the import table names',
    breaks: (fact, file) =>
      fact.kind === 'import' &&
      fact.source.startsWith('.') &&
      !zoneMayImport(zoneOf(file), targetOf(file, fact.source)),
  },
  {
    id: 'packages',
    why: 'shared needs nothing but zod, the window has no Node, and use cases reach electron through ports',
    breaks: (fact, file) => {
      const name = fact.kind === 'import' && fact.source !== '' && packageOf(fact.source);
      return Boolean(name) && !zoneMayUse(zoneOf(file), name);
    },
  },
  {
    id: 'single-importer',
    why: 'openid-client, keytar and electron-store each have one place that knows them',
    breaks: (fact, file) => {
      const allows = fact.kind === 'import' && singleImporters.get(packageOf(fact.source));
      return Boolean(allows) && !allows(file);
    },
  },
  {
    id: 'schema-library',
    why: 'shared takes zod from zod.ts, where it is told never to compile code, which the policy forbids',
    breaks: (fact, file) =>
      fact.kind === 'import' &&
      fact.source === 'zod' &&
      file.startsWith('shared/') &&
      file !== 'shared/zod.ts',
  },
  {
    id: 'electron-doors',
    why: 'the boundary has one registrar in main and one bridge in the preload',
    breaks: (fact, file) => {
      if (fact.kind === 'import' && fact.source === 'electron') {
        return fact.names.some((name) => (electronDoors.get(name) ?? file) !== file);
      }
      const door = fact.kind === 'member' && electronDoors.get(fact.property);
      return Boolean(door) && door !== file;
    },
  },
  {
    id: 'clock',
    why: 'time comes from the clock, so that tests move it and list, tray and scheduler agree',
    breaks: (fact, file) => !clockFiles.includes(file) && readsClock(fact),
  },
  {
    id: 'reveal',
    why: 'a secret is unwrapped only where it leaves for keychain, journal, clipboard or a server',
    breaks: (fact, file) =>
      fact.kind === 'member' && fact.property === 'reveal' && !revealingFiles.includes(file),
  },
  {
    id: 'keytar-calls',
    why: 'on a locked Linux keyring findCredentials ends the process; the app keeps its own index',
    breaks: (fact) =>
      (fact.kind === 'member' && /^find(?:Credentials|Password)$/.test(fact.property)) ||
      (fact.kind === 'import' &&
        fact.names.some((name) => /^find(?:Credentials|Password)$/.test(name))),
  },
  {
    id: 'weak-page',
    why: 'the page never runs with less than full protection (E-02 to E-04, E-06, E-08, E-09)',
    breaks: (fact) => weakensPage(fact),
  },
  {
    id: 'certificates',
    why: 'a certificate that does not verify is never accepted (E-21)',
    breaks: (fact, file) => file !== refusesSwitches && trustsAnyCertificate(fact),
  },
  {
    id: 'open-external',
    why: 'only the browser adapter hands an address to the system, after checking it (E-15)',
    breaks: (fact, file) =>
      fact.kind === 'member' &&
      fact.property === 'openExternal' &&
      !file.startsWith('electron/platform/'),
  },
  {
    id: 'dynamic-import',
    why: 'main is one bundle loaded synchronously; what an import() brings comes after ready',
    breaks: (fact, file) =>
      fact.kind === 'import' &&
      fact.dynamic &&
      !file.startsWith('renderer/') &&
      file !== loadsAtFirstUse,
  },
  {
    id: 'network',
    why: 'all traffic goes through the one transport with its deadline and its body cap',
    breaks: (fact, file) =>
      !file.startsWith('electron/platform/') &&
      ((fact.kind === 'call' && networkNames.has(fact.name)) ||
        (fact.kind === 'new' && networkNames.has(fact.name)) ||
        (fact.kind === 'member' && /^(?:globalThis|window|self)\.fetch$/.test(fact.name))),
  },
];
