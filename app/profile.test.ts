import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeDurably } from './durable-file.ts';
import { defaultProfile, forgetRunning, makeProfile, noteRunning, runningAddress } from './profile.ts';

let profile: string;
beforeEach(() => { profile = mkdtempSync(join(tmpdir(), 'godwit-profile-')); });
afterEach(() => rmSync(profile, { recursive: true, force: true, maxRetries: 10 }));

test('each system has its usual place', () => {
  expect(defaultProfile('linux', {}, '/home/u')).toBe('/home/u/.local/share/godwit');
  expect(defaultProfile('linux', { XDG_DATA_HOME: '/data' }, '/home/u')).toBe('/data/godwit');
  expect(defaultProfile('darwin', {}, '/Users/u')).toBe('/Users/u/Library/Application Support/Godwit');
  expect(defaultProfile('win32', { APPDATA: '/roaming' }, '/u')).toBe(join('/roaming', 'Godwit'));
});

test('the address of another living process is told; one\'s own, a dead one\'s and a forged one are not', async () => {
  const note = (pid: number, address: string): void => writeFileSync(join(profile, 'running.json'), JSON.stringify({ pid, address }));
  expect(runningAddress(profile)).toBeUndefined();
  note(process.ppid, 'http://127.0.0.1:4711/');
  expect(runningAddress(profile)).toBe('http://127.0.0.1:4711/');
  note(process.ppid, 'http://evil.example/');
  expect(runningAddress(profile)).toBeUndefined();
  note(2 ** 30, 'http://127.0.0.1:4711/');
  expect(runningAddress(profile)).toBeUndefined();
  await noteRunning(profile, 'http://127.0.0.1:4711/');
  expect(runningAddress(profile)).toBeUndefined();
  forgetRunning(profile);
  expect(readdirSync(profile)).toEqual([]);
});

test('a durable write leaves nothing beside the file, and the old content where it fails', async () => {
  const file = join(profile, 'deep', 'x');
  await writeDurably(file, 'one');
  expect(readdirSync(join(profile, 'deep'))).toEqual(['x']);
  expect(statSync(join(profile, 'deep')).mode & 0o777).toBe(0o700);
  await expect(writeDurably(join(file, 'below-a-file'), 'two')).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(writeDurably('/proc/godwit/x', 'two')).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a profile folder is made with all above it, or it is said why not', () => {
  const deep = join(profile, 'a', 'b', 'c');
  makeProfile(deep);
  makeProfile(deep);
  expect(statSync(deep).mode & 0o777).toBe(0o700);
  writeFileSync(join(profile, 'file'), '');
  for (const place of [join(profile, 'file'), join(profile, 'file', 'x'), '/proc/godwit', '/proc/godwit/x/y']) {
    expect(() => makeProfile(place)).toThrow(`The profile folder ${place} cannot be used`);
  }
});
