// One configuration for deb, AppImage and NSIS. `npm run dist` checks it and, where Electron's binary is, packs for the
// system it runs on: native modules are those of the machine that packs, so NSIS is built on Windows.
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import type { PackageConfig } from './electron/package-check.ts';
import { buildTools } from './electron/package-check.ts';

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
/** Sources of what is compiled already, and what only a debugger reads. */
const notRun = [
  'node_modules/sqlite3/{deps,src,build/Release/obj,build/Release/obj.target}',
  'node_modules/@serialport/bindings-cpp/src',
];
const autostart = join(root, 'assets/autostart');

/** What `npm run dist` packs. */
export const packageConfig: Configuration & PackageConfig = {
  appId: 'cn.gd.residence-permit-kiosk',
  productName: 'Residence Permit Kiosk',
  executableName: 'residence-permit-kiosk',
  extraMetadata: {
    homepage: 'https://residence-permit-kiosk.invalid',
    author: { name: 'Residence permit kiosk', email: 'kiosk@residence-permit-kiosk.invalid' },
    desktopName: 'residence-permit-kiosk.desktop',
  },
  directories: { output: 'release', buildResources: 'assets/icons' },
  files: [
    'package.json',
    'dist/electron/**/*',
    'dist/renderer/**/*',
    'assets/fonts/*.otf',
    'assets/fonts/OFL.txt',
    ...[...pageOnly, ...buildTools].map((name) => `!node_modules/${name}/**/*`),
    ...notRun.map((folder) => `!${folder}/**/*`),
    '!node_modules/**/*.map',
  ],
  asar: true,
  // What the loader of native code opens must lie beside the archive, not in it.
  asarUnpack: [
    '**/*.node',
    'node_modules/@img/**/*',
    'node_modules/@napi-rs/**/*',
    'node_modules/@serialport/bindings-cpp/**/*',
  ],
  // sqlite3, serialport, sharp and canvas speak Node-API: one binary serves Node and Electron, nothing is built again.
  npmRebuild: false,
  // Integrity of the archive is checked by Electron on Windows; on Linux root owns it and the package is signed.
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
    icon: 'assets/icons/linux',
    category: 'Office',
    syncDesktopName: true,
    desktop: { entry: { 'Name[zh_CN]': '居住证自助机' } },
    maintainer: 'Residence permit kiosk <kiosk@residence-permit-kiosk.invalid>',
    synopsis: 'Window kiosk for the electronic residence permit',
  },
  deb: {
    depends: ['libgtk-3-0', 'libnss3', 'libxss1', 'libasound2', 'libgbm1'],
    recommends: ['cups'],
    packageCategory: 'misc',
    // In kiosk mode from the first session on; an AppImage is started by whoever installs it. A configuration file, so
    // that an administrator's change of it outlives an update.
    fpm: [
      ...['--config-files', '/etc/xdg/autostart/residence-permit-kiosk.desktop'],
      `${autostart}/residence-permit-kiosk.desktop=/etc/xdg/autostart/residence-permit-kiosk.desktop`,
      `${autostart}/residence-permit-kiosk-session=/usr/bin/residence-permit-kiosk-session`,
      `${join(root, 'assets/udev/70-residence-permit-kiosk.rules')}=/usr/lib/udev/rules.d/70-residence-permit-kiosk.rules`,
    ],
  },
  win: { target: ['nsis'], icon: 'assets/icons/icon.ico' },
  nsis: {
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: false,
    include: 'assets/autostart/installer.nsh',
    runAfterFinish: false,
  },
};
