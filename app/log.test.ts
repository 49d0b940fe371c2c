import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './log.ts';

let profile: string;
let stderr: string;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'godwit-log-'));
  stderr = '';
});
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
const create = () => createLog((line) => { stderr += line; });
const file = (name = 'godwit.log'): string => join(profile, 'log', name);

test('nothing is written before the profile is known to be ours, then all of it, in order', async () => {
  const log = create();
  log.log('info', 'first', { n: 1 });
  await log.flush();
  expect(readdirSync(profile)).toEqual([]);
  log.open(profile);
  log.log('warn', 'second');
  log.log('debug', 'unwanted');
  await log.flush();
  expect(readFileSync(file(), 'utf8')).toMatch(/^\S+Z info first \{"n":1\}\n\S+Z warn second\n$/u);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(stderr).toBe('godwit: warn second\n');
});

test('a line break in a detail stays inside its line', async () => {
  const log = create();
  log.open(profile);
  log.log('info', 'event', { text: 'a\nb' });
  await log.flush();
  expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1);
});

test('the files stay small', async () => {
  const log = create();
  log.open(profile);
  for (let round = 0; round < 30; round += 1) {
    for (let line = 0; line < 100; line += 1) log.log('info', 'x'.repeat(1000));
    await log.flush();
  }
  expect(readdirSync(join(profile, 'log')).sort()).toEqual(['godwit.1.log', 'godwit.log']);
  for (const name of ['godwit.log', 'godwit.1.log']) expect(statSync(file(name)).size).toBeLessThan(1_200_000);
});

test('a place that cannot be written is said once and stops nothing', async () => {
  writeFileSync(join(profile, 'log'), 'a file in the way');
  const log = create();
  log.open(profile);
  log.log('info', 'one');
  await log.flush();
  log.log('info', 'two');
  await log.flush();
  expect(stderr.match(/log-not-written/gu)).toHaveLength(1);
});
