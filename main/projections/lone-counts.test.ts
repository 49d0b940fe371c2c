import { expect, test } from 'vitest';
import { fail } from '../../shared/failure.ts';
import { accountId, folderId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { MirrorClient, MirrorStatus } from '../mirror/client.ts';
import type { Changes } from '../mirror/protocol/batch.ts';
import { followLoneCounts } from './lone-counts.ts';

const folder = (account: string, role: FolderRole, complete = true) => ({ id: folderId(accountId(account), role), accountId: accountId(account), role, selectable: true, checkpoint: { uidValidity: 1, uidNext: 1, highestModseq: '0', complete } });
const FOLDERS = [folder('one', 'inbox'), folder('one', 'all'), folder('two', 'inbox')];
const ALL = folderId(accountId('one'), 'all');
const changesIn = (account: string): Changes => ({ folderList: false, folders: [{ folderId: folderId(accountId(account), 'inbox'), added: 1, changed: [], vanished: 0, total: 1, unread: 1 }] });
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A mirror that answers what it is told to, and a clock that goes off when it is told to. */
function scene() {
  const asked: FolderId[] = [];
  const answers: ({ complete: boolean; unread: number; flagged: number } | null)[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const heard: { changes?: (changes: Changes) => void; state?: (status: MirrorStatus) => void } = {};
  let news = 0;
  const mirror = {
    query: (_name: string, { folderId: id }: { folderId: FolderId }) => {
      asked.push(id);
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(fail('mirror-unavailable', say('engine-mirror.unavailable')));
    },
    onChanges: (listener: (changes: Changes) => void) => { heard.changes = listener; return () => delete heard.changes; },
    onState: (listener: (status: MirrorStatus) => void) => { heard.state = listener; return () => delete heard.state; },
  } as unknown as MirrorClient;
  const clock = {
    now: () => 0,
    after: (ms: number, run: () => void) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => { if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1); };
    },
  };
  const counts = followLoneCounts({ mirror, clock }, () => { news++; });
  const goOff = async (): Promise<void> => {
    for (const { run } of timers.splice(0)) run();
    await settle();
  };
  return { counts, asked, answers, timers, heard, goOff, news: () => news };
}

test('asked until all is known, told once, and again only for changes of that account, several at once', async () => {
  const { counts, asked, answers, timers, heard, goOff, news } = scene();
  counts.follow(FOLDERS);
  expect([counts.of(ALL), asked, timers.length]).toEqual([undefined, [], 1]);
  answers.push({ complete: false, unread: 0, flagged: 0 }, { complete: true, unread: 3, flagged: 1 });
  await goOff();
  expect([counts.of(ALL), asked, news(), timers.length]).toEqual([{ unread: 3, flagged: 1 }, [ALL, ALL], 1, 0]);
  counts.follow(FOLDERS);
  heard.changes!(changesIn('two'));
  expect(timers).toHaveLength(0);
  for (let i = 0; i < 3; i++) heard.changes!(changesIn('one'));
  answers.push({ complete: true, unread: 3, flagged: 1 });
  await goOff();
  expect([asked.length, news()]).toEqual([3, 1]);
  heard.changes!({ folderList: true, folders: [] });
  answers.push({ complete: true, unread: 2, flagged: 1 });
  await goOff();
  expect([counts.of(ALL), news()]).toEqual([{ unread: 2, flagged: 1 }, 2]);
});

test('a change while it is asked is asked about afterwards', async () => {
  const { counts, asked, answers, timers, heard, goOff } = scene();
  counts.follow(FOLDERS);
  answers.push({ complete: true, unread: 3, flagged: 1 });
  for (const { run } of timers.splice(0)) run();
  heard.changes!(changesIn('one'));
  await settle();
  answers.push({ complete: true, unread: 4, flagged: 1 });
  await goOff();
  expect([counts.of(ALL), asked.length]).toEqual([{ unread: 4, flagged: 1 }, 2]);
});

test('a mirror that was away is asked when it is back, and no account without such a folder is asked about', async () => {
  const { counts, asked, answers, timers, heard, goOff } = scene();
  counts.follow([FOLDERS[0]!, FOLDERS[2]!]);
  heard.changes!(changesIn('one'));
  expect(timers).toHaveLength(0);
  counts.follow(FOLDERS);
  await goOff();
  expect([counts.of(ALL), asked.length, timers.length]).toEqual([undefined, 1, 0]);
  answers.push({ complete: true, unread: 1, flagged: 0 });
  heard.state!({ state: 'ready', note: '', noteWords: null });
  await goOff();
  expect(counts.of(ALL)).toEqual({ unread: 1, flagged: 0 });
  counts.follow([FOLDERS[0]!]);
  expect(counts.of(ALL)).toBeUndefined();
});

test('seldom while messages pour in, soon when they are here, never once nobody looks', async () => {
  const { counts, answers, asked, timers, heard, goOff } = scene();
  counts.follow([folder('one', 'inbox', false), FOLDERS[1]!]);
  const [slow] = timers;
  counts.follow(FOLDERS);
  expect([timers.length, timers[0]!.ms < slow!.ms]).toEqual([1, true]);
  counts.stop();
  expect([timers, heard]).toEqual([[], {}]);
  answers.push({ complete: true, unread: 1, flagged: 0 });
  await goOff();
  expect(asked).toEqual([]);
});
