// An installation has one id for ever, in a file that the list of accounts does not carry elsewhere (requirement R-10).
import '../../fixtures/plain-electron.ts';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createElectronAccountStore } from '../../../electron/platform/electron-account-store.ts';
import {
  installationIdFile,
  openInstallation,
} from '../../../electron/platform/installation-id.ts';
import { emptyAccountsFile } from '../../fixtures/fake-account-store.ts';
import { createFakeClock } from '../../fixtures/fake-clock.ts';
import { provideScratchFolders } from '../../fixtures/scratch-folder.ts';

const makeFolder = provideScratchFolders();
const at = Date.UTC(2026, 4, 1);

/** A start of the app: the accounts file first, the id then, and everything written at its end. */
async function startOn(folder: string, file = path.join(folder, 'installation-id')) {
  const accounts = createElectronAccountStore({ folder, clock: createFakeClock() });
  const id = openInstallation({ file, accounts, at }).id();
  await accounts.flush();
  return { id, notices: accounts.notices };
}

const inAccountsFile = (folder: string): unknown =>
  (JSON.parse(readFileSync(path.join(folder, 'accounts.json'), 'utf8')) as Record<string, unknown>)
    .installationId;

function leaveAccountsFile(folder: string, changes: Record<string, unknown>): void {
  const file = path.join(folder, 'accounts.json');
  writeFileSync(file, JSON.stringify({ ...emptyAccountsFile, ...changes }));
}

describe('the id of an installation', () => {
  it('R-10 is random, kept for ever, in a file of this user alone and in no list', async () => {
    const [folder, other] = [makeFolder(), makeFolder()];
    const { id } = await startOn(folder);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await startOn(folder)).id).toBe(id);
    expect((await startOn(other)).id).not.toBe(id);
    const file = path.join(folder, 'installation-id');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').split(' ')[0]).toBe(id);
    const lists = readdirSync(folder).filter((it) => it.startsWith('accounts'));
    for (const it of lists) expect(readFileSync(path.join(folder, it), 'utf8')).not.toContain(id);
  });

  it('R-10 takes over the id that version 0.1 kept among the accounts, and leaves it there no longer', async () => {
    const folder = makeFolder();
    leaveAccountsFile(folder, { installationId: 'of-version-0.1'.replaceAll('.', '_') });
    expect((await startOn(folder)).id).toBe('of-version-0_1');
    expect(inAccountsFile(folder)).toBeNull();
    expect((await startOn(folder)).id).toBe('of-version-0_1');
  });

  it('R-10 does not become another installation by the accounts file of that one', async () => {
    const folder = makeFolder();
    const { id } = await startOn(folder);
    leaveAccountsFile(folder, { installationId: 'another' });
    expect((await startOn(folder)).id).toBe(id);
    expect(inAccountsFile(folder)).toBeNull();
  });

  it('R-10 stays the same while its file cannot be written, and moves there once it can', async () => {
    const folder = makeFolder();
    const local = path.join(folder, 'local');
    writeFileSync(local, 'in the way of a folder');
    const file = path.join(local, 'installation-id');
    const { id } = await startOn(folder, file);
    expect(inAccountsFile(folder)).toBe(id);
    expect((await startOn(folder, file)).id).toBe(id);
    const elsewhere = path.join(folder, 'elsewhere', 'installation-id');
    expect((await startOn(folder, elsewhere)).id).toBe(id);
    expect(inAccountsFile(folder)).toBeNull();
  });

  it.each([
    ['empty', ''],
    ['of another shape', '{"id": "x y"}'],
    ['cut short', 'mine crc32:69a8'],
    ['changed in a letter', 'nine crc32:69a8d393'],
  ])('D-01 sets a file that is %s aside and goes on with a new id', async (_name, text) => {
    const folder = makeFolder();
    const file = path.join(folder, 'installation-id');
    writeFileSync(file, text);
    const { id } = await startOn(folder);
    expect(readFileSync(file, 'utf8').split(' ')[0]).toBe(id);
    const aside = readdirSync(folder).find((it) => it.startsWith('installation-id.corrupt-'));
    expect(readFileSync(path.join(folder, aside ?? ''), 'utf8')).toBe(text);
  });

  it('R-10 asks the keychain for an id that was lost with the list, and for none that is known', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'installation-id');
    const open = (keychainTravels: boolean) => {
      const accounts = createElectronAccountStore({ folder, clock: createFakeClock() });
      const installation = openInstallation({ file, accounts, at, keychainTravels });
      return { accounts, installation, asks: accounts.read().index?.adopt };
    };
    // Nothing is known of a first start: the keychain may be another machine's where it travels.
    expect(open(true).asks).toBe(false);
    rmSync(file);
    const lost = open(false);
    expect(lost.asks).toBe(true);
    await lost.accounts.flush();
    // It is still to be asked where it did not answer before the next start.
    const pending = open(false);
    expect(pending.asks).toBe(true);
    pending.installation.adopt('the-lost-one');
    expect(pending.installation.id()).toBe('the-lost-one');
    rmSync(path.join(folder, 'accounts.json'), { force: true });
    const again = open(false);
    expect([again.asks, again.installation.id()]).toEqual([false, 'the-lost-one']);
  });

  it('D-07 leaves the accounts file of a newer version as it is', async () => {
    const folder = makeFolder();
    leaveAccountsFile(folder, { schemaVersion: 3, installationId: 'newer' });
    const before = readFileSync(path.join(folder, 'accounts.json'), 'utf8');
    expect((await startOn(folder)).id).toBe('newer');
    expect(readFileSync(path.join(folder, 'accounts.json'), 'utf8')).toBe(before);
  });

  it('D-04 narrows folder and file to this user', async () => {
    const folder = path.join(makeFolder(), 'profile');
    mkdirSync(folder, { mode: 0o755 });
    const file = path.join(folder, 'installation-id');
    writeFileSync(file, 'mine crc32:69a8d393\n');
    chmodSync(file, 0o644);
    expect((await startOn(folder)).id).toBe('mine');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('R-10 lies outside the folder that Windows copies from machine to machine', () => {
    const folder = 'C:\\Users\\ada\\AppData\\Roaming\\Tokenward';
    const env = { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' };
    const onWindows = { folder, platform: 'win32', env } as const;
    expect(installationIdFile({ ...onWindows, name: 'Tokenward' })).toBe(
      'C:\\Users\\ada\\AppData\\Local\\Tokenward\\installation-id',
    );
    expect(installationIdFile({ ...onWindows, name: 'Tokenward-0123456789ab' })).toContain(
      'Local\\Tokenward-0123456789ab\\installation-id',
    );
    const linux = { folder: '/home/ada/.config/Tokenward', platform: 'linux' } as const;
    expect(installationIdFile({ ...linux, name: 'Tokenward' })).toBe(
      '/home/ada/.config/Tokenward/installation-id',
    );
  });
});
