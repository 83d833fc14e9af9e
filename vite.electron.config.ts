// Bundles the privileged side: Electron's main and preload (CommonJS, because a sandboxed preload cannot be a module).
// Packages stay outside the bundle: several hold native modules.
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: {
        main: resolve(root, 'electron/main.ts'),
        preload: resolve(root, 'electron/preload.ts'),
      },
      external: [
        /^[^./]/,
        'electron',
        ...builtinModules,
        ...builtinModules.map((name) => `node:${name}`),
      ],
      output: { format: 'esm', entryFileNames: '[name].js' },
    },
  },
});
