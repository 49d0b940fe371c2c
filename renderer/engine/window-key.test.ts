import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { takeWindowKey, windowKey } from './window-key.ts';

const stored = new Map<string, string>();
let address: { hash: string; pathname: string; search: string };

beforeEach(() => {
  vi.useFakeTimers();
  stored.clear();
  address = { hash: '', pathname: '/', search: '' };
  vi.stubGlobal('location', address);
  vi.stubGlobal('history', { state: null, replaceState: (_state: unknown, _title: string, url: string) => { address.hash = url.includes('#') ? address.hash : ''; } });
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => void stored.set(key, value) });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the key in the address is taken out of it, and kept for the next window', () => {
  address.hash = '#key=abc-DEF_1';
  expect(windowKey()).toBe('abc-DEF_1');
  expect(takeWindowKey()).toBe('abc-DEF_1');
  expect(address.hash).toBe('');
  vi.runAllTimers();
  expect(windowKey()).toBe('abc-DEF_1');
});

test('a newer one that another window was given comes first', () => {
  address.hash = '#key=first';
  takeWindowKey();
  vi.runAllTimers();
  stored.set('godwit.window-key', 'second');
  expect(takeWindowKey()).toBe('second');
});

test('where nothing can be kept this window goes on with its own', () => {
  vi.stubGlobal('localStorage', { getItem: () => { throw new Error('denied'); }, setItem: () => { throw new Error('denied'); } });
  address.hash = '#key=mine';
  takeWindowKey();
  vi.runAllTimers();
  expect(windowKey()).toBe('mine');
});

test('what else stands behind the # is left alone', () => {
  address.hash = '#message=1';
  takeWindowKey();
  expect(address.hash).toBe('#message=1');
});
