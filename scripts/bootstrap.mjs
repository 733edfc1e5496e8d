// Makes a fresh clone able to build, run and test, with Node's own modules only; quick when nothing is missing.
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureNpmPackages } from './npm-packages.mjs';
import { projectRoot, runAsScript } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

const oldestNode = [20, 20];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Error(
    `Tokenward needs Node.js ${oldestNode.join('.')} or newer; this is ${process.versions.node}.`,
  );
}

/** The keychain binding is native: better to hear here than in the app that it does not load. */
function checkKeychainBinding() {
  const require = createRequire(path.join(projectRoot, 'package.json'));
  try {
    require('keytar');
  } catch (error) {
    throw new Error(`The keychain binding does not load on this machine: ${error.message}`);
  }
}

/**
 * Installs what is missing and resolves with { electron }, the path of the executable that runs the app.
 * `headless: false` leaves out what only a desktop without a screen needs. Rejects with words for a person; what takes long is shown on stderr.
 */
export async function prepare({ headless = true } = {}) {
  checkNode();
  await ensureSystemPackages({ headless });
  await ensureNpmPackages();
  checkKeychainBinding();
  return { electron: await ensureElectron() };
}

/** Prepares, or ends this process with the plain reason. */
export async function bootstrap(options) {
  try {
    return await prepare(options);
  } catch (error) {
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}

if (runAsScript(import.meta.url)) await bootstrap();
