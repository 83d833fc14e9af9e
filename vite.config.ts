// Builds the page: renderer/ -> dist/renderer. Nothing is fetched from anywhere when it runs.
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { faceModels } from './vite.face-models.ts';
import { firstFont } from './vite.first-font.ts';

const root = import.meta.dirname;

export default defineConfig({
  root: resolve(root, 'renderer'),
  base: '/',
  publicDir: false,
  plugins: [react(), faceModels(), firstFont()],
  build: {
    outDir: resolve(root, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'staff.html'].map((name) => resolve(root, 'renderer', name)),
    },
    modulePreload: { polyfill: false },
  },
});
