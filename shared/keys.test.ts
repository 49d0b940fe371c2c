import { describe, expect, test } from 'vitest';
import { ACTIONS, actionOf, KEY_GROUPS, KEYS, keysFor, keysOf, type KeyPress } from './keys.ts';
import { keys as words } from './locales/en/keys.ts';

const press = (key: string, extra: Partial<KeyPress> = {}): KeyPress => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...extra });

describe('keys', () => {
  test.each([
    ['j', {}, 'next'], ['ArrowUp', {}, 'previous'], ['e', {}, 'archive'], ['Delete', {}, 'delete'], ['/', {}, 'search'],
    ['U', { shiftKey: true }, 'markUnread'], ['u', {}, 'back'], ['k', { ctrlKey: true }, 'palette'], ['V', { shiftKey: true }, 'copy'], ['F6', { shiftKey: true }, 'previousPane'], ['.', {}, 'menu'], ['a', { ctrlKey: true }, 'selectAll'], ['a', { metaKey: true }, 'selectAll'], ['a', {}, 'replyAll'], [' ', {}, 'toggle'],
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
    expect(actionOf(press('Enter', { ctrlKey: true }), null)).toBeNull();
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
    expect(all.filter((keys, index) => all.indexOf(keys) !== index)).toEqual([]);
    expect(keysFor('delete')).toBe('#');
  });

  test('the first of two keys is no key of its own, so nobody waits for a second', () => {
    const all = Object.values(KEYS).flatMap(({ keys }): string[] => [...keys]);
    const firsts = new Set(all.filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]!));
    expect(all.filter((keys) => firsts.has(keys))).toEqual([]);
    expect([...firsts]).toEqual(['G', '*']);
  });

  test('none is taken from the browser or the system', () => {
    const taken = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+C', 'Mod+V', 'Mod+X', 'Mod+Q', 'Tab', 'Shift+Tab', 'F1', 'F10', 'Shift+F10', 'F11', 'F12'];
    expect(Object.values(KEYS).flatMap(({ keys }): string[] => [...keys]).filter((keys) => taken.includes(keys))).toEqual([]);
  });

  test.each(Object.entries(KEYS).flatMap(([name, { keys, ...binding }]) => ('isOwn' in binding ? [] : keys.map((combination) => [combination, name] as const))))('%s is reached by pressing it: %s', (combination, action) => {
    const strokes = combination.split(' ').map((stroke) => {
      const parts = stroke.split(/\+(?=.)/u);
      const last = parts.at(-1)!;
      const key = last === 'Space' ? ' ' : /^[A-Z]$/u.test(last) && !parts.includes('Shift') ? last.toLowerCase() : last;
      return press(key, { ctrlKey: parts.includes('Mod'), altKey: parts.includes('Alt'), shiftKey: parts.includes('Shift') });
    });
    const first = actionOf(strokes[0]!, null);
    if (strokes.length === 1) return expect(first).toEqual({ action });
    expect(first).toEqual({ prefix: keysOf(strokes[0]!) });
    expect(actionOf(strokes[1]!, keysOf(strokes[0]!))).toEqual({ action });
  });

  test('each has words', () => {
    expect(ACTIONS.filter((action) => !Object.hasOwn(words, action))).toEqual([]);
    expect(KEY_GROUPS.filter((group) => !Object.hasOwn(words, `group-${group}`))).toEqual([]);
  });
});
