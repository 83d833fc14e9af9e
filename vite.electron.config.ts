// Bundles the privileged side: Electron's main as a module, its preload as CommonJS, because a sandboxed preload cannot be
// a module. Packages stay outside main's bundle (several hold native modules); the preload may require nothing but electron.
import { isAbsolute, resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

function isPackage(id: string): boolean {
  return !id.startsWith('.') && !id.startsWith('\0') && !isAbsolute(id);
}

export default defineConfig({
  publicDir: false,
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload'] as const) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`no environment ${name}`);
        await builder.build(environment);
      }
    },
  },
  environments: {
    main: {
      consumer: 'server',
      build: {
        outDir: 'dist/electron',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        ssr: true,
        rolldownOptions: {
          input: resolve(root, 'electron/main.ts'),
          external: isPackage,
          output: { format: 'esm', entryFileNames: 'main.js', codeSplitting: false },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        outDir: 'dist/electron',
        emptyOutDir: false,
        target: 'chrome140',
        minify: false,
        ssr: true,
        rolldownOptions: {
          input: resolve(root, 'electron/preload.ts'),
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
        },
      },
    },
  },
});
