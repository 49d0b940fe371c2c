import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FileToSave } from '../main/ports.ts';
import { fail } from '../shared/failure.ts';
import { saveInto } from './save-into.ts';

let folder: string;
let released = 0;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'godwit-save-')); released = 0; });
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string, broken = false): FileToSave => ({
  name,
  type: 'text/plain',
  async *read() {
    yield Buffer.from(content);
    if (broken) throw fail('connection-lost', 'cut');
  },
  release: async () => { released += 1; },
});

test('nothing that is there is overwritten or followed', async () => {
  writeFileSync(join(folder, 'a.tar.gz'), 'old');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'b'));
  expect(await saveInto(folder, file('a.tar.gz', 'new'))).toBe(join(folder, 'a.tar (2).gz'));
  expect(await saveInto(folder, file('b', 'new'))).toBe(join(folder, 'b (2)'));
  expect(await saveInto(folder, file('../../b', 'new'))).toBe(join(folder, 'b (3)'));
  expect(readFileSync(join(folder, 'a.tar.gz'), 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['a.tar (2).gz', 'a.tar.gz', 'b', 'b (2)', 'b (3)']);
  expect(statSync(join(folder, 'b (2)')).mode & 0o777).toBe(0o600);
  expect(released).toBe(3);
});

test('of what cannot be had whole nothing is left', async () => {
  await expect(saveInto(folder, file('a', 'half', true))).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
  expect(readdirSync(folder)).toEqual([]);
  await expect(saveInto(join(folder, 'missing'), file('a', 'x'))).rejects.toMatchObject({ failure: { code: 'storage', detail: 'ENOENT' } });
  expect(released).toBe(2);
});
