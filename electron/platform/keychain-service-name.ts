/** Names the keychain service of a profile, so that two profiles never see each other's items (K-16, D-15). */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import path from 'node:path';

/** The same folder through a symbolic link or another spelling is the same profile. */
function canonical(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return path.resolve(folder);
  }
}

/** `Tokenward` for the default profile; any other folder appends the first 12 hex digits of its SHA-256. */
export function keychainServiceName(userDataDir: string, defaultUserDataDir: string): string {
  const own = canonical(userDataDir);
  if (own === canonical(defaultUserDataDir)) return 'Tokenward';
  return `Tokenward-${createHash('sha256').update(own).digest('hex').slice(0, 12)}`;
}
