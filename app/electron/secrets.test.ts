import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemSecrets } from './secrets.ts';
import { createStandIn } from './stand-in.ts';

let profile: string;
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'godwit-safe-')); });
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));
const unavailable = { failure: { code: 'secret-unavailable' } };

test('secrets are sealed by the system and come back in the next run', async () => {
  const { shell } = createStandIn();
  await systemSecrets(profile, shell.safeStorage, 'darwin').set('imap:1', 'correct horse');
  expect(readFileSync(join(profile, 'secrets-system.json'), 'utf8')).not.toContain('correct horse');
  expect(await systemSecrets(profile, shell.safeStorage, 'darwin').get('imap:1')).toBe('correct horse');
});

test('a locked key store is an error that loses nothing', async () => {
  const { shell, system } = createStandIn();
  const secrets = systemSecrets(profile, shell.safeStorage, 'linux');
  await secrets.set('imap:1', 'kept');
  system.keyStore = false;
  await expect(secrets.get('imap:1')).rejects.toMatchObject(unavailable);
  await expect(secrets.set('imap:2', 'new')).rejects.toMatchObject(unavailable);
  expect(await secrets.get('imap:2').catch(() => 'error')).toBeUndefined();
  system.keyStore = true;
  expect(await secrets.get('imap:1')).toBe('kept');
  expect(readdirSync(profile)).toEqual(['secrets-system.json']);
});

test('what another key sealed is an error and stays', async () => {
  const { shell } = createStandIn();
  const secrets = systemSecrets(profile, shell.safeStorage, 'win32');
  await secrets.set('imap:1', 'kept');
  const other = { ...shell.safeStorage, decryptStringAsync: async () => { throw new Error('wrong key for kept'); } };
  const error = await systemSecrets(profile, other, 'win32').get('imap:1').catch((reason: unknown) => reason);
  expect(error).toMatchObject(unavailable);
  expect(JSON.stringify(error)).not.toContain('kept');
  expect(await secrets.get('imap:1')).toBe('kept');
});

test('a value sealed with a key that was replaced is sealed again', async () => {
  const { shell } = createStandIn();
  let rotated = true;
  const sealed: string[] = [];
  const storage = {
    ...shell.safeStorage,
    encryptStringAsync: async (text: string) => {
      sealed.push(text);
      return shell.safeStorage.encryptStringAsync(text);
    },
    decryptStringAsync: async (bytes: Buffer) => ({ ...(await shell.safeStorage.decryptStringAsync(bytes)), shouldReEncrypt: rotated }),
  };
  const secrets = systemSecrets(profile, storage, 'darwin');
  await secrets.set('a', 'value');
  expect(await secrets.get('a')).toBe('value');
  rotated = false;
  expect(await secrets.get('a')).toBe('value');
  expect(sealed).toEqual(['value', 'value']);
});

test('says plainly where Linux has no keyring', () => {
  const { shell, system } = createStandIn();
  expect(systemSecrets(profile, shell.safeStorage, 'linux').describe()).toMatchObject({ weak: false });
  system.backend = 'basic_text';
  expect(systemSecrets(profile, shell.safeStorage, 'linux').describe()).toMatchObject({ weak: true, note: expect.stringContaining('no keyring') });
  expect(systemSecrets(profile, shell.safeStorage, 'darwin').describe()).toMatchObject({ weak: false, note: expect.stringContaining('Keychain') });
});
