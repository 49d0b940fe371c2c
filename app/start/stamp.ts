/** Tells whether a build is newer than its sources, from names, sizes and times of change. */
import { createHash, type Hash } from 'node:crypto';
import { readdirSync, statSync, type Stats } from 'node:fs';
import { join, sep } from 'node:path';

/** One line that changes when any of the files does. Tests are left out: nothing built depends on them. Part of every start: each file is looked at once. */
export function stampOf(project: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(project, source);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) visit(path, hash);
    else if (found) add(path, found, hash);
  }
  return hash.digest('hex');
}

function visit(folder: string, hash: Hash): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}${sep}${entry.name}`;
    if (entry.isDirectory()) visit(path, hash);
    else if (!/\.test\.tsx?$/u.test(entry.name)) add(path, statSync(path), hash);
  }
}

const add = (path: string, { size, mtimeMs }: Stats, hash: Hash): void => void hash.update(`${path}\0${size}\0${mtimeMs}\n`);
