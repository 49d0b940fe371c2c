/** Files stay small, have a purpose in their first line, and no name says nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './planted-tree.ts';
import { ROOMS } from './run-tool.ts';

const WALL = 400;
const files = ROOMS.flatMap((room) => readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js|css)$/.test(entry.name) && !entry.parentPath.includes('node_modules'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))));
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '').length;

describe('source files', () => {
  test('are there', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  test(`have at most ${WALL} lines`, () => {
    expect(files.map((file) => `${file}: ${lines(textOf(file))}`).filter((entry) => Number(entry.split(': ')[1]) > WALL)).toEqual([]);
  });

  test('say in their first line what they are for', () => {
    expect(files.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes('.test.') && !file.startsWith('test/fixtures/') && !/^(#!.*\n)?\/\*\*[^]*?\S/.test(textOf(file)))).toEqual([]);
  });

  test('are named for what they hold', () => {
    const empty = /^(utils?|helpers?|common|misc|manager|service|index)\b|-(utils?|helpers?|manager|service)\b/i;
    expect(files.filter((file) => empty.test(basename(file)))).toEqual([]);
  });

  test('are kebab-case, components PascalCase', () => {
    expect(files.filter((file) => !/^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(\.[a-z]+)+$/.test(basename(file)))).toEqual([]);
  });
});
