import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileSecrets } from './secrets.ts';

let profile: string;
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'godwit-secrets-')); });
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
const unavailable = { failure: { code: 'secret-unavailable' } };
const safe = (): string => join(profile, 'secrets.json');
const setAside = (): string[] => readdirSync(profile).filter((name) => name.includes('.unreadable-'));

describe('secrets in files', () => {
  test('come back, also in the next run, and can be removed', async () => {
    const secrets = fileSecrets(profile);
    await secrets.set('imap:1', 'pässword \u{1F426}');
    await secrets.set('smtp:1', '');
    await secrets.set('imap:1', 'changed');
    const later = fileSecrets(profile);
    expect(await later.get('imap:1')).toBe('changed');
    expect(await later.get('smtp:1')).toBe('');
    expect(await later.get('none')).toBeUndefined();
    expect(await later.get('__proto__')).toBeUndefined();
    await later.delete('imap:1');
    await later.delete('none');
    expect(await secrets.get('imap:1')).toBeUndefined();
    expect(await secrets.get('smtp:1')).toBe('');
  });

  test('are readable by the owner only, never in clear, and said to be weak', async () => {
    const secrets = fileSecrets(profile);
    await secrets.set('imap:1', 'correct-horse-battery');
    for (const name of readdirSync(profile)) {
      expect(statSync(join(profile, name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(profile, name)).includes('correct-horse')).toBe(false);
      expect(readFileSync(join(profile, name)).includes(Buffer.from('correct-horse-battery').toString('base64'))).toBe(false);
    }
    expect(secrets.describe()).toMatchObject({ weak: true, note: expect.stringContaining('Other programs') });
  });

  test('many at once are all kept', async () => {
    const secrets = fileSecrets(profile);
    const names = Array.from({ length: 20 }, (_, index) => `s${index}`);
    await Promise.all(names.map((name) => secrets.set(name, `v-${name}`)));
    expect(await Promise.all(names.map((name) => secrets.get(name)))).toEqual(names.map((name) => `v-${name}`));
  });

  test.each(['', '{', 'null', '[]', '{"version":2,"entries":{}}', '{"version":1}'])('a file that says %j is an error to read and is kept when written anew', async (content) => {
    const secrets = fileSecrets(profile);
    await secrets.set('imap:1', 'old');
    writeFileSync(safe(), content);
    await expect(secrets.get('imap:1')).rejects.toMatchObject(unavailable);
    await expect(secrets.delete('imap:1')).rejects.toMatchObject(unavailable);
    expect(readFileSync(safe(), 'utf8')).toBe(content);
    await secrets.set('imap:1', 'new');
    expect(await secrets.get('imap:1')).toBe('new');
    const [kept] = setAside().filter((name) => name.startsWith('secrets.json'));
    expect(readFileSync(join(profile, kept ?? ''), 'utf8')).toBe(content);
  });

  test('without their key they are an error, not an absence, and stay on disk', async () => {
    const secrets = fileSecrets(profile);
    await secrets.set('imap:1', 'old');
    const key = readFileSync(join(profile, 'secrets.key'));
    rmSync(join(profile, 'secrets.key'));
    await expect(secrets.get('imap:1')).rejects.toMatchObject(unavailable);
    writeFileSync(join(profile, 'secrets.key'), 'short');
    await expect(secrets.get('imap:1')).rejects.toMatchObject(unavailable);
    writeFileSync(join(profile, 'secrets.key'), key);
    expect(await secrets.get('imap:1')).toBe('old');
    expect(setAside()).toEqual([]);
  });

  test('an entry that was changed or moved under another name does not open', async () => {
    const secrets = fileSecrets(profile);
    await secrets.set('a', 'first');
    await secrets.set('b', 'second');
    const content = JSON.parse(readFileSync(safe(), 'utf8')) as { entries: Record<string, unknown> };
    writeFileSync(safe(), JSON.stringify({ version: 1, entries: { a: content.entries['b'], b: 'x' } }));
    await expect(secrets.get('a')).rejects.toMatchObject(unavailable);
    await expect(secrets.get('b')).rejects.toMatchObject(unavailable);
  });

  test('a place that cannot be written is an error that names no secret', async () => {
    const secrets = fileSecrets('/proc/godwit-cannot-be-here');
    const error = await secrets.set('imap:1', 'hunter2').catch((reason: unknown) => reason);
    expect(error).toMatchObject(unavailable);
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });
});
