/** docs/servers.md has a column for every server and a row for every probe, and no extension is without a test. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kinds, newerKinds } from './launchers/kinds.ts';
import { knownFaults } from './matrix/known-faults.ts';
import { probes } from './matrix/probes/all.ts';
import { scriptedOnly } from './matrix/scripted-only.ts';
import { cellsOf, readTable, renderTable, replaceTable } from './matrix/table.ts';

const root = join(import.meta.dirname, '../..');
const names: string[] = [...Object.values(kinds), ...Object.values(newerKinds)].map(({ name }) => name);
const document = readFileSync(join(root, 'docs/servers.md'), 'utf8');
const written = readTable(document);

test('every server is a column, every probe a row; npm run servers -- --all --write makes them', () => {
  expect(written.servers).toEqual(names);
  expect(written.extensions).toEqual(probes.map(({ extension }) => extension));
  expect(written.scripted).toEqual(scriptedOnly.map(({ extension }) => extension));
});

test('no extension has two probes', () => {
  const extensions = probes.map(({ extension }) => extension);
  expect(extensions.filter((extension, index) => extensions.indexOf(extension) !== index)).toEqual([]);
});

test('what no server offers is tested in a scripted conversation, and that test is there', () => {
  const offered = (extension: string) => names.some((name) => /^(?:✓|fails)/u.test(written.cells.get(name)?.get(extension) ?? ''));
  const scripted = scriptedOnly.map(({ extension }) => extension);
  expect(probes.map(({ extension }) => extension).filter((extension) => !offered(extension) && !scripted.includes(extension))).toEqual([]);
  expect(scripted.filter(offered)).toEqual([]);
  expect(scriptedOnly.map((each) => each.test).filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('known faults are of servers and probes that exist, one each', () => {
  const keys = knownFaults.map(({ server, extension }) => `${server}: ${extension}`);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  expect(knownFaults.filter(({ server, extension }) => !names.includes(server) || !probes.some((probe) => probe.extension === extension))).toEqual([]);
});

test('the table is written and read back; a server that was not run keeps what is known of it', () => {
  const results = probes.map(({ extension, rfc }, index) => ({ server: names[0]!, extension, rfc, ...(index === 0 ? { outcome: 'fails' as const, why: 'says | and\nthat' } : { outcome: 'passed' as const }) }));
  const earlier = new Map([[names[1]!, new Map([[probes[0]!.extension, '✓']])]]);
  const again = readTable(replaceTable(document, renderTable(names, cellsOf(results), earlier)));
  expect(again.servers).toEqual(names);
  expect(again.extensions).toEqual(probes.map(({ extension }) => extension));
  expect(again.cells.get(names[0]!)!.get(probes[0]!.extension)).toBe('fails: says | and that');
  expect(again.cells.get(names[0]!)!.get(probes[1]!.extension)).toBe('✓');
  expect(again.cells.get(names[1]!)!.get(probes[0]!.extension)).toBe('✓');
  expect(again.cells.get(names[2]!)!.get(probes[0]!.extension)).toBe('?');
});
