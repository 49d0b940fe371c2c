import { expect, test } from 'vitest';
import { attachmentName, unusedName, type TakenNames } from './attachment-name.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['R&D 100% (final).pdf', 'R&D 100% (final).pdf'],
  ['\u5831\u544a\u66f8.docx', '\u5831\u544a\u66f8.docx'],
  ['../../../.bashrc', 'bashrc'],
  ['..\\..\\x.exe', 'x.exe'],
  ['C:\\Windows\\x.exe', 'x.exe'],
  ['\uff0e\uff0e\uff0fx', 'x'],
  ['=?utf-8?B?Li4vLi4vZXZpbC5zaA==?=', 'evil.sh'],
  ["utf-8''..%2F..%2Fevil.sh", 'evil.sh'],
  ['.htaccess', 'htaccess'],
  ['-rf', 'rf'],
  ['con.txt', '_con.txt'],
  ['con .txt', '_con .txt'],
  ['NUL', '_NUL'],
  ['COM\u00b9', '_COM\u00b9'],
  ['desktop.ini', '_desktop.ini'],
  ['a:b.txt', 'a_b.txt'],
  ['x.exe\u00a0', 'x.exe'],
  ['x.txt.', 'x.txt'],
  ['invoice\u202efdp.exe', 'invoicefdp.exe'],
  ['x\u200b.exe', 'x.exe'],
  ['\u0645\u200d.exe', '\u0645.exe'],
  ['file.txt::$DATA', 'file.txt'],
  [`invoice.pdf${' '.repeat(300)}.exe`, 'invoice.pdf .exe'],
  ['a\r\nX: y.pdf', 'a X_ y.pdf'],
  ['a\u0301.txt', '\u00e1.txt'],
  ['', 'attachment.pdf'],
  ['..', 'attachment.pdf'],
])('%j', (written, expected) => expect(attachmentName(written, 'application/pdf')).toBe(expected));

test('a long name keeps its extension and whole characters', () => {
  const name = attachmentName(`${'\u{1f600}'.repeat(300)}.pdf.exe`, '');
  expect(name.endsWith('\u2026.exe')).toBe(true);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(name.isWellFormed()).toBe(true);
});

test.each([['text/calendar', 'invite.ics'], ['message/rfc822', 'message.eml'], ['image/png', 'image.png'], ['x/y', 'attachment']])('nameless %s', (type, name) => {
  expect(attachmentName('', type)).toBe(name);
});

test('no two are alike, however many are called the same', () => {
  const taken: TakenNames = new Map();
  expect(['a.txt', 'A.TXT', 'a (2).txt', 'a.txt', 'a (2).txt', 'b', 'b'].map((name) => unusedName(name, taken))).toEqual(['a.txt', 'A (2).TXT', 'a (2) (2).txt', 'a (3).txt', 'a (2) (3).txt', 'b', 'b (2)']);
  const long = `${'\u00e4'.repeat(90)}.pdf`;
  expect(new Set(Array.from({ length: 20_000 }, () => unusedName(long, taken).toLowerCase())).size).toBe(20_000);
});
