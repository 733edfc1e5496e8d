/** The demo works the window by the words of the catalogue, so a word that is gone is seen before the demo breaks. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../scripts/project.mjs';
import { catalogue } from '../../../shared/catalogue/catalogue.ts';

const scripts = path.join(projectRoot, 'scripts');

/** Keys that are put together while the demo runs are not among them. */
async function namedKeys(): Promise<readonly string[]> {
  const files = (await readdir(scripts)).filter((it) => /^demo.*\.mjs$/.test(it));
  const sources = await Promise.all(files.map((it) => readFile(path.join(scripts, it), 'utf8')));
  return sources.flatMap((it) =>
    [...it.matchAll(/\bwords\('([^']+)'/g)].flatMap(([, key]) => key ?? []),
  );
}

function isInCatalogue(key: string): boolean {
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  let place: unknown = catalogue.en;
  for (const part of parts) place = Object.entries(place ?? {}).find(([it]) => it === part)?.[1];
  return Object.keys(place ?? {}).some((it) => it === last || it === `${last}_other`);
}

it('finds every word that the demo names in the catalogue', async () => {
  const keys = await namedKeys();
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((it) => !isInCatalogue(it))).toEqual([]);
});
