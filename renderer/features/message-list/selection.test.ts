import { describe, expect, test } from 'vitest';
import type { MessageId } from '../../../shared/ids.ts';
import { extendTo, nextAfterRemoval, NOTHING, opened, selectAll, selectOnly, toggle } from './selection.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'] as MessageId[] as [MessageId, MessageId, MessageId, MessageId];
const order = [a, b, c, d];
const set = (...ids: MessageId[]): Set<MessageId> => new Set(ids);

describe('selection', () => {
  test('a range grows and shrinks around its anchor', () => {
    const down = extendTo(extendTo(selectOnly(b), order, c), order, d);
    expect(down).toEqual({ ids: set(b, c, d), anchor: b, lead: d });
    expect(extendTo(down, order, a)).toEqual({ ids: set(a, b), anchor: b, lead: a });
  });

  test('a range whose anchor is no longer in the list starts anew', () => {
    expect(extendTo(selectOnly('gone' as MessageId), order, c)).toEqual(selectOnly(c));
    expect(extendTo(NOTHING, order, c)).toEqual(selectOnly(c));
  });

  test('toggle takes in and takes out, and moves the anchor', () => {
    const two = toggle(selectOnly(a), c);
    expect(two).toEqual({ ids: set(a, c), anchor: c, lead: c });
    expect(toggle(two, a).ids).toEqual(set(c));
  });

  test('select all keeps the place of the keyboard', () => {
    expect(selectAll(selectOnly(c), order)).toEqual({ ids: set(a, b, c, d), anchor: c, lead: c });
    expect(selectAll(NOTHING, [])).toEqual(NOTHING);
  });

  test('only a single message is open', () => {
    expect(opened(selectOnly(a))).toBe(a);
    expect(opened(toggle(selectOnly(a), b))).toBeNull();
    expect(opened(NOTHING)).toBeNull();
  });
});

describe('nextAfterRemoval', () => {
  test('the one below, at the end the one above', () => {
    expect(nextAfterRemoval(order, selectOnly(b), set(b))).toBe(c);
    expect(nextAfterRemoval(order, selectOnly(d), set(d))).toBe(c);
  });

  test('jumps over everything that goes along', () => {
    expect(nextAfterRemoval(order, { ids: set(b, c), anchor: b, lead: b }, set(b, c))).toBe(d);
    expect(nextAfterRemoval(order, { ids: set(a, b, c, d), anchor: a, lead: b }, set(a, b, c, d))).toBeNull();
  });

  test('a lead that stays is kept', () => {
    expect(nextAfterRemoval(order, selectOnly(a), set(c))).toBe(a);
  });

  test('without a lead in the list nothing is selected', () => {
    expect(nextAfterRemoval(order, NOTHING, set(a))).toBeNull();
    expect(nextAfterRemoval([], selectOnly(a), set(a))).toBeNull();
  });
});
