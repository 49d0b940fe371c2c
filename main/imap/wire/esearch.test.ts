/** ESEARCH, SORT, THREAD and VANISHED as they stand in the RFCs, and as nobody should send them. */
import { describe, expect, test } from 'vitest';
import { Cursor } from './cursor.ts';
import type { Esearch } from './esearch.ts';
import { parseResponse, type Response } from './response.ts';

const parse = (text: string): Response => {
  const c = new Cursor();
  const bytes = Buffer.from(text, 'latin1');
  c.set(bytes, 0, bytes.length);
  return parseResponse(c);
};
const EMPTY: Esearch = { kind: 'esearch', tag: null, mailbox: null, uidValidity: null, uid: false, min: null, max: null, count: null, all: null, modseq: null, partial: null, relevancy: null, updates: [] };
const refused = /cannot be read|more messages than/u;

describe('ESEARCH', () => {
  test.each<[string, Partial<Esearch>]>([
    ['', {}],
    [' (TAG "A282") MIN 2 COUNT 3', { tag: 'A282', min: 2, count: 3 }],
    [' (TAG A1) UID', { tag: 'A1', uid: true }],
    [' (TAG "A2") UID MIN 7 MAX 3800 ALL 4:18,21,28 COUNT 20 MODSEQ 1236', { tag: 'A2', uid: true, min: 7, max: 3800, all: '4:18,21,28', count: 20, modseq: '1236' }],
    [' (TAG "A3") ALL 1:2 ALL 9', { tag: 'A3', all: '1:2,9' }],
    [' (TAG "A01") UID PARTIAL (1:100 200:250,252:300)', { tag: 'A01', uid: true, partial: { range: '1:100', set: '200:250,252:300' } }],
    [' (TAG "A05") UID PARTIAL (-1:-100 NIL)', { tag: 'A05', uid: true, partial: { range: '-1:-100', set: null } }],
    [' (TAG "B1") ALL 1,5 RELEVANCY (4 99)', { tag: 'B1', all: '1,5', relevancy: [4, 99] }],
    [' (TAG "C01") UID REMOVEFROM (0 32768) ADDTO (1 2733 1 2732:2731)', { tag: 'C01', uid: true, updates: [{ action: 'remove', position: 0, set: '32768' }, { action: 'add', position: 1, set: '2733' }, { action: 'add', position: 1, set: '2732:2731' }] }],
    [' (TAG "t1" MAILBOX "fol\\"der1" UIDVALIDITY 1) UID ALL 4001,4003', { tag: 't1', mailbox: 'fol"der1', uidValidity: 1, uid: true, all: '4001,4003' }],
    [' (TAG {2}\r\nt1 MAILBOX {3}\r\na b X-NEW (1 (2))) X-MORE (a "b)") COUNT 0', { tag: 't1', mailbox: 'a b', count: 0 }],
  ])('%s', (text, expected) => {
    expect(parse(`* ESEARCH${text}`)).toEqual({ ...EMPTY, ...expected });
  });
  test.each([' (TAG "a1"', ' ALL NIL', ' ALL (1 2)', ' MIN x', ' MAX 4294967296', ' PARTIAL (1:2)', ' PARTIAL 1:2 3', ' PARTIAL (a:b 3)', ' ADDTO (0)', ' ADDTO (0 NIL)', ' MODSEQ -1', ' RELEVANCY (a)', ' COUNT', ' "x" 1'])('refused: %s', (text) => {
    expect(() => parse(`* ESEARCH${text}`)).toThrow(refused);
  });
});

test('SEARCH and SORT with MODSEQ', () => {
  expect(parse('* SEARCH')).toEqual({ kind: 'search', uids: [], modseq: null });
  expect(parse('* SEARCH 2 5 6 (MODSEQ 917162500)')).toEqual({ kind: 'search', uids: [2, 5, 6], modseq: '917162500' });
  expect(parse('* SORT 9 2 5 (X-NEW (1)) (MODSEQ 17) ')).toEqual({ kind: 'sort', uids: [9, 2, 5], modseq: '17' });
  for (const text of ['* SEARCH a', '* SORT 1,2', '* SEARCH 0', '* SEARCH 1 (MODSEQ', '* SEARCH 1 (MODSEQ x)']) expect(() => parse(text)).toThrow(refused);
});

test('VANISHED: only what can be nothing else', () => {
  expect(parse('* VANISHED (EARLIER) 300:310,405')).toEqual({ kind: 'vanished', earlier: true, uids: [[300, 310], [405, 405]] });
  expect(parse('* VANISHED 405,300:310')).toEqual({ kind: 'vanished', earlier: false, uids: [[300, 310], [405, 405]] });
  for (const text of ['* VANISHED', '* VANISHED 1:*', '* VANISHED *', '* VANISHED (EARLIER)', '* VANISHED (LATER) 1', '* VANISHED (EARLIER 1:3', '* VANISHED (EARLIER) (1 2)', '* VANISHED 1 2', '* VANISHED 0', '* VANISHED -1', '* VANISHED 1:4294967296', '* VANISHED NIL', '* VANISHED "1:3"']) expect(() => parse(text)).toThrow(/cannot be read/u);
});

describe('THREAD', () => {
  const nodes = (text: string): [number, number][] => {
    const response = parse(`* THREAD ${text}`);
    return response.kind === 'thread' ? response.nodes.map(({ uid, parent }) => [uid, parent]) : [];
  };
  test('chains, branches, missing parents', () => {
    expect(nodes('')).toEqual([]);
    expect(nodes('(2)(3 6 (4 23)(44 7 96))')).toEqual([[2, -1], [3, -1], [6, 1], [4, 2], [23, 3], [44, 2], [7, 5], [96, 6]]);
    expect(nodes('((3)(5)) (7)')).toEqual([[0, -1], [3, 0], [5, 0], [7, -1]]);
    expect(nodes('(1 ((2)(3)))')).toEqual([[1, -1], [0, 0], [2, 1], [3, 1]]);
    expect(nodes('(((2)))')).toEqual([[0, -1], [2, 0]]);
  });
  test('hostile depth is refused or survived, without recursion', () => {
    expect(() => nodes('('.repeat(200_000))).toThrow(refused);
    expect(nodes(`${'(1 '.repeat(90_000)}2${')'.repeat(90_000)}`).length).toBe(90_001);
    const long = nodes(`(${Array.from({ length: 200_000 }, (_, index) => index + 1).join(' ')})`);
    expect(long.at(-1)).toEqual([200_000, 199_998]);
  });
  test.each(['(1', '1)', '1', '(a)', '(0)', '(1 2))', '("1")', '(4294967296)'])('refused: %s', (text) => {
    expect(() => nodes(text)).toThrow(refused);
  });
});
