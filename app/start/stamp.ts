/** Tells whether a build is newer than its sources, from names, sizes and times of change. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One line that changes when any of the files does. Tests are left out: nothing built depends on them. */
export function stampOf(project: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) visit(join(project, source), (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  });
  return hash.digest('hex');
}

function visit(path: string, each: (path: string) => void): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) return each(path);
  for (const name of readdirSync(path).sort()) {
    if (!name.endsWith('.test.ts') && !name.endsWith('.test.tsx')) visit(join(path, name), each);
  }
}
