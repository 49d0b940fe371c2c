/** EXPUNGE and CLOSE remove what another client has marked: nothing in the product runs them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './planted-tree.ts';
import { ROOMS } from './run-tool.ts';

interface Source { path: string; text: string }

/** The one door to CLOSE: it keeps the session's state true, and carries the warning too. */
const DOOR = 'main/imap/imap-session.ts';
const THEMSELVES = /^main\/imap\/commands\/(?:expunge|close)\.ts$/u;
/** Names of commands and responses that are read or put in words, never written. */
const ONLY_READ = /^main\/imap\/(?:failures\.ts|quirks|wire\/)/u;

const imports = ({ path, text }: Source): boolean =>
  /['"](?:\.\/|[^'"]*\bcommands\/)expunge\.ts['"]/u.test(text) || (path !== DOOR && /['"](?:\.\/|[^'"]*\bcommands\/)close\.ts['"]/u.test(text));
const opensTheDoor = ({ path, text }: Source): boolean => !path.startsWith('main/imap/') && /\bcloseMailbox\s*\(/u.test(text);
const writesThem = ({ path, text }: Source): boolean => path.startsWith('main/') && !THEMSELVES.test(path) && !ONLY_READ.test(path) && /(?<![!=]== )['"`](?:EXPUNGE|CLOSE)['"`]/u.test(text);

const offenders = (files: readonly Source[]): string[] => files.filter((file) => imports(file) || opensTheDoor(file) || writesThem(file)).map(({ path }) => path);

const sources = ROOMS.filter((room) => room !== 'test').flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): Source => ({ path: relative(ROOT, file), text: readFileSync(file, 'utf8') })));

test('are run by nobody', () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(offenders(sources)).toEqual([]);
});

test.each([
  ['main/operations/tidy.ts', "import { expunge } from '../imap/commands/expunge.ts';"],
  ['main/sync/leave.ts', "import { close } from '../imap/commands/close.ts';"],
  ['main/imap/imap-session.ts', "import { expunge } from './commands/expunge.ts';"],
  ['main/imap/pool.ts', "import { close } from './commands/close.ts';"],
  ['main/imap/commands/other.ts', "import { expunge } from './expunge.ts';"],
  ['main/sync/leave.ts', 'await session.closeMailbox();'],
  ['main/operations/tidy.ts', "session.run({ name: 'x', lane: { kind: 'alone' }, parts: () => ['EXPUNGE'], done: () => undefined });"],
])('%s would be found', (path, text) => {
  expect(offenders([{ path, text }])).toEqual([path]);
});

test.each([
  ['main/imap/imap-session.ts', "import { close } from './commands/close.ts';"],
  ['main/operations/tidy.ts', 'await session.uidExpunge(set);'],
])('%s is fine', (path, text) => {
  expect(offenders([{ path, text }])).toEqual([]);
});
