/** A small copy of the house with its real rules and planted faults, outside the source tree. */
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

const configuration = [
  'package.json', 'tsconfig.json', 'tsconfig.base.json', 'eslint.config.js', '.dependency-cruiser.cjs',
  'shared/tsconfig.json', 'main/tsconfig.json', 'main/mirror/protocol/tsconfig.json', 'main/mirror/store/tsconfig.json',
  'renderer/tsconfig.json', 'app/tsconfig.json', 'app/preload/tsconfig.json', 'test/tsconfig.json',
];

/** Every room holds one harmless file, so that each TypeScript project has an input. */
const harmless = ['shared/failure.ts', 'main/engine.ts', 'main/mirror/protocol/batch.ts', 'main/mirror/store/pages.ts', 'renderer/main.ts', 'app/host.ts', 'app/preload/preload.ts', 'test/run.ts'];

/** Answers the tree's folder; the caller removes it. */
export async function plantTree(files: Readonly<Record<string, string>>): Promise<string> {
  const tree = await realpath(await mkdtemp(join(tmpdir(), 'gw-planted-')));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  for (const path of configuration) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(tree, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  for (const path of harmless) write(path, '/** Harmless. */\nexport const harmless = 1;\n');
  for (const [path, text] of Object.entries(files)) write(path, text);
  return tree;
}
