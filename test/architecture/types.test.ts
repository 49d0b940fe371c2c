/** The TypeScript fence: each room sees its own world (lib, types, references) and no other. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantTree } from './planted-tree.ts';
import { runTool, TSC } from './run-tool.ts';

/** [what, file, text, error code] */
const planted: [string, string, string, string][] = [
  ['the DOM in shared', 'shared/text/dom.ts', 'export const title = document.title;', 'TS2584'],
  ['Node in shared', 'shared/text/node.ts', "export { readFileSync } from 'node:fs';", 'TS2591'],
  ['main from shared', 'shared/text/main.ts', "export { harmless } from '../../main/engine.ts';", 'TS6307'],
  ['the DOM in main', 'main/sync/dom.ts', 'export const title = document.title;', 'TS2584'],
  ['renderer from main', 'main/sync/screen.ts', "export { harmless } from '../../renderer/main.ts';", 'TS6307'],
  ['the store from main', 'main/sync/store.ts', "export { harmless } from '../mirror/store/pages.ts';", 'TS6307'],
  ['Node in the mirror store', 'main/mirror/store/node.ts', 'export const folder = process.cwd();', 'TS2591'],
  ['IndexedDB in the mirror protocol', 'main/mirror/protocol/database.ts', 'export const database = indexedDB;', 'TS2304'],
  ['Node in renderer', 'renderer/engine/node.ts', 'export const folder = process.cwd();', 'TS2591'],
  ['main from renderer', 'renderer/engine/main.ts', "export { harmless } from '../../main/engine.ts';", 'TS6307'],
  ['the DOM in app', 'app/browser/dom.ts', 'export const title = document.title;', 'TS2584'],
  ['renderer from app', 'app/browser/screen.ts', "export { harmless } from '../../renderer/main.ts';", 'TS6307'],
  ['Node in the preload', 'app/preload/node.ts', 'export const folder = process.cwd();', 'TS2591'],
  ['an enum', 'shared/model/colour.ts', 'export enum Colour { Red }', 'TS1294'],
  ['an unchecked index', 'shared/model/index-access.ts', 'export const first = (list: string[]): string => list[0];', 'TS2322'],
];

describe('TypeScript projects', () => {
  let tree = '';
  let output = '';
  beforeAll(async () => {
    tree = await plantTree(Object.fromEntries(planted.map(([, file, text]) => [file, `${text}\n`])));
    output = (await runTool(TSC, ['-b', '--pretty', 'false'], tree)).stdout;
  });
  afterAll(() => rmSync(tree, { recursive: true, maxRetries: 10, force: true }));

  test.each(planted)('refuse %s', (_, file, __, code) => {
    expect(output.split('\n').filter((line) => line.startsWith(`${file}(`)).join('\n')).toContain(`error ${code}`);
  });

  test('let harmless files pass', () => {
    const files = new Set(planted.map(([, file]) => file));
    const others = output.split('\n').filter((line) => /^\S+\(\d+,\d+\): error/.test(line) && !files.has(line.slice(0, line.indexOf('('))));
    expect(others).toEqual([]);
  });
});
