/** Which installation this is: a random id in a file of its own that no backup of the profile's lists brings along. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AccountStore, Installation } from '../ports.ts';
import { checksum } from './accounts-file-format.ts';
import { ensurePrivateFolder, readGuardedFile, setFileAside } from './guarded-file.ts';

const wholeId = /^[\w-]{1,64}$/;
/** Without it a changed letter, or one that is missing, would make another installation of this one. */
const checkMark = ' crc32:';

export type InstallationOptions = {
  readonly file: string;
  /** Version 0.1 kept the id in here; so does this one where the file of its own cannot be written. */
  readonly accounts: AccountStore;
  /** Epoch ms; names the copy of a damaged file. */
  readonly at: number;
  /** Whether the keychain's items may be another machine's, as they may on Windows by default. */
  readonly keychainTravels?: boolean;
};

/**
 * Windows copies the roaming folder, keychain items included, from machine to machine: there it lies in the local one,
 * under `name`, which is this profile's own. Elsewhere the profile's folder is as good.
 */
export function installationIdFile(profile: {
  readonly folder: string;
  readonly name: string;
  readonly platform?: NodeJS.Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
}): string {
  const { folder, name, platform = process.platform, env = process.env } = profile;
  if (platform !== 'win32') return path.join(folder, 'installation-id');
  const local = env.LOCALAPPDATA ?? path.win32.join(os.homedir(), 'AppData', 'Local');
  return path.win32.join(local, name, 'installation-id');
}

/** Null for what is no id, or not the one that was written. */
function parseId(text: string): string | null {
  const [id = '', check, ...rest] = text.trim().split(checkMark);
  if (!wholeId.test(id) || rest.length > 0) return null;
  return check === checksum(id) ? id : null;
}

/** Durable and whole, or not there at all. */
function writeOnce(file: string, id: string): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(descriptor, `${id}${checkMark}${checksum(id)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}

type Found = {
  readonly id: string;
  /** False where the file does not have it: then the accounts file must, or the next start has another. */
  readonly stored: boolean;
  readonly made: boolean;
};

function findOrMake({ file, at }: InstallationOptions, inherited: string | null): Found {
  ensurePrivateFolder(path.dirname(file));
  const found = readGuardedFile(file);
  const known = found.kind === 'ok' ? parseId(found.text) : null;
  if (known !== null) return { id: known, stored: true, made: false };
  const id = inherited ?? randomUUID();
  const made = inherited === null;
  // What could not be read this time may be read the next.
  if (found.kind === 'unreadable') return { id, stored: false, made };
  const free = found.kind === 'missing' || setFileAside(file, at) !== null;
  return { id, stored: free && writeOnce(file, id), made };
}

/**
 * Reads the id of this installation or gives it one, and takes over what the accounts file still has. An id that was
 * lost is taken from the keychain, where that cannot be another machine's. Never throws.
 */
export function openInstallation(options: InstallationOptions): Installation {
  const { accounts, file, keychainTravels = process.platform === 'win32' } = options;
  let { id, stored, made } = findOrMake(options, accounts.read().installationId);
  const noteInAccounts = (): void => {
    const current = accounts.read();
    const installationId = stored ? null : id;
    if (accounts.trouble() === 'read_only') return;
    const { written = null, wanted = false, adopt: doubted = false } = current.index ?? {};
    const adopt = (made || doubted) && !keychainTravels;
    if (installationId === current.installationId && adopt === doubted) return;
    accounts.write({
      ...current,
      installationId,
      index: { written, wanted: wanted || adopt, adopt },
    });
  };
  noteInAccounts();
  return {
    id: () => id,
    adopt(other) {
      id = other;
      stored = writeOnce(file, other);
      made = false;
      noteInAccounts();
    },
  };
}
