import { describe, expect, test } from 'vitest';
import type { FolderId, MessageId } from '../../../shared/ids.ts';
import type { ListRow } from './list-row.ts';
import { extendTo, followRows, isSelected, leadAlone, MOST_SELECTED, nextAfterRemoval, NOTHING, opened, selectAll, selectOnly, selectRows, toggle, withoutRows } from './selection.ts';

const id = (name: string): MessageId => name as MessageId;
const message = (name: string): ListRow => ({ id: id(name), folderId: 'f' as FolderId, from: [], to: [], subject: '', date: 0, size: 0, flags: 0, keywords: [], hasAttachment: false, preview: null });
/** Newest first; known by the oldest. */
const conversation = (...names: string[]): ListRow => ({ id: id(names.at(-1)!), folderId: 'f' as FolderId, subject: '', people: [], messageIds: names.map(id), count: names.length, unread: 0, total: names.length, flagged: false, draft: false, hasAttachment: false, keywords: [], date: 0, flags: 0, preview: null });
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(message) as [ListRow, ListRow, ListRow, ListRow];
const rows = [a, b, c, d];
const set = (...names: string[]): Set<MessageId> => new Set(names.map(id));

describe('selection of messages', () => {
  test('a range grows and shrinks around its anchor', () => {
    const down = extendTo(extendTo(selectOnly(b), rows, c), rows, d);
    expect(down).toEqual({ ids: set('b', 'c', 'd'), rows: 3, anchor: 'b', lead: 'd' });
    expect(extendTo(down, rows, a)).toEqual({ ids: set('a', 'b'), rows: 2, anchor: 'b', lead: 'a' });
  });

  test('of several the row where the keyboard stands is left, or none; one stays as it is', () => {
    expect(leadAlone(selectRows([a, b], id('a'), id('b')), rows)).toEqual(selectOnly(b));
    expect(leadAlone(selectRows([a, b], id('a'), id('c')), rows)).toBe(NOTHING);
    expect(leadAlone(selectRows([a, b], id('a'), id('b')), [c])).toBe(NOTHING);
    const one = selectOnly(b);
    expect(leadAlone(one, [])).toBe(one);
  });

  test('what goes while others stay selected is selected no more, and the keyboard stands on one that stays', () => {
    const three = selectRows([a, b, c], id('a'), id('b'));
    expect(withoutRows(three, rows, set('b'))).toEqual({ ids: set('a', 'c'), rows: 2, anchor: 'a', lead: 'c' });
    expect(withoutRows(selectRows([a, b], id('b'), id('b')), rows, set('b'))).toEqual(selectOnly(a));
    expect(withoutRows(three, rows, set('d'))).toBe(three);
    const [x, y] = [conversation('x2', 'x1'), conversation('y2', 'y1')];
    expect(withoutRows(selectRows([x, y], id('x2'), id('x2')), [x, y], set('y2'))).toEqual({ ids: set('x2', 'x1', 'y1'), rows: 2, anchor: 'x2', lead: 'x2' });
  });

  test('a range whose anchor is no longer in the list starts anew', () => {
    expect(extendTo(selectOnly(message('gone')), rows, c)).toEqual(selectOnly(c));
    expect(extendTo(NOTHING, rows, c)).toEqual(selectOnly(c));
  });

  test('toggle takes in and takes out, and moves the anchor', () => {
    const two = toggle(selectOnly(a), c);
    expect(two).toEqual({ ids: set('a', 'c'), rows: 2, anchor: 'c', lead: 'c' });
    expect(toggle(two, a)).toMatchObject({ ids: set('c'), rows: 1 });
    expect(toggle(selectOnly(a), a)).toEqual({ ids: set(), rows: 0, anchor: 'a', lead: 'a' });
  });

  test('select all keeps the place of the keyboard', () => {
    expect(selectAll(selectOnly(c), rows)).toEqual({ ids: set('a', 'b', 'c', 'd'), rows: 4, anchor: 'c', lead: 'c' });
    expect(selectAll(NOTHING, [])).toEqual(NOTHING);
  });

  test('no more than one action can take', () => {
    const many = Array.from({ length: MOST_SELECTED + 5 }, (_, index) => message(String(index)));
    const most = selectRows(many, null, null);
    expect(most).toMatchObject({ rows: MOST_SELECTED });
    expect(toggle(most, many.at(-1)!)).toBe(most);
    expect(toggle(most, many[0]!).ids.size).toBe(MOST_SELECTED - 1);
    expect(followRows(most, [conversation('new', '0')])).toBe(most);
  });

  test('only a single message is open', () => {
    expect(opened(selectOnly(a))).toBe('a');
    expect(opened(toggle(selectOnly(a), b))).toBeNull();
    expect(opened(toggle(toggle(selectOnly(a), b), b))).toBe('a');
    expect(opened(NOTHING)).toBeNull();
  });
});

describe('selection of conversations', () => {
  const [x, y] = [conversation('x3', 'x2', 'x1'), conversation('y1')];

  test('a row stands for all its messages, the newest leads and is open', () => {
    const one = selectOnly(x);
    expect(one).toEqual({ ids: set('x3', 'x2', 'x1'), rows: 1, anchor: 'x3', lead: 'x3' });
    expect(opened(one)).toBe('x3');
    expect(toggle(one, y)).toMatchObject({ ids: set('x3', 'x2', 'x1', 'y1'), rows: 2 });
    expect(opened(toggle(one, y))).toBeNull();
    expect(opened(toggle(toggle(one, y), y))).toBe('x3');
  });

  test('an answer that comes belongs to the selected conversation, and the open message stays', () => {
    const grown = conversation('x4', 'x3', 'x2', 'x1');
    const followed = followRows(selectOnly(x), [grown, y]);
    expect(followed).toMatchObject({ ids: set('x4', 'x3', 'x2', 'x1'), rows: 1, lead: 'x3' });
    expect(isSelected(followed, grown)).toBe(true);
    expect(followRows(followed, [grown, y])).toBe(followed);
  });

  test('a range and what comes after a removal go by rows', () => {
    expect(extendTo(selectOnly(x), [x, y], y)).toMatchObject({ rows: 2, lead: 'y1' });
    expect(nextAfterRemoval([x, y], selectOnly(x), set('x3', 'x2', 'x1'))).toBe(y);
    expect(nextAfterRemoval([x, y], selectOnly(x), set('x3'))).toBe(x);
  });
});

describe('nextAfterRemoval', () => {
  test('the one below, at the end the one above', () => {
    expect(nextAfterRemoval(rows, selectOnly(b), set('b'))).toBe(c);
    expect(nextAfterRemoval(rows, selectOnly(d), set('d'))).toBe(c);
  });

  test('jumps over everything that goes along', () => {
    expect(nextAfterRemoval(rows, { ids: set('b', 'c'), rows: 2, anchor: id('b'), lead: id('b') }, set('b', 'c'))).toBe(d);
    expect(nextAfterRemoval(rows, { ids: set('a', 'b', 'c', 'd'), rows: 4, anchor: id('a'), lead: id('b') }, set('a', 'b', 'c', 'd'))).toBeNull();
  });

  test('a lead that stays is kept', () => {
    expect(nextAfterRemoval(rows, selectOnly(a), set('c'))).toBe(a);
  });

  test('without a lead in the list nothing is selected', () => {
    expect(nextAfterRemoval(rows, NOTHING, set('a'))).toBeNull();
    expect(nextAfterRemoval([], selectOnly(a), set('a'))).toBeNull();
  });
});
