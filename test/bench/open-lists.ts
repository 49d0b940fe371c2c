/** Lists of four accounts as one, sorted and filtered, in Chromium's IndexedDB on the disk: from the question to the rows, and how long the mirror is busy at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MirrorClient } from '../../main/mirror/client.ts';
import type { ListQuestion } from '../../main/mirror/protocol/list.ts';
import { folderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { NEWEST_FIRST, NO_FILTER } from '../../shared/model/view.ts';
import { withChromiumMirror, type KeptMirror } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { mirrorPages } from './mirror-pages.ts';
import { cpuBelow, spent } from './process-cpu.ts';
import { figure, median, type Print } from './report.ts';

const MESSAGES = 100_000;
const ROUNDS = 5;
const PAGE = 500;
const WINDOW = 50;
const SETTLED_MS = 3_000;
const INBOXES: readonly FolderId[] = ['one', 'two', 'three', 'four'].map((account) => folderId(account as AccountId, 'INBOX'));
const folders = INBOXES.map((id) => ({ folderId: id }));
const ALL: ListQuestion = { folders, sort: NEWEST_FIRST, filter: NO_FILTER };

export async function openLists(print: Print, { messages = MESSAGES, rounds = ROUNDS }: BenchOptions): Promise<void> {
  const kept: KeptMirror = { profile: mkdtempSync('/tmp/gw-bench-lists-'), port: 0 };
  const name = `${messages.toLocaleString('en-GB')} messages of 4 accounts`;
  const times = new Map<string, number[]>();
  const note = (what: string, ms: number): void => void times.set(what, [...(times.get(what) ?? []), ms]);
  try {
    await fill(kept, messages);
    await round(kept, messages, 'all inboxes', ALL, note, rounds);
    await round(kept, messages, 'unread, through all folders', { ...ALL, only: 'unread' }, note, rounds);
    await round(kept, messages, 'filter: unread', { ...ALL, filter: { ...NO_FILTER, unread: true } }, note, rounds);
    await round(kept, messages, 'filter: with attachment', { ...ALL, filter: { ...NO_FILTER, attachments: true } }, note, rounds);
    await round(kept, messages, 'sorted by sender', { ...ALL, sort: { by: 'from', descending: false } }, note, rounds);
    await round(kept, messages, 'sorted by subject', { ...ALL, sort: { by: 'subject', descending: false } }, note, rounds);
    for (const [what, all] of times) print(figure('open-lists', `${name}: ${what}`, what.includes('longest') ? Math.max(...all) : median(all), 'ms'));
  } finally {
    rmSync(kept.profile, { recursive: true, maxRetries: 10, force: true });
  }
}

async function round(kept: KeptMirror, messages: number, what: string, question: ListQuestion, note: (what: string, ms: number) => void, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    await withChromiumMirror(async (client) => {
      const ask = (from: number) => timed(() => client.query('list', { ...question, from, count: WINDOW }));
      // What Chromium does to start is not counted.
      await sleep(500);
      const busy = processor(kept);
      const first = await ask(0);
      note(`${what}, first window, cold`, first.ms);
      note(`${what}, first window, cold, processor time`, busy());
      if (!first.answer.complete) {
        const began = performance.now();
        const stepsBusy = processor(kept);
        let longest = 0;
        for (let complete = false; !complete;) {
          const { ms, answer } = await timed(() => client.query('prepareList', question));
          ({ complete } = answer);
          longest = Math.max(longest, ms);
        }
        note(`${what}, all gone through`, performance.now() - began);
        note(`${what}, all gone through, processor time`, stepsBusy());
        note(`${what}, longest turn on the way`, longest);
      }
      note(`${what}, put together`, (await ask(0)).ms);
      note(`${what}, its middle`, (await ask(messages >> 3)).ms);
      note(`${what}, again`, (await ask(0)).ms);
      await mark(client, i);
      note(`${what}, after a flag`, (await ask(0)).ms);
    }, kept);
  }
}

/** Of Chromium, all its processes, in steps of 10 ms. */
function processor({ profile }: KeptMirror): () => number {
  const before = cpuBelow(profile);
  return () => spent(before, cpuBelow(profile)).reduce((sum, [, ms]) => sum + ms, 0);
}

async function timed<T>(ask: () => Promise<T>): Promise<{ ms: number; answer: T }> {
  const began = performance.now();
  const answer = await ask();
  return { ms: performance.now() - began, answer };
}

const mark = (client: MirrorClient, turn: number) => client.apply({ marks: [{ folderId: INBOXES[0]!, uidValidity: 1, uids: [100 + turn], add: FLAG.flagged | FLAG.answered, remove: 0 }] });

async function fill(kept: KeptMirror, messages: number): Promise<void> {
  await withChromiumMirror(async (client) => {
    for (const [i, id] of INBOXES.entries()) {
      await client.apply({ folders: [{ id, accountId: id.split('/')[0] as AccountId, wireName: 'INBOX', path: 'INBOX', name: 'Inbox', delimiter: '/', role: 'inbox', selectable: true, subscribed: true, serverTotal: null, serverUnread: null }], resetFolders: [{ folderId: id, uidValidity: 1 }] });
      for (const page of mirrorPages(Math.ceil(messages / INBOXES.length / PAGE), PAGE, { folderId: id, seed: i + 1 })) await client.apply({ pages: [page] });
    }
    // The orders are written down, and pages gone through, when nobody asks for anything.
    await client.query('list', { ...ALL, from: 0, count: WINDOW });
    await sleep(SETTLED_MS);
  }, kept);
}
