import { beforeEach, expect, test, vi } from 'vitest';
import type { Client } from '../../shared/ipc/client.ts';
import type { Connection, LineState } from './connection.ts';

const LIST = { view: { kind: 'folder', folderId: 'a/INBOX' }, from: 0, count: 300 };
const kept = new Map<string, string>();

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  kept.clear();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) });
  return () => { vi.useRealTimers(); };
});

/** A connection whose line comes when it is told to. */
function line() {
  const open: string[] = [];
  const client = { watch: (name: string) => { open.push(name); return () => open.splice(open.indexOf(name), 1); } } as unknown as Client;
  let state: LineState = { client: null, phase: 'connecting', trouble: null };
  const listeners = new Set<() => void>();
  const connection: Connection = { state: () => state, subscribe: (listener) => { listeners.add(listener); return () => listeners.delete(listener); }, call: () => Promise.reject(new Error('nothing is called')) };
  return { open, client, connection, connect: () => { state = { client, phase: 'connected', trouble: null }; for (const listener of [...listeners]) listener(); } };
}

test('the list that the last window began with is asked for with the line, and taken over once', async () => {
  const { askEarly, noteFirstList, storeAskedEarly, takeEarly } = await import('./asked-early.ts');
  const key = JSON.stringify(LIST);
  noteFirstList('search.results', '{}');
  noteFirstList('messages.list', key);
  noteFirstList('messages.list', '{"another":1}');
  const { open, client, connection, connect } = line();
  askEarly(connection);
  expect(open).toEqual([]);
  connect();
  expect(open.sort()).toEqual(['accounts.list', 'folders.tree', 'messages.list', 'settings.read']);
  expect(storeAskedEarly('conversations.list', key)).toBeNull();
  expect(storeAskedEarly('messages.list', '{}')).toBeNull();
  const store = storeAskedEarly('messages.list', key);
  expect(store).not.toBeNull();
  expect(takeEarly(store, {} as Client, key)).toBeNull();
  const stop = takeEarly(store, client, key);
  expect(stop).not.toBeNull();
  expect(takeEarly(store, client, key)).toBeNull();
  vi.advanceTimersByTime(60_000);
  expect(open).toEqual(['messages.list']);
  stop?.();
  expect(open).toEqual([]);
});

test('what nobody comes for is not watched for ever', async () => {
  const { askEarly } = await import('./asked-early.ts');
  kept.set('godwit.first-list', JSON.stringify({ name: 'messages.list', key: JSON.stringify(LIST) }));
  const { open, connection, connect } = line();
  askEarly(connection);
  connect();
  vi.advanceTimersByTime(60_000);
  expect(open).toEqual([]);
});

test.each(['', '{', 'null', '{"name":"settings.read","key":"{}"}', '{"name":"messages.list"}', '{"name":"messages.list","key":"{"}'])('a note that cannot be read asks for nothing: %s', async (text) => {
  const { askEarly } = await import('./asked-early.ts');
  kept.set('godwit.first-list', text);
  const { open, connection, connect } = line();
  askEarly(connection);
  connect();
  expect(open).not.toContain('messages.list');
});
