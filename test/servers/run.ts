/** `npm run servers -- [--all] [--write] [names]`: starts real servers, tries every extension they announce, prints what came of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVitest, type Vitest } from 'vitest/node';
import { apt, isDebian } from '../setup/apt.ts';
import { install } from '../setup/install.ts';
import { unpackSystem } from '../setup/unpack-system.ts';
import { unpackedRoot } from '../support/unpacked.ts';
import { kinds, newerKinds, SYSTEMS, type ServerKind } from './launchers/kinds.ts';
import { SERVERS_VARIABLE } from './matrix/servers-variable.ts';
import type { MatrixResult } from './matrix/suite.ts';
import { cellsOf, readTable, renderTable, replaceTable } from './matrix/table.ts';

const root = join(import.meta.dirname, '../..');
const document = join(root, 'docs/servers.md');
const minute = 60_000;
const everyKind: Readonly<Record<string, ServerKind>> = { ...kinds, ...newerKinds };

interface Choice { keys: string[]; write: boolean }

function readArguments(argv: readonly string[]): Choice {
  const named = argv.filter((word) => !word.startsWith('-'));
  const unknown = [...named.filter((name) => !(name in everyKind)), ...argv.filter((word) => word.startsWith('-') && !['--all', '--write'].includes(word))];
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(' ')}; known: --all --write ${Object.keys(everyKind).join(' ')}`);
  const keys = named.length > 0 ? named : Object.keys(argv.includes('--all') ? everyKind : kinds);
  return { keys, write: argv.includes('--write') };
}

/** What the newer releases run in: fetched once, from where this machine gets Debian. */
function unpackSystems(keys: readonly string[]): void {
  if (!isDebian()) return;
  for (const [key, [name, packages]] of Object.entries(SYSTEMS)) {
    if (!keys.includes(key) || existsSync(unpackedRoot(name))) continue;
    console.log(`Unpacking ${packages.join(' ')} of Debian's unstable release into ${unpackedRoot(name)}`);
    const packager = apt(join(tmpdir(), `godwit-test-setup-${process.pid}.log`));
    if (!unpackSystem(packager, name, packages)) console.log(`That failed:\n${packager.tail()}`);
  }
}

async function tryAll(keys: readonly string[]): Promise<Vitest> {
  process.env[SERVERS_VARIABLE] = keys.join(' ');
  return startVitest('test', [], {
    root, config: false, watch: false, include: ['test/servers/matrix/matrix.ts'], testTimeout: minute, hookTimeout: minute, pool: 'forks', reporters: ['dot'],
  });
}

const resultsOf = (vitest: Vitest): MatrixResult[] =>
  vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()].flatMap((test) => test.meta().matrix ?? []));

async function main(): Promise<number> {
  const { keys, write } = readArguments(process.argv.slice(2));
  process.chdir(root);
  install();
  unpackSystems(keys);
  const vitest = await tryAll(keys);
  const results = resultsOf(vitest);
  const good = vitest.state.getCountOfFailedTests() === 0 && vitest.state.getUnhandledErrors().length === 0;
  await vitest.close();

  const asked = keys.map((key) => everyKind[key]!.name);
  console.log(`\n${renderTable(asked, cellsOf(results))}`);
  for (const name of asked.filter((server) => !results.some((result) => result.server === server))) console.log(`${name} was not run.`);
  if (write) {
    const text = readFileSync(document, 'utf8');
    const table = renderTable(Object.values(everyKind).map(({ name }) => name), cellsOf(results), readTable(text).cells);
    writeFileSync(document, replaceTable(text, table));
    console.log('docs/servers.md is up to date.');
  }
  return good && results.length > 0 ? 0 : 1;
}

main().then((code) => process.exit(code), (error: unknown) => {
  console.error(error);
  process.exit(1);
});
