/** What is looked at inside the reader, and as what: never markup as anything but text. */
import { expect, test } from 'vitest';
import { previewImage, previewKind, previewPdf, previewText } from './preview-content.ts';

test.each([
  ['image/png', 'text/plain', true, 'image'],
  ['application/pdf', 'image/png', true, 'pdf'],
  ['image/svg+xml', 'image/svg+xml', true, 'text'],
  ['image/svg+xml', 'image/png', true, null],
  ['image/x-icon', 'image/x-icon', true, null],
  ['text/html', 'text/html', true, 'text'],
  ['text/html', 'image/png', true, null],
  ['message/rfc822', 'message/rfc822', false, 'text'],
  ['application/x-msdownload', 'text/plain', true, null],
  ['application/zip', 'application/zip', true, null],
] as const)('%s that is called %s', (type, declared, sniffed, kind) => expect(previewKind(type, declared, sniffed)).toBe(kind));

test('what is no picture, no PDF and no text inside is not shown as one', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  expect(previewImage(svg)).toEqual({ kind: 'none', reason: 'unreadable' });
  expect(previewPdf(svg, () => '/document/x')).toEqual({ kind: 'none', reason: 'unreadable' });
  expect(previewText(Buffer.from('a\0b'), '', false)).toEqual({ kind: 'none', reason: 'unreadable' });
});
