/** Which installation this is: a random id in a file of its own that no backup of the profile's lists brings along. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AccountStore } from '../ports.ts';
import { ensurePrivateFolder, readGuardedFile, setFileAside } from './guarded-file.ts';

const wholeId = /^[\w-]{1,64}$/;
/** What these say of the accounts file means that nothing of it is replaced. */
const neverWritten: ReadonlySet<string> = new Set(['newer_schema', 'disk_unwritable']);

export type InstallationIdOptions = {
  readonly file: string;
  /** Version 0.1 kept the id in here; so does this one where the file of its own cannot be written. */
  readonly accounts: AccountStore;
  /** Epoch ms; names the copy of a damaged file. */
  readonly at: number;
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

/** Durable and whole, or not there at all. */
function writeOnce(file: string, id: string): boolean {
  const draft = `${file}.${process.pid}`;
  try {
    rmSync(draft, { force: true });
    const descriptor = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(descriptor, `${id}\n`);
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

/** The id, and whether the file has it: what could not be read this time may be read the next. */
function findOrMake(
  { file, at }: InstallationIdOptions,
  inherited: string | null,
): { readonly id: string; readonly stored: boolean } {
  ensurePrivateFolder(path.dirname(file));
  const found = readGuardedFile(file);
  const text = found.kind === 'ok' ? found.text.trim() : '';
  if (wholeId.test(text)) return { id: text, stored: true };
  const id = inherited ?? randomUUID();
  if (found.kind === 'unreadable') return { id, stored: false };
  const free = found.kind === 'missing' || setFileAside(file, at) !== null;
  return { id, stored: free && writeOnce(file, id) };
}

/** Reads the id of this installation or gives it one, and takes over what the accounts file still has. Never throws. */
export function openInstallationId(options: InstallationIdOptions): string {
  const { accounts } = options;
  const file = accounts.read();
  const { id, stored } = findOrMake(options, file.installationId);
  const kept = stored ? null : id;
  const writable = !accounts.notices.some((it) => neverWritten.has(it.code));
  if (kept !== file.installationId && writable) accounts.write({ ...file, installationId: kept });
  return id;
}
