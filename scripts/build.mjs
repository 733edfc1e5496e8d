// Builds main, keychain process, preload and window into dist/, one plain vite run each, so that a running reader never sees half a file.
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot, runAsScript } from './project.mjs';

const dist = path.join(projectRoot, 'dist');

/** Runs one vite build of `config` into `outDir`, quiet but for warnings. */
async function buildInto(outDir, config) {
  const { build } = await import('vite');
  await build({
    root: config === 'vite.renderer.config.ts' ? path.join(projectRoot, 'renderer') : projectRoot,
    configFile: path.join(projectRoot, config),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: false },
  });
}

/** Replaces dist/renderer: new assets come first, the page switches over, then what is stale goes. */
async function publishRenderer(built) {
  const target = path.join(dist, 'renderer');
  await mkdir(target, { recursive: true });
  const fresh = new Set(await listFiles(built));
  for (const file of fresh) {
    if (file === 'index.html') continue;
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await rename(path.join(built, file), path.join(target, file));
  }
  await rename(path.join(built, 'index.html'), path.join(target, 'index.html'));
  for (const file of await listFiles(target)) {
    if (!fresh.has(file)) await rm(path.join(target, file), { force: true });
  }
}

async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

/** Builds everything; resolves with the milliseconds it took, rejects with vite's own error. */
export async function buildApp() {
  const startedAt = performance.now();
  await mkdir(dist, { recursive: true });
  const staging = await mkdtemp(path.join(dist, '.building-'));
  try {
    const page = path.join(staging, 'renderer');
    await buildInto(staging, 'vite.main.config.ts');
    await buildInto(staging, 'vite.keychain-host.config.ts');
    await buildInto(staging, 'vite.preload.config.ts');
    await buildInto(page, 'vite.renderer.config.ts');
    await publishRenderer(page);
    for (const file of ['preload.cjs', 'keychain-host.cjs', 'main.cjs']) {
      await rename(path.join(staging, file), path.join(dist, file));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return performance.now() - startedAt;
}

if (runAsScript(import.meta.url)) {
  const ms = await buildApp();
  console.log(`Built dist/ in ${(ms / 1000).toFixed(1)} s.`);
}
