// Build step: the face detector's model, as shipped in its npm package, beside the built pages as models/.
// Only the detector is taken; recognition, age and emotion models are not part of the kiosk.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const MODELS = ['blazeface.json', 'blazeface.bin'] as const;
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/human')),
  '../models',
);

/** Copies the models into the build and serves them in development; workers are modules. */
export function faceModels(): Plugin {
  return {
    name: 'kiosk-face-models',
    config: () => ({ worker: { format: 'es' } }),
    generateBundle() {
      for (const name of MODELS) {
        this.emitFile({
          type: 'asset',
          fileName: `models/${name}`,
          source: readFileSync(join(folder, name)),
        });
      }
    },
    configureServer(server) {
      server.middlewares.use('/models', (request, response, next) => {
        const name = MODELS.find((model) => request.url === `/${model}`);
        if (name === undefined) next();
        else response.end(readFileSync(join(folder, name)));
      });
    },
  };
}
