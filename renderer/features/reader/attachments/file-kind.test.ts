import { expect, test } from 'vitest';
import type { Inspection } from '../../../../shared/ipc/contract/attachments.ts';
import { canLook, kindOf } from './file-kind.ts';

const seen = (type: string, danger: Inspection['danger'] = 'none'): Inspection => ({ type, sniffed: true, matchesName: true, matchesDeclared: true, danger, advice: 'open' });

test('before anything is known: by what is written on it', () => {
  expect(kindOf('a.pdf', 'application/pdf', undefined)).toBe('pdf');
  expect(kindOf('a.pdf', 'application/octet-stream', undefined)).toBe('pdf');
  expect(kindOf('a', 'application/x-unknown', undefined)).toBe('file');
  expect(kindOf('a.constructor', 'application/x-unknown', undefined)).toBe('file');
});

test('the content has the last word', () => {
  expect(kindOf('holiday.jpg', 'image/jpeg', seen('application/x-msdownload', 'program'))).toBe('program');
  expect(kindOf('a.png', 'image/png', seen('text/html', 'markup'))).toBe('code');
  expect(kindOf('a.docx', 'application/octet-stream', seen('application/zip', 'archive'))).toBe('document');
  expect(kindOf('a.zip', 'application/zip', seen('application/zip', 'archive'))).toBe('archive');
  expect(kindOf('a.svg', 'image/svg+xml', seen('image/svg+xml', 'markup'))).toBe('code');
});

test('an image that may hold scripts is looked at as text', () => {
  expect(canLook(kindOf('a.svg', 'image/svg+xml', undefined))).toBe(true);
  expect(canLook('program')).toBe(false);
  expect(canLook('archive')).toBe(false);
});
