// Takes the demo's own items out of the person's keychain; a profile's items have a service name of their own.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The service name under which the app keeps the items of a profile that is not the usual one. */
export function serviceNameOf(profile) {
  const digest = createHash('sha256').update(realpathSync.native(profile)).digest('hex');
  return `Tokenward-${digest.slice(0, 12)}`;
}

/** Every item that the profile can have: one for each account, and those of the app itself. */
export function itemsOf(profile) {
  const known = ['__probe', '__journal', '__index', '__audit_head', '__audit_unwritten'];
  try {
    const file = JSON.parse(readFileSync(path.join(profile, 'accounts.json'), 'utf8'));
    known.push(...Object.keys(file.accounts), ...file.tombstones);
  } catch {
    // No account was ever kept.
  }
  return known;
}

/** Resolves when they are gone; the profile itself must still be there, and the app no longer run. */
export async function emptyDemoKeychain(profile) {
  const keytar = require('keytar');
  const service = serviceNameOf(profile);
  for (const item of itemsOf(profile)) await keytar.deletePassword(service, item);
}
