// The window's own English words by their key in the catalogue, so that the demo works and names what is on the screen.
import path from 'node:path';
import { createInstance } from 'i18next';
import { runnerImport } from 'vite';
import { projectRoot } from './project.mjs';

/** Resolves with a function from a key and values to words as the window says them; it throws for a key that is none. */
export async function readWords() {
  const file = path.join(projectRoot, 'shared/catalogue/catalogue.ts');
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' });
  const i18n = createInstance();
  await i18n.init({
    lng: 'en',
    resources: { en: { translation: module.catalogue.en } },
    interpolation: { escapeValue: false },
  });
  return (key, values = {}) => {
    if (!i18n.exists(key, values)) throw new Error(`The catalogue has no words called ${key}.`);
    return i18n.t(key, values);
  };
}
