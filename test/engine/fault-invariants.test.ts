/** Every invariant of the fault tests can be seen broken. */
import { describe, expect, test } from 'vitest';
import { FLAG } from '../../shared/model/flags.ts';
import { check, type Intentions, type MirroredFolder, type ServerFolder } from '../faults/invariants.ts';

const server = (): ServerFolder[] => [
  { path: 'INBOX', uidValidity: 7, subscribed: false, messages: [{ uid: 1, flags: ['\\Seen'], messageId: '<a@example.org>', size: 10 }, { uid: 2, flags: [], messageId: '<b@example.org>', size: 20 }] },
  { path: 'Archive', uidValidity: 8, messages: [] },
];
const mirror = (): MirroredFolder[] => [
  { path: 'INBOX', uidValidity: 7, complete: true, total: 2, unread: 1, messages: [{ uid: 1, bits: FLAG.seen, keywords: [], messageId: '<a@example.org>', size: 10 }, { uid: 2, bits: 0, keywords: [], messageId: '<b@example.org>', size: 20 }] },
  { path: 'Archive', uidValidity: 8, complete: true, total: 0, unread: 0, messages: [] },
];
const intentions = (extra: Partial<Intentions> = {}): Intentions => ({
  places: new Map([['<a@example.org>', ['INBOX']], ['<b@example.org>', ['INBOX', 'Archive']]]), deleted: new Set(), flagged: [], sends: [], operations: [], promised: 0, ...extra,
});
const found = (breaks: ReturnType<typeof check>) => [...new Set(breaks.map(({ invariant }) => invariant))];

test('all is well', () => {
  expect(check(server(), mirror(), intentions(), [])).toEqual([]);
});

describe('I1', () => {
  const spoiled: [string, (folders: MirroredFolder[]) => void][] = [
    ['a message is missing', ([inbox]) => void (inbox!.messages as unknown[]).pop()],
    ['a message too many', ([, archive]) => void (archive!.messages as unknown[]).push({ uid: 9, bits: FLAG.seen, keywords: [], messageId: '<z@example.org>', size: 1 })],
    ['another message', ([inbox]) => { inbox!.messages[0]!.messageId = '<z@example.org>'; }],
    ['a wrong count', ([inbox]) => { inbox!.total = 3; }],
    ['a wrong count of unread', ([inbox]) => { inbox!.unread = 0; }],
    ['hidden for nothing', ([inbox]) => { inbox!.messages[1]!.bits = FLAG.hidden; inbox!.total = 1; inbox!.unread = 0; }],
    ['not complete', ([inbox]) => { inbox!.complete = false; }],
    ['renumbered', ([inbox]) => { inbox!.uidValidity = 6; }],
    ['subscribed here alone', ([inbox]) => { inbox!.subscribed = true; }],
    ['a folder too many', (folders) => void folders.push({ ...folders[1]!, path: 'Ghost' })],
    ['a folder too few', (folders) => void folders.pop()],
  ];
  test.each(spoiled)('%s', (_words, spoil) => {
    const folders = mirror();
    spoil(folders);
    expect(found(check(server(), folders, intentions(), []))).toContain('I1');
  });
});

test('I2 and I3: a message in no folder, twice, or in a wrong one', () => {
  const gone = server();
  (gone[0]!.messages as unknown[]).pop();
  expect(found(check(gone, mirror(), intentions(), []))).toEqual(expect.arrayContaining(['I2', 'I3']));
  expect(found(check(gone, mirror(), intentions({ deleted: new Set(['<b@example.org>']) }), []))).toEqual(['I1']);
  const twice = server();
  (twice[1]!.messages as unknown[]).push({ ...twice[0]!.messages[1]!, uid: 1 });
  expect(found(check(twice, mirror(), intentions(), []))).toContain('I2');
  const astray = server();
  (astray[1]!.messages as unknown[]).push({ ...astray[0]!.messages[0]!, uid: 1 });
  (astray[0]!.messages as unknown[]).shift();
  expect(found(check(astray, mirror(), intentions(), []))).toContain('I2');
});

test('I5: called done, and not done', () => {
  expect(found(check(server(), mirror(), intentions({ filed: [{ messageId: '<a@example.org>', path: 'Archive', confirmed: true }] }), []))).toEqual(['I5']);
  expect(found(check(server(), mirror(), intentions({ filed: [{ messageId: '<a@example.org>', path: 'Archive', confirmed: false }, { messageId: '<a@example.org>', path: 'INBOX', confirmed: true }] }), []))).toEqual([]);
  for (const folder of [{ path: 'New', there: true }, { path: 'Archive', there: false }, { path: 'INBOX', there: true, subscribed: true }]) {
    expect(found(check(server(), mirror(), intentions({ folders: [{ ...folder, confirmed: true }] }), []))).toEqual(['I5']);
    expect(found(check(server(), mirror(), intentions({ folders: [{ ...folder, confirmed: false }] }), []))).toEqual([]);
  }
});

test('I3: what another client had marked is gone', () => {
  expect(found(check(server(), mirror(), intentions(), [], ['<marked@example.org>']))).toEqual(['I3']);
});

test.each([
  ['sent twice', { state: 'done', accepted: 2, inSent: 1, failure: null }],
  ['never sent', { state: 'done', accepted: 0, inSent: 1, failure: null }],
  ['two copies', { state: 'done', accepted: 1, inSent: 2, failure: null }],
  ['no copy', { state: 'done', accepted: 1, inSent: 0, failure: null }],
  ['out, and the user is told it was not', { state: 'parked', accepted: 1, inSent: 0, failure: { code: 'timeout', message: 'No.' } }],
])('I4: %s', (_words, send) => {
  expect(found(check(server(), mirror(), intentions({ sends: [{ marker: 'ferry', ...send }] }), []))).toEqual(['I4']);
});

test('I4 and I9: a letter that is forgotten', () => {
  expect(found(check(server(), mirror(), intentions({ sends: [{ marker: 'ferry', state: 'lost', accepted: 0, inSent: 0, failure: null }] }), []))).toEqual(['I4', 'I9']);
});

test('I6: a draft that is gone, or older than what was saved', () => {
  const drafts = (saved: number, kept: number | null) => found(check(server(), mirror(), intentions({ drafts: [{ marker: 'ferry', saved, kept }] }), []));
  expect([drafts(2, null), drafts(2, 1)]).toEqual([['I6'], ['I6']]);
  expect([drafts(0, null), drafts(2, 2), drafts(2, 3)]).toEqual([[], [], []]);
});

test.each([
  ['stuck', [{ title: 'Flag', state: 'waiting', failureCode: null }]],
  ['parked without a reason', [{ title: 'Flag', state: 'parked', failureCode: null }]],
  ['lost', []],
])('I5: %s', (_words, operations) => {
  expect(found(check(server(), mirror(), intentions({ operations, promised: 1 }), []))).toEqual(['I5']);
});

test('I7: another flag than on the server, or one that never arrived', () => {
  const folders = mirror();
  folders[0]!.messages[0]!.bits |= FLAG.flagged;
  expect(found(check(server(), folders, intentions(), []))).toEqual(['I7']);
  expect(found(check(server(), mirror(), intentions({ flagged: [{ messageId: '<a@example.org>', flag: '\\Flagged', confirmed: true }] }), []))).toEqual(['I7']);
});

test('I8: the second sync wrote', () => {
  expect(found(check(server(), mirror(), intentions(), ['checkpoints']))).toEqual(['I8']);
});
