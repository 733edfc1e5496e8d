/** Loads the harness with the app's source as it is, or as a mutant has it. */
import path from 'node:path';
import { createServer, type Plugin } from 'vite';
import type { ModelFigures, ModelOptions } from '../model/run-model.ts';
import { type Mutant, mutate } from './mutants.ts';

const root = path.resolve(import.meta.dirname, '../../..');

type Harness = { readonly runModel: (options: ModelOptions) => Promise<ModelFigures> };

function mutation(mutant: Mutant, onApplied: () => void): Plugin {
  return {
    name: 'tokenward-mutant',
    enforce: 'pre',
    transform(code, id) {
      if (path.relative(root, id.split('?')[0] ?? '') !== mutant.file) return null;
      onApplied();
      return mutate(code, mutant);
    },
  };
}

/** Runs the model on the mutant. Throws when the mutant does not apply to the source any more. */
export async function runModelOn(mutant: Mutant, options: ModelOptions): Promise<ModelFigures> {
  let applied = false;
  const onApplied = (): void => {
    applied = true;
  };
  const loader = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    plugins: [mutation(mutant, onApplied)],
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, watch: null, ws: false, hmr: false },
  });
  try {
    const harness = (await loader.ssrLoadModule('/tests/faults/model/run-model.ts')) as Harness;
    if (!applied) throw new Error(`mutant "${mutant.name}": ${mutant.file} is not used any more`);
    return await harness.runModel(options);
  } finally {
    await loader.close();
  }
}
