// Stands in for Electron's own default app: loads the main of the directory named on the command line.
const { existsSync } = require('node:fs');
const path = require('node:path');
const { app } = require('electron');

const folder = process.argv
  .slice(1)
  .filter((argument) => !argument.startsWith('-'))
  .map((argument) => path.resolve(argument))
  .find((candidate) => existsSync(path.join(candidate, 'package.json')));

if (folder === undefined) {
  process.stderr.write('Usage: electron <directory with a package.json> [options]\n');
  process.exit(1);
}

const manifest = require(path.join(folder, 'package.json'));
process.defaultApp = true;
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
// Loaded at once and not by import(): what is evaluated after `ready` cannot register a scheme any more.
require(path.join(folder, manifest.main));
