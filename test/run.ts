/** `npm test`: installs what is missing, builds, runs every project, and ends with one line `N passed, N failed` (`, N skipped`). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startVitest, type Vitest } from 'vitest/node';
import { install } from './setup/install.ts';
import { HOST_VARIABLE } from './support/host-variable.ts';

const root = join(import.meta.dirname, '..');
const projects = ['unit', 'app', 'protocol', 'engine', 'servers', 'architecture', 'e2e'];
/** Projects that never look into dist/. */
const withoutBuild = ['unit', 'app', 'protocol', 'architecture'];

interface Count { passed: number; failed: number; skipped: number }

/** `npm test -- unit test/protocol/imap -t "some name"`: project names, path filters, a name pattern. */
function readArguments(argv: readonly string[]): { chosen: string[]; filters: string[]; pattern: string | undefined } {
  const chosen: string[] = [];
  const filters: string[] = [];
  let pattern: string | undefined;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '-t') pattern = argv[++at];
    else if (word === '--host') process.env[HOST_VARIABLE] = hostNamed(argv[++at]);
    else if (word.startsWith('-')) throw new Error(`unknown option ${word}; known: project names (${projects.join(', ')}), path filters, -t "name pattern", --host browser|electron`);
    else if (projects.includes(word)) chosen.push(word);
    else filters.push(word);
  }
  return { chosen, filters, pattern };
}

function hostNamed(name: string | undefined): string {
  if (name !== 'browser' && name !== 'electron') throw new Error('--host is browser or electron');
  return name;
}

async function main(): Promise<Count> {
  const { chosen, filters, pattern } = readArguments(process.argv.slice(2));
  process.chdir(root);
  install();
  const needsBuild = filters.length > 0 ? filters.some((filter) => !/^(shared|main|renderer)\/|^test\/(protocol|architecture)\b/.test(filter)) : chosen.length === 0 || chosen.some((name) => !withoutBuild.includes(name));
  if (needsBuild && !build()) return { passed: 0, failed: 1, skipped: 0 };

  const vitest = await startVitest('test', filters, { watch: false, project: chosen, reporters: ['default'], ...(pattern === undefined ? {} : { testNamePattern: pattern }) });
  const count = countOf(vitest);
  await vitest.close();
  return count;
}

function build(): boolean {
  const script = join(root, 'app/start/build.ts');
  if (!existsSync(script)) {
    console.error(`${script} is missing: nothing to build`);
    return false;
  }
  const { status, signal } = spawnSync(process.execPath, [script], { stdio: 'inherit', cwd: root });
  if (status !== 0) console.error(`The build failed (${signal ?? `exit code ${status}`}).`);
  return status === 0;
}

/** A file that could not be loaded, a broken hook, an error outside every test: each is one failure. */
function countOf(vitest: Vitest): Count {
  const count: Count = { passed: 0, failed: vitest.state.getUnhandledErrors().length, skipped: 0 };
  for (const module of vitest.state.getTestModules()) {
    count.failed += module.errors().length;
    for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') count.passed++;
      else if (state === 'skipped') count.skipped++;
      // `pending` after the run: its worker died.
      else count.failed++;
    }
  }
  return count;
}

/** Writes the line and ends; nothing can print after it. */
function finish({ passed, failed, skipped }: Count): void {
  const forbidden = process.env['CI'] === 'true' && skipped > 0;
  if (passed + failed === 0) console.error('No test was run.');
  if (forbidden) console.error('CI=true: nothing may be skipped.');
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
  const code = failed > 0 || passed === 0 || forbidden ? 1 : 0;
  process.stdout.write(line, () => process.exit(code));
}

main().then(finish, (error: unknown) => {
  console.error(error);
  finish({ passed: 0, failed: 1, skipped: 0 });
});
