// Builds the main process as one synchronously loaded CommonJS bundle (an import() before `ready` costs start time).
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
      input: { main: 'electron/main.ts' },
      external: ['electron', ...builtinModules, /^node:/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true, target: 'node' },
});
