// Builds the process that makes the native keychain calls as one CommonJS file of its own.
import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      input: { 'keychain-host': 'electron/platform/keychain-host.ts' },
      external: ['keytar', ...builtinModules, /^node:/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, target: 'node' },
});
