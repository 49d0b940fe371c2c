import { expect, test } from 'vitest';
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { Clock } from '../ports.ts';
import type { MirrorClient } from './client.ts';
import { answersForShown, createNewestRows } from './newest-rows.ts';
import type { RowAnswer } from './protocol/messages.ts';
import type { Changes } from './protocol/batch.ts';

const inbox = folderId('a' as AccountId, 'INBOX');
const other = folderId('a' as AccountId, 'Sent');
const row: RowAnswer = { summary: [5, 1, 0, 'Tide', [], [], [], '', '', [], 0, null, null], flags: 0, keywords: [], preview: null };

function engine() {
  const asked: string[] = [];
  const listeners: ((changes: Changes) => void)[] = [];
  const timers: (() => void)[] = [];
  const mirror = { query: (name: string, question: { folderId: string }) => { asked.push(`${name} ${question.folderId}`); return Promise.resolve(null); }, onChanges: (listener: (changes: Changes) => void) => { listeners.push(listener); return () => undefined; } };
  const clock = { now: () => 0, after: (_: number, run: () => void) => { timers.push(run); return () => undefined; } };
  const rows = createNewestRows();
  const shown = answersForShown(mirror as unknown as MirrorClient, rows, clock as unknown as Clock);
  const has = (total: number): void => { for (const listener of listeners) listener({ folderList: false, folders: [{ folderId: inbox, added: total, changed: [], vanished: 0, total, unread: 0 }] }); };
  return { asked, rows, shown, has, timers };
}

const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });

test('what is asked of a message on screen is answered once the mirror has it; everything else at once', async () => {
  const { asked, rows, shown, has } = engine();
  rows.put(inbox, 7, [row]);
  void shown.query('rows', { folderId: inbox, uids: [5] });
  void shown.query('rows', { folderId: other, uids: [5] });
  void shown.query('spine', { folderId: inbox });
  await settled();
  expect(asked).toEqual([`rows ${other}`, `spine ${inbox}`]);
  has(0);
  await settled();
  expect([asked.length, rows.get(inbox)?.length]).toEqual([2, 1]);
  has(1);
  await settled();
  expect([asked[2], rows.get(inbox)]).toEqual([`rows ${inbox}`, undefined]);
});

test('whoever waits is not kept for ever, nor when they will not come', async () => {
  const { asked, rows, shown, timers } = engine();
  rows.put(inbox, 7, [row]);
  void shown.query('body', { folderId: inbox, uid: 5 });
  void shown.query('thread', { folderId: inbox, uid: 5, from: 0, count: 1 });
  timers[0]!();
  await settled();
  expect(asked).toEqual([`body ${inbox}`]);
  rows.drop(inbox);
  await settled();
  expect(asked).toEqual([`body ${inbox}`, `thread ${inbox}`]);
});

test('what is on screen and slow to be written is there for whoever acts on it', async () => {
  const { asked, rows, shown, timers } = engine();
  rows.put(inbox, 7, [row]);
  const answer = shown.query('rows', { folderId: inbox, uids: [5, 6] });
  const marks = shown.query('marks', { folderId: inbox, uids: [6, 5] });
  for (const late of timers) late();
  expect([await answer, asked]).toEqual([{ uidValidity: 7, rows: [row] }, []]);
  expect(await marks).toEqual({ uidValidity: 7, uids: [5], flags: [row.flags], messageIds: [(row.summary as unknown[])[7]], keywords: {} });
  expect(asked).toEqual([]);
});

test('put again before they are written, they are the ones of then', async () => {
  const { rows } = engine();
  rows.put(inbox, 7, [row]);
  const written = rows.written(inbox);
  rows.put(inbox, 8, [row]);
  expect(rows.get(inbox)?.[0]?.id).toBe('8:5@a/INBOX');
  rows.drop(inbox);
  await written;
});
