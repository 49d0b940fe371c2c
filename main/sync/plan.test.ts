import { expect, test } from 'vitest';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import { planFolder, portions } from './plan.ts';

const checkpoint = { uidValidity: 7, uidNext: 101, highestModseq: '500', complete: true };
const selected: SelectedMailbox = { wireName: 'INBOX', exists: 100, uidValidity: 7, uidNext: 101, highestModseq: '500', permanentFlags: [], readOnly: false };

test('nothing changed, nothing asked', () => {
  expect(planFolder(checkpoint, selected, 100)).toEqual({ reset: false, unchanged: true, flags: { kind: 'none' }, listUids: false });
});

test('a flag changed elsewhere: only what changed since', () => {
  expect(planFolder(checkpoint, { ...selected, highestModseq: '501' }, 100)).toEqual({ reset: false, unchanged: false, flags: { kind: 'changed-since', modseq: '500' }, listUids: false });
});

test('a message came or went: UIDs are compared', () => {
  expect(planFolder(checkpoint, { ...selected, exists: 101, uidNext: 102, highestModseq: '502' }, 100).listUids).toBe(true);
  expect(planFolder(checkpoint, { ...selected, exists: 99, highestModseq: '502' }, 100).listUids).toBe(true);
});

test('a message lost from the mirror is noticed although the server changed nothing', () => {
  expect(planFolder(checkpoint, selected, 99)).toMatchObject({ unchanged: false, listUids: true });
});

test('without mod-sequences all flags are asked for, every time', () => {
  expect(planFolder({ ...checkpoint, highestModseq: '0' }, { ...selected, highestModseq: '0' }, 100)).toEqual({ reset: false, unchanged: false, flags: { kind: 'all' }, listUids: false });
});

test('a server that does not say UIDNEXT is never taken for unchanged', () => {
  expect(planFolder({ ...checkpoint, uidNext: 0 }, { ...selected, uidNext: 0 }, 100).unchanged).toBe(false);
});

test('another UIDVALIDITY starts anew', () => {
  expect(planFolder(checkpoint, { ...selected, uidValidity: 8 }, 100)).toEqual({ reset: true, unchanged: false, flags: { kind: 'none' }, listUids: true });
});

test('an interrupted first sync goes on and catches up with flags', () => {
  expect(planFolder({ ...checkpoint, complete: false, highestModseq: '400' }, selected, 40)).toEqual({ reset: false, unchanged: false, flags: { kind: 'changed-since', modseq: '400' }, listUids: true });
});

test('portions run from the newest, each ascending, and hold everything once', () => {
  expect(portions([1, 2, 3, 4, 5, 6, 7], 2, 3)).toEqual([[6, 7], [3, 4, 5], [1, 2]]);
  expect(portions([], 2, 3)).toEqual([]);
});
