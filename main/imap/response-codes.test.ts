/** Response codes about commands under way, as the RFCs and the servers write them. */
import { expect, test } from 'vitest';
import { readBadCharset, readInProgress, readMessageLimit, refusesAnyCharset } from './response-codes.ts';
import type { StatusResponse } from './wire/response.ts';

const status = (text: string, code: string | null = null, rest = ''): StatusResponse => ({ kind: 'status', tag: 'g1', status: 'NO', code: code === null ? null : { name: code, rest }, text });

test('INPROGRESS', () => {
  const read = (rest: string): unknown => readInProgress({ name: 'INPROGRESS', rest });
  expect(read('("A001" 454 1000)')).toEqual({ tag: 'A001', done: 454, total: 1000 });
  expect(read('("A001" 999 NIL)')).toEqual({ tag: 'A001', done: 999, total: null });
  expect(read('(NIL NIL NIL)')).toEqual({ tag: null, done: null, total: null });
  expect(read('("A001" 5 3)')).toEqual({ tag: 'A001', done: 5, total: null });
  for (const rest of ['', '(', '("A" 1)', '("A" -1 2)', '("A" 99999999999999999999 2)']) expect(read(rest)).toEqual({ tag: null, done: null, total: null });
  expect(readInProgress({ name: 'ALERT', rest: '' })).toBeNull();
});

test('MESSAGELIMIT', () => {
  const read = (rest: string): unknown => readMessageLimit({ name: 'MESSAGELIMIT', rest });
  expect(read('1000 23221')).toEqual({ limit: 1000, lowestUid: 23221 });
  expect(read('1000')).toEqual({ limit: 1000, lowestUid: null });
  // Still a part and not the whole, even if it cannot be said which.
  for (const rest of ['', 'x', '1000 4294967296', '1000 0', '1 2 3']) expect(read(rest)).toMatchObject({ lowestUid: null });
  expect(readMessageLimit(null)).toBeNull();
});

test('BADCHARSET, wherever it stands', () => {
  expect(readBadCharset(status('no', 'BADCHARSET', '(US-ASCII "ISO-8859-1" KOI8-R)'))).toEqual(['US-ASCII', 'ISO-8859-1', 'KOI8-R']);
  expect(readBadCharset(status('no', 'BADCHARSET'))).toEqual([]);
  expect(readBadCharset(status('SEARCH failed: [BADCHARSET ("US-ASCII")]'))).toEqual(['US-ASCII']);
  expect(readBadCharset(status('Unrecognized character set'))).toEqual([]);
  expect(readBadCharset(status('Search failed'))).toBeNull();
  expect(refusesAnyCharset(status('CHARSET is not valid in UTF8 mode as per RFC 6855'))).toBe(true);
  expect(refusesAnyCharset(status('no'))).toBe(false);
});
