// Who may import whom: one rule a row of the table in the README (map). Checked by `npm run imports`.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'resolvable',
      comment:
        'a file of a package asked for by its address is resolved by vite, which fails the build without it',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\.wasm\\?url$' },
    },
    only('domain', '^electron/domain\\.ts$', ['node_modules/zod'], 'the nouns import zod alone'),
    only(
      'contract',
      '^electron/contract\\.ts$',
      ['^electron/domain\\.ts$', 'node_modules/zod'],
      'the verbs import domain and zod',
    ),
    only(
      'db',
      '^db/',
      [
        '^db/',
        '^electron/domain\\.ts$',
        'node_modules/(knex|sqlite3|@types/node|zod)',
        '^(node:)?(crypto|path|fs|url|os)',
      ],
      'rows know the domain and knex',
    ),
    {
      name: 'devices',
      severity: 'error',
      from: { path: '^electron/devices/' },
      to: { path: '^(electron|renderer|db|tests)/', pathNot: '^electron/(domain\\.ts|devices/)' },
    },
    {
      name: 'core',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: {
        path: '^(electron|renderer|db|tests)/',
        pathNot:
          '^(electron/(domain|contract|citation)\\.ts|electron/core/|db/[^/]+\\.ts|electron/devices/[a-z-]+\\.ts)$|^electron/core/',
      },
    },
    {
      name: 'core-no-device-factory',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: {
        path: '^electron/devices/(index\\.ts|.*\\.(sam|simulated|thermal|a4|serial)\\.ts|paper/)',
      },
    },
    {
      name: 'core-no-shell',
      severity: 'error',
      from: { path: '^electron/core/' },
      to: { path: 'node_modules/(electron|ws|react)(/|$)' },
    },
    {
      name: 'electron-only-in-shell',
      severity: 'error',
      from: {
        path: '^(electron|renderer|db)/',
        pathNot: '^electron/(main|window|revival|ipc|preload)\\.ts$',
      },
      to: { path: 'node_modules/electron(/|$)' },
    },
    {
      name: 'electron-running-only-in-main-and-preload',
      comment: 'the rest takes its objects as arguments, so that it is tested without the binary',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(main|preload)\\.ts$' },
      to: { path: 'node_modules/electron(/|$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'ws-only-in-browser-server',
      severity: 'error',
      from: { path: '^(electron|renderer|db)/', pathNot: '^electron/browser/server\\.ts$' },
      to: { path: 'node_modules/(ws|@types/ws)(/|$)' },
    },
    {
      name: 'renderer',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|db|tests)/', pathNot: '^electron/(contract|citation)\\.ts$' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|db)/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
