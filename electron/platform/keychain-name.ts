/** What to call the keychain of this system on screen (requirement K-06). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** By process name as the kernel keeps it, cut to 15 characters. */
const providers: ReadonlyMap<string, string> = new Map([
  ['gnome-keyring-d', 'GNOME Keyring'],
  ['kwalletd5', 'KWallet'],
  ['kwalletd6', 'KWallet'],
  ['ksecretd', 'KWallet'],
  ['keepassxc', 'KeePassXC'],
]);

function processNameOf(folder: string, uid: number): string {
  try {
    if (statSync(folder).uid !== uid) return '';
    return readFileSync(path.join(folder, 'comm'), 'utf8').trim();
  } catch {
    // The process ended meanwhile.
    return '';
  }
}

function providersRunning(procFolder: string, uid: number): ReadonlySet<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(procFolder)) {
    if (!/^\d+$/.test(entry)) continue;
    const name = providers.get(processNameOf(path.join(procFolder, entry), uid));
    if (name !== undefined) found.add(name);
  }
  return found;
}

function linuxName(procFolder: string, uid: number): string {
  try {
    const [only, another] = providersRunning(procFolder, uid);
    return only !== undefined && another === undefined ? only : 'Secret Service';
  } catch {
    return 'Secret Service';
  }
}

/** On Linux the provider's name when exactly one runs for this user, else `Secret Service`. Never throws. */
export function detectKeychainName(
  options: {
    readonly platform?: NodeJS.Platform;
    readonly procFolder?: string;
    readonly uid?: number;
  } = {},
): string {
  const platform = options.platform ?? process.platform;
  if (platform === 'darwin') return 'macOS Keychain';
  if (platform === 'win32') return 'Windows Credential Manager';
  return linuxName(options.procFolder ?? '/proc', options.uid ?? process.getuid?.() ?? -1);
}
