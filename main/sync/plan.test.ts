import { expect, test } from 'vitest';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import { knownFrom, planFolder, portions } from './plan.ts';

const checkpoint = { uidValidity: 7, uidNext: 101, highestModseq: '500', complete: true };
const selected: SelectedMailbox = { wireName: 'INBOX', exists: 100, uidValidity: 7, uidNext: 101, highestModseq: '500', permanentFlags: [], readOnly: false };
const condstore = { qresync: false, condstore: true };
const plan = (before: Partial<typeof checkpoint>, now: Partial<SelectedMailbox>, known = 100, trust = condstore, asked?: { asked: boolean; told: boolean }) => planFolder({ ...checkpoint, ...before }, { ...selected, ...now }, known, trust, asked);

test('nothing changed, nothing asked', () => {
  expect(plan({}, {})).toEqual({ kind: 'unchanged' });
  expect(plan({}, {}, 100, condstore, { asked: true, told: false })).toEqual({ kind: 'unchanged' });
});

test('a flag changed elsewhere: only what changed since', () => {
  expect(plan({}, { highestModseq: '501' })).toEqual({ kind: 'compare', strategy: 'condstore', fresh: null, list: false });
});

test('new messages are asked for by their numbers, the others are not listed', () => {
  expect(plan({}, { exists: 103, uidNext: 104, highestModseq: '502' })).toEqual({ kind: 'compare', strategy: 'condstore', fresh: [101, 103], list: false });
  expect(plan({ uidNext: 1 }, {}, 0)).toEqual({ kind: 'compare', strategy: 'none', fresh: [1, 100], list: false });
});

test('fewer messages and none new: UIDs are compared, unless the server has said which', () => {
  expect(plan({}, { exists: 99, highestModseq: '502' })).toMatchObject({ strategy: 'condstore', list: true });
  expect(plan({}, { exists: 99, highestModseq: '502' }, 100, condstore, { asked: true, told: true })).toEqual({ kind: 'compare', strategy: 'qresync', fresh: null, list: false });
  expect(plan({}, { exists: 99 }, 100, condstore, { asked: true, told: false })).toEqual({ kind: 'compare', strategy: 'none', fresh: null, list: true });
});

test('a first sync that was broken off: all UIDs are listed, also where new mail has come since', () => {
  expect(plan({ complete: false }, {})).toEqual({ kind: 'compare', strategy: 'none', fresh: null, list: true });
  expect(plan({ complete: false }, { exists: 103, uidNext: 104, highestModseq: '502' }, 40)).toEqual({ kind: 'compare', strategy: 'condstore', fresh: null, list: true });
});

test('a message lost from the mirror is noticed although the server changed nothing', () => {
  expect(plan({}, {}, 99)).toEqual({ kind: 'compare', strategy: 'none', fresh: null, list: true });
});

test('without mod-sequences all flags are asked for, every time', () => {
  const flags = { kind: 'compare', strategy: 'flags', fresh: null, list: false };
  expect(plan({ highestModseq: '0' }, { highestModseq: '0' })).toEqual(flags);
  expect(plan({}, { highestModseq: '0' })).toEqual(flags);
  expect(plan({}, {}, 100, { qresync: false, condstore: false })).toEqual(flags);
});

test('a mod-sequence that went back is worth nothing', () => {
  expect(plan({}, { highestModseq: '499' })).toEqual({ kind: 'compare', strategy: 'flags', fresh: null, list: true });
  expect(plan({ highestModseq: '9223372036854775807' }, { highestModseq: '9223372036854775806' })).toMatchObject({ strategy: 'flags', list: true });
});

test('a UIDNEXT that is missing or went back is never taken for unchanged', () => {
  for (const [before, now] of [[0, 0], [101, 0], [0, 101], [101, 90]] as const) expect(plan({ uidNext: before }, { uidNext: now })).toMatchObject({ kind: 'compare', fresh: null, list: true });
});

test('another UIDVALIDITY starts anew', () => {
  expect(plan({}, { uidValidity: 8 })).toEqual({ kind: 'first', reset: true });
  expect(plan({ uidValidity: 0 }, {}, 0)).toEqual({ kind: 'first', reset: false });
});

test('an interrupted first sync goes on and catches up with flags', () => {
  expect(plan({ complete: false, highestModseq: '400' }, {}, 40)).toEqual({ kind: 'compare', strategy: 'condstore', fresh: null, list: true });
});

test('SELECT is told what is known only where all of it is known and the server can use it', () => {
  const trust = { qresync: true, condstore: true };
  expect(knownFrom(checkpoint, trust)).toEqual({ uidValidity: 7, modseq: '500' });
  expect(knownFrom(checkpoint, condstore)).toBeNull();
  for (const part of [{ complete: false }, { uidValidity: 0 }, { uidNext: 0 }, { highestModseq: '0' }]) expect(knownFrom({ ...checkpoint, ...part }, trust)).toBeNull();
});

test('portions run from the newest, each ascending, and hold everything once', () => {
  expect(portions([1, 2, 3, 4, 5, 6, 7], 2, 3)).toEqual([[6, 7], [3, 4, 5], [1, 2]]);
  expect(portions([], 2, 3)).toEqual([]);
});
