/** The catalogue and the screen fit: every key that is used is there, every key that is there is used, and no text of it is HTML. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';

const ROOT = join(import.meta.dirname, '../..');
const FORM = /_(?:zero|one|two|few|many|other)$/u;
const KEYS = new Set(Object.entries<Readonly<Record<string, string>>>(en).flatMap(([feature, texts]) => Object.keys(texts).map((key) => `${feature}.${key.replace(FORM, '')}`)));

const texts = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).filter((file) => !file.includes('.test.') && !/locales\/en(?:-engine\.ts|\/|\.ts)/u.test(file)).map((file) => readFileSync(join(ROOT, file), 'utf8'));
/** The engine uses its own features, and what its events are called looks like others. */
const sources = [...texts('{renderer,shared}/**/*.{ts,tsx}'), ...texts('{main,app}/**/*.ts').map((text) => text.replaceAll(/(['`])(?!engine-|failures\.)\w+\./gu, '$1'))];
const feature = Object.keys(en).join('|');
/** `'folders.empty'`, and of `` `app.empty-${role}` `` the part before what is put in, and the part after. */
const whole = sources.flatMap((text) => [...text.matchAll(new RegExp(`'((?:${feature})\\.[\\w-]+)'`, 'gu'))].map((match) => match[1]!));
const parts = sources.flatMap((text) => [...text.matchAll(new RegExp(`\`((?:${feature})\\.[\\w-]*)\\$\\{[^}]+\\}([\\w-]*)\``, 'gu'))].map((match) => ({ start: match[1]!, end: match[2]! })));

describe('the catalogue', () => {
  test('has every key that is used', () => {
    expect(whole.length).toBeGreaterThan(200);
    // Names of commands look alike: `settings.change`, `search.results`.
    const commands = /'(?:\w+\.\w+)': (?:command|projection)\(/gu;
    const contract = new Set(globSync('shared/ipc/contract/*.ts', { cwd: ROOT }).flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(commands) ?? []).map((line) => line.slice(1, line.indexOf('\'', 1))));
    expect(whole.filter((key) => !KEYS.has(key) && !contract.has(key))).toEqual([]);
    for (const { start, end } of parts) expect([...KEYS].some((key) => key.startsWith(start) && key.endsWith(end)), `${start}…${end}`).toBe(true);
  });

  test('has no key that nobody uses', () => {
    const used = new Set(whole);
    expect([...KEYS].filter((key) => !used.has(key) && !parts.some(({ start, end }) => key.startsWith(start) && key.endsWith(end)))).toEqual([]);
  });

  test('has both English forms of what is counted, and no HTML', () => {
    for (const [name, texts] of Object.entries<Readonly<Record<string, string>>>(en)) {
      for (const [key, text] of Object.entries(texts)) {
        if (FORM.test(key)) for (const form of ['one', 'other']) expect(Object.keys(texts), `${name}.${key}`).toContain(key.replace(FORM, `_${form}`));
        expect(text, `${name}.${key}`).not.toMatch(/<[a-z/]|&\w+;/iu);
      }
    }
  });
});
