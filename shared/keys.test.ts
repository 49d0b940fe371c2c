import { describe, expect, test } from 'vitest';
import { actionOf, KEYS, keysFor, type KeyPress } from './keys.ts';

const press = (key: string, extra: Partial<KeyPress> = {}): KeyPress => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...extra });

describe('keys', () => {
  test.each([
    ['j', {}, 'next'], ['ArrowUp', {}, 'previous'], ['e', {}, 'archive'], ['Delete', {}, 'delete'], ['/', {}, 'search'],
    ['U', { shiftKey: true }, 'markUnread'], ['u', {}, 'markUnread'], ['a', { ctrlKey: true }, 'selectAll'], ['a', { metaKey: true }, 'selectAll'], ['a', {}, 'replyAll'], [' ', {}, 'toggle'],
  ] as const)('%s %o is %s', (key, extra, action) => {
    expect(actionOf(press(key, extra), null)).toEqual({ action });
  });

  test('signs count with and without Shift, because keyboards differ', () => {
    expect(actionOf(press('#', { shiftKey: true }), null)).toEqual({ action: 'delete' });
    expect(actionOf(press('#'), null)).toEqual({ action: 'delete' });
    expect(actionOf(press('?', { shiftKey: true }), null)).toEqual({ action: 'help' });
  });

  test('a letter with a modifier that is not bound does nothing', () => {
    expect(actionOf(press('e', { ctrlKey: true }), null)).toBeNull();
    expect(actionOf(press('E', { shiftKey: true }), null)).toBeNull();
    expect(actionOf(press('r', { altKey: true }), null)).toBeNull();
  });

  test('on a Cyrillic keyboard the place of the key counts', () => {
    expect(actionOf(press('о', { code: 'KeyJ' }), null)).toEqual({ action: 'next' });
  });

  test('G waits, then I goes to the inbox; a second key that fits nothing is taken by itself', () => {
    expect(actionOf(press('g'), null)).toEqual({ prefix: 'G' });
    expect(actionOf(press('i'), 'G')).toEqual({ action: 'goInbox' });
    expect(actionOf(press('j'), 'G')).toEqual({ action: 'next' });
    expect(actionOf(press('i'), null)).toBeNull();
  });

  test('no key is bound twice', () => {
    const all = Object.values(KEYS).flatMap(({ keys }) => [...keys]);
    expect(new Set(all).size).toBe(all.length);
    expect(keysFor('delete')).toBe('#');
  });
});
