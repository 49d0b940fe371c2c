import { expect, test } from 'vitest';
import { messageId } from '../../shared/ids.ts';
import { inbox } from '../../test/support/mirror-records.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Changes } from '../mirror/protocol/batch.ts';
import { untilKept } from './until-kept.ts';

function stage() {
  let held: number[] = [];
  const listeners = new Set<(changes: Changes) => void>();
  const timers = new Set<() => void>();
  const stop = new AbortController();
  let asked = 0;
  const mirror = {
    query: () => { asked += 1; return Promise.resolve({ uidValidity: 5, uids: [8, 9].map((uid) => (held.includes(uid) ? uid : 0)) }); },
    onChanges: (listener: (changes: Changes) => void) => { listeners.add(listener); return () => listeners.delete(listener); },
  } as unknown as MirrorClient;
  let isOver = false;
  const over = untilKept(mirror, { now: () => 0, after: (_ms, run) => { timers.add(run); return () => { timers.delete(run); }; } }, inbox, [8, 9].map((uid) => messageId(inbox, 5, uid)), stop.signal).then(() => { isOver = true; });
  const settle = () => new Promise((resolve) => { setImmediate(resolve); });
  const come = async (uids: number[], folderId = inbox) => {
    held = uids;
    for (const listener of listeners) listener({ folderList: false, folders: [{ folderId, added: 1, changed: [], vanished: 0, total: 0, unread: 0 }] });
    await settle();
  };
  return { come, settle, over, stop, timers, listeners, isOver: () => isOver, asked: () => asked };
}

test('as soon as all of them are there', async () => {
  const { come, settle, isOver, listeners, timers } = stage();
  await settle();
  await come([8]);
  expect(isOver()).toBe(false);
  await come([8, 9]);
  expect([isOver(), listeners.size, timers.size]).toEqual([true, 0, 0]);
});

test('what comes into other folders is no reason to look', async () => {
  const { come, settle, asked } = stage();
  await settle();
  await come([], 'other/INBOX' as typeof inbox);
  expect(asked()).toBe(1);
});

test.each(['late', 'aborted'] as const)('no longer than that: %s', async (why) => {
  const { settle, isOver, timers, listeners, stop } = stage();
  await settle();
  if (why === 'late') for (const run of [...timers]) run();
  else stop.abort();
  await settle();
  expect([isOver(), listeners.size, timers.size]).toEqual([true, 0, 0]);
});
