/** The reader's words. */
import { expect, test } from 'vitest';
import { cardDate, fullDate, hostWords, noTextWords, zonedDate } from './words.ts';

test('dates name the zone', () => {
  expect(fullDate(Date.UTC(2026, 2, 3, 13, 5), 'Europe/Berlin')).toBe('Tuesday, 3 March 2026 at 14:05 CET');
});

test('a computer that travels shows the zone where it is', () => {
  const zone = process.env['TZ'];
  try {
    process.env['TZ'] = 'Europe/Berlin';
    expect([fullDate(Date.UTC(2026, 2, 3, 13, 5)), cardDate(Date.UTC(2026, 2, 3, 13, 5))]).toEqual(['Tuesday, 3 March 2026 at 14:05 CET', '3 Mar 2026, 14:05']);
    process.env['TZ'] = 'Asia/Tokyo';
    expect([fullDate(Date.UTC(2026, 2, 3, 13, 5)), cardDate(Date.UTC(2026, 2, 3, 13, 5))]).toEqual(['Tuesday, 3 March 2026 at 22:05 GMT+9', '3 Mar 2026, 22:05']);
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('a date by the clock of its sender', () => {
  expect(zonedDate(Date.UTC(2026, 2, 3, 13, 5), -240)).toBe('Tuesday, 3 March 2026 at 09:05 GMT-4');
  expect(zonedDate(Date.UTC(2026, 2, 3, 13, 5), 345)).toBe('Tuesday, 3 March 2026 at 18:50 GMT+5:45');
  expect([zonedDate(Date.UTC(2026, 2, 3), 5_000_000), zonedDate(Number.NaN, 0)]).toEqual(['', '']);
});

test('hosts', () => {
  expect(hostWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more');
});

test('where there is no text, what is encrypted is said to be, with the file that holds it', () => {
  const file = (type: string, name: string) => ({ type, name });
  expect(noTextWords([])).toBe('This message has no text.');
  expect(noTextWords([file('application/pdf', 'a.pdf')])).toBe('This message has no text.');
  expect(noTextWords([file('application/pgp-encrypted', 'attachment'), file('application/octet-stream', 'encrypted.asc')])).toMatch(/is encrypted, and Godwit cannot decrypt it yet\..+“encrypted\.asc”.+OpenPGP key/u);
  for (const type of ['application/pkcs7-mime', 'application/x-pkcs7-mime']) expect(noTextWords([file(type, 'smime.p7m')])).toMatch(/inside “smime\.p7m”, which Godwit cannot open yet\..+S\/MIME/u);
  expect(noTextWords([file('application/pgp-encrypted', 'attachment')])).toBe('This message has no text.');
});
