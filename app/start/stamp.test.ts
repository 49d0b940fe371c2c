import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampOf } from './stamp.ts';

test('a stamp changes with any source, and with nothing else', () => {
  const project = mkdtempSync(join(tmpdir(), 'godwit-stamp-'));
  mkdirSync(join(project, 'src', 'deep'), { recursive: true });
  mkdirSync(join(project, 'other'));
  const write = (path: string, content: string): void => {
    writeFileSync(join(project, path), content);
    utimesSync(join(project, path), 1, 1);
  };
  write('src/deep/a.ts', 'a');
  const stamp = (): string => stampOf(project, ['src', 'missing']);
  const first = stamp();
  write('other/b.ts', 'b');
  write('src/deep/a.test.ts', 'test');
  expect(stamp()).toBe(first);
  write('src/deep/a.ts', 'longer');
  const second = stamp();
  expect(second).not.toBe(first);
  utimesSync(join(project, 'src/deep/a.ts'), 2, 2);
  expect(stamp()).not.toBe(second);
  write('src/c.ts', '');
  rmSync(join(project, 'src/c.ts'));
  rmSync(project, { recursive: true, force: true, maxRetries: 10 });
});
