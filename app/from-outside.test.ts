import { expect, test } from 'vitest';
import { markFromOutside, type MarkingSystem } from './from-outside.ts';

function standIn(platform: string, fails = false) {
  const done: unknown[] = [];
  const note = async (...what: unknown[]): Promise<void> => {
    done.push(what);
    if (fails) throw new Error('no room for marks');
  };
  const system: MarkingSystem = { platform, now: () => 0x65_00_00_00, write: (path, content) => note(path, content), run: (program, args) => note(program, args) };
  return { system, done };
}

test('Windows is told in a stream beside the content', async () => {
  const { system, done } = standIn('win32');
  expect(await markFromOutside('C:\\Users\\a\\x.exe', system)).toBe(true);
  expect(done).toEqual([['C:\\Users\\a\\x.exe:Zone.Identifier', '[ZoneTransfer]\r\nZoneId=3\r\n']]);
});

test('a Mac is told in an attribute; the name is one argument, whatever is in it', async () => {
  const { system, done } = standIn('darwin');
  expect(await markFromOutside('/Users/a/$(id); x.pdf', system)).toBe(true);
  expect(done).toEqual([['/usr/bin/xattr', ['-w', 'com.apple.quarantine', expect.stringMatching(/^0081;65000000;Godwit;[0-9A-F-]{36}$/u), '/Users/a/$(id); x.pdf']]]);
});

test('elsewhere there is no such mark, and a disk without room for it keeps the file', async () => {
  const linux = standIn('linux');
  expect(await markFromOutside('/x', linux.system)).toBe(false);
  expect(linux.done).toEqual([]);
  expect(await markFromOutside('D:\\x', standIn('win32', true).system)).toBe(false);
});
