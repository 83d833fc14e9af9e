// One configuration for deb, AppImage and NSIS. `npm run dist` checks it and, where Electron's binary is, builds.
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { PackageConfig } from './electron/package-check.ts';

const root = import.meta.dirname;
/** Already in the page's bundle: their sources need not be installed a second time. */
const pageOnly = [
  'react',
  'react-dom',
  'react-aria*',
  'react-stately',
  '@react-*',
  '@internationalized',
  'lucide-react',
  '@vladmandic',
  '@zxing',
];

/** What `npm run dist` packs. */
export const packageConfig: Configuration & PackageConfig = {
  appId: 'cn.gd.residence-permit-kiosk',
  productName: 'Residence Permit Kiosk',
  executableName: 'residence-permit-kiosk',
  extraMetadata: { homepage: 'https://residence-permit-kiosk.invalid' },
  directories: { output: 'release', buildResources: 'assets/icons' },
  files: [
    'package.json',
    'dist/electron/**/*',
    'dist/renderer/**/*',
    'assets/fonts/**/*',
    ...pageOnly.map((name) => `!node_modules/${name}/**/*`),
  ],
  asar: true,
  // What the loader of native code opens must lie beside the archive, not in it.
  asarUnpack: [
    '**/*.node',
    'node_modules/@img/**/*',
    'node_modules/@napi-rs/**/*',
    'node_modules/@serialport/bindings-cpp/**/*',
  ],
  // Every native module speaks Node-API: one binary serves Node and Electron, nothing is built again.
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    target: ['deb', 'AppImage'],
    icon: 'assets/icons/icon.png',
    category: 'Office',
    maintainer: 'Residence permit kiosk <kiosk@residence-permit-kiosk.invalid>',
    synopsis: 'Window kiosk for the electronic residence permit',
  },
  deb: {
    depends: ['libgtk-3-0', 'libnss3', 'libxss1', 'libasound2', 'cups-client'],
    // In kiosk mode from the first session on; an AppImage is started by whoever installs it.
    fpm: [
      `${join(root, 'assets/autostart/residence-permit-kiosk.desktop')}=/etc/xdg/autostart/residence-permit-kiosk.desktop`,
    ],
  },
  win: { target: ['nsis'], icon: 'assets/icons/icon.png' },
  nsis: {
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: false,
    include: 'assets/autostart/installer.nsh',
    runAfterFinish: false,
  },
};
