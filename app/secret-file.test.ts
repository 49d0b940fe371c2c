import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secretFile, type Sealer } from './secret-file.ts';

let folder: string;
let writes: number;
let refused: string | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'godwit-secret-file-'));
  writes = 0;
  refused = null;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'secrets.json');
/** Seals nothing: what is looked at here is the file. Checked once for each write. */
const open: Sealer<string> = {
  describe: () => { throw new Error('nobody asks'); },
  check: () => {
    writes++;
    return Promise.resolve();
  },
  renew: () => Promise.reject(new Error('nothing is broken')),
  seal: (name, value) => (name === refused ? Promise.reject(new Error('locked')) : Promise.resolve(value)),
  open: (_name, value) => Promise.resolve({ value, reseal: false }),
};
const entries = (): unknown => (JSON.parse(readFileSync(file(), 'utf8')) as { entries: unknown }).entries;

describe('a file of secrets', () => {
  test('what comes while the disk is busy shares the next write', async () => {
    const secrets = secretFile(file(), open);
    const first = secrets.set('imap:0', 'pw-0');
    await Promise.resolve();
    await Promise.all([first, ...Array.from({ length: 9 }, (_, n) => secrets.set(`imap:${n + 1}`, `pw-${n + 1}`))]);
    expect(writes).toBeLessThanOrEqual(2);
    expect(entries()).toEqual(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`imap:${n}`, `pw-${n}`])));
  });

  test('what is asked for later happens later', async () => {
    const secrets = secretFile(file(), open);
    const done = [secrets.set('a', 'old'), secrets.set('b', 'kept'), secrets.delete('a'), secrets.set('a', 'new'), secrets.set('c', 'x'), secrets.delete('c')];
    const between = secrets.get('a');
    const last = secrets.set('a', 'newest');
    await Promise.all([...done, last]);
    expect(await between).toBe('new');
    expect(entries()).toEqual({ a: 'newest', b: 'kept' });
  });

  test('the last of several for one name is kept, by any name', async () => {
    const secrets = secretFile(file(), open);
    await Promise.all([secrets.set('__proto__', '1'), secrets.set('__proto__', '2'), secrets.set('toString', '3')]);
    expect(await secrets.get('__proto__')).toBe('2');
    expect(await secrets.get('toString')).toBe('3');
    expect(await secrets.get('valueOf')).toBeUndefined();
  });

  test('a refusal is told to everybody it concerns, and the next is tried anew', async () => {
    const secrets = secretFile(file(), open);
    refused = 'b';
    const together = await Promise.allSettled([secrets.set('a', '1'), secrets.set('b', '2')]);
    expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(together[1]).toMatchObject({ reason: { failure: { code: 'secret-unavailable' } } });
    refused = null;
    await secrets.set('b', '3');
    expect(entries()).toEqual({ b: '3' });
  });

  test('a value is told also where it cannot be sealed again', async () => {
    const secrets = secretFile(file(), { ...open, open: (_name, value) => Promise.resolve({ value, reseal: true }) });
    await secrets.set('imap:1', 'kept');
    refused = 'imap:1';
    expect(await secrets.get('imap:1')).toBe('kept');
    expect(entries()).toEqual({ 'imap:1': 'kept' });
  });
});
