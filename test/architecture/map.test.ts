/** The map is true: every file and folder that docs/ARCHITECTURE.md and the README name is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Made when the application or the tests run. */
const MADE = /^(?:PROFILE|dist|test-artifacts)\b/u;

/** Paths in backquotes; in the walks they are told from main/. `<domain>` stands for one of several. */
function missing(document: string): string[] {
  const paths = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/`([\w@-]+(?:\/[\w.@<>-]+)*\/?(?:\.\w+)?)`/gu)].map((match) => match[1]!).filter((path) => path.includes('/') && !MADE.test(path));
  expect(paths.length).toBeGreaterThan(document.startsWith('docs') ? 30 : -1);
  return paths.filter((path) => ['', 'main', 'renderer'].every((from) => !existsSync(join(ROOT, from, path.replace(/<\w+>.*$/u, '')))));
}

test.each(['docs/ARCHITECTURE.md', 'README.md', 'CONTRIBUTING.md'])('%s names nothing that is not there', (document) => {
  expect(missing(document)).toEqual([]);
});

test('links between documents lead somewhere', () => {
  for (const document of ['README.md', 'docs/ARCHITECTURE.md']) {
    const links = [...readFileSync(join(ROOT, document), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)\)/gu)].map((match) => match[1]!);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(existsSync(join(ROOT, document, '..', link)), `${document}: ${link}`).toBe(true);
  }
});
