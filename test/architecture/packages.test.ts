/** What package.json and the lockfile promise about other people's code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../renderer/features/settings/components.ts';
import { ROOT } from './planted-tree.ts';

type Versions = Record<string, string>;
interface Package { dependencies: Versions; devDependencies: Versions; optionalDependencies: Versions; overrides: Versions }
interface Locked { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }

const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
const locked = (JSON.parse(text) as { packages: Record<string, Locked> }).packages;
const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;
const declared = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };

/** Every copy of a package in the tree, as numbers. */
const versionsOf = (name: string) => Object.entries(locked)
  .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
  .map(([, { version = '' }]) => version.split('.').map(Number) as [number, number, number]);
const atLeast = (least: [number, number, number]) => ([a, b, c]: [number, number, number]) => a > least[0] || (a === least[0] && (b > least[1] || (b === least[1] && c >= least[2])));

describe('packages', () => {
  test('are named on screen with their licences', () => {
    const licences = Object.keys(own.dependencies).map((name) => ({ name, licence: (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { license: string }).license }));
    expect(COMPONENTS.map(({ name, licence }) => ({ name, licence })).sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(licences.sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  test('have exact versions', () => {
    const loose = Object.entries({ ...declared, ...own.overrides }).filter(([, version]) => !/^(\d+\.\d+\.\d+|\$[\w-]+)$/.test(version));
    expect(loose).toEqual([]);
  });

  test('are locked at the version that package.json names', () => {
    const different = Object.entries(declared).filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version);
    expect(different).toEqual([]);
  });

  // Below these: bypasses of the sanitisers.
  test.each<[string, [number, number, number]]>([['sanitize-html', [2, 18, 1]], ['dompurify', [3, 4, 18]]])('%s is at least %s', (name, least) => {
    const versions = versionsOf(name);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !atLeast(least)(version))).toEqual([]);
  });

  test('typescript is 6.0', () => {
    expect(versionsOf('typescript').map(([major, minor]) => `${major}.${minor}`)).toEqual(['6.0']);
  });

  test('come from whatever registry the machine uses, checked by hash', () => {
    expect(text).not.toMatch(/"resolved": "https?:/);
    expect(Object.entries(locked).filter(([path, entry]) => path !== '' && !entry.link && entry.integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  // electron is fetched by its own installer when the application first starts, not by npm.
  test('run no script at install but the known ones', () => {
    expect(Object.entries(locked).filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual(['node_modules/electron-winstaller']);
  });
});
