/** Stands in for the desktop's browser on Linux: a private `xdg-open`, first in PATH, hands over each address whole. */
import { watch } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

// One argument, whole, then a rename: who watches the folder never reads half an address.
const scriptIn = (folder) => `#!/bin/sh
[ "$#" -eq 1 ] || exit 3
file=$(mktemp '${folder}/XXXXXXXX') && printf '%s' "$1" > "$file" && mv "$file" "$file.opened"
`;

/**
 * Starts the hand-off; whoever runs with `env` opens addresses here and in no browser.
 * @param {object} options
 * @param {(url: string) => void} options.onOpened Called once for each address, in the order in which they were opened.
 * @param {Readonly<Record<string, string | undefined>>} [options.env] Whose PATH to put the script in front of.
 * @returns {Promise<{ env: { PATH: string }, close: () => Promise<void> }>}
 */
export async function startBrowserHandOff({ onOpened, env = process.env }) {
  const folder = await mkdtemp(path.join(tmpdir(), 'tokenward-browser-'));
  const script = path.join(folder, 'xdg-open');
  await writeFile(script, scriptIn(folder));
  await chmod(script, 0o755);
  const seen = new Set();
  let last = Promise.resolve();
  const watcher = watch(folder, (_event, file) => {
    if (file === null || !file.endsWith('.opened') || seen.has(file)) return;
    seen.add(file);
    const read = readFile(path.join(folder, file), 'utf8');
    last = last.then(async () => onOpened(await read));
  });
  return {
    env: { PATH: `${folder}${path.delimiter}${env.PATH ?? ''}` },
    async close() {
      watcher.close();
      await last.catch(() => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
