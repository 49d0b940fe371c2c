/** Opening a large folder from a mirror nobody has touched since its start: from the question to the first window of rows, in Chromium's IndexedDB on the disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { folderId, type AccountId } from '../../shared/ids.ts';
import { withChromiumMirror, type KeptMirror } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { mirrorPages } from './mirror-pages.ts';
import { figure, median, type Print } from './report.ts';

const SIZES = [100_000, 500_000];
const ROUNDS = 5;
const PAGE = 500;
const IN_FLIGHT = 4;
export const WINDOW = 50;
/** Longer than the mirror waits before it writes down what order the rows are in. */
const SETTLED_MS = 3_000;
const account = 'bench' as AccountId;
export const inbox = folderId(account, 'INBOX');

export async function openFolder(print: Print, options: BenchOptions): Promise<void> {
  for (const size of options.messages ? [options.messages] : SIZES) {
    for (const scattered of [false, true]) await measure(print, size, scattered, options.rounds ?? ROUNDS);
  }
}

/** `scattered`: dates in no relation to arrival, as in an imported archive; the worst for an order by date. */
async function measure(print: Print, size: number, scattered: boolean, rounds: number): Promise<void> {
  const kept: KeptMirror = { profile: mkdtempSync('/tmp/gw-bench-open-'), port: 0 };
  const name = `${size.toLocaleString('en-GB')} messages${scattered ? ', dates scattered' : ''}`;
  try {
    await fill(kept, Math.ceil(size / PAGE), scattered);
    // Killed before it came to rest: the order has to be made anew.
    const { first: anew } = await open(kept, size, rounds);
    await withChromiumMirror(async (client) => {
      await client.query('window', { folderId: inbox, from: 0, count: WINDOW });
      await sleep(SETTLED_MS);
    }, kept);
    const { first, middle } = await open(kept, size, rounds);
    print(figure('open-folder', `${name}: first window, cold`, median(first), 'ms'));
    print(figure('open-folder', `${name}: worst of ${rounds}`, Math.max(...first), 'ms'));
    print(figure('open-folder', `${name}: after a kill in the middle`, median(anew), 'ms'));
    print(figure('open-folder', `${name}: then its middle`, median(middle), 'ms'));
  } finally {
    rmSync(kept.profile, { recursive: true, maxRetries: 10, force: true });
  }
}

async function open(kept: KeptMirror, size: number, rounds: number): Promise<{ first: number[]; middle: number[] }> {
  const first: number[] = [];
  const middle: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await withChromiumMirror(async (client) => {
      first.push(await timed(() => client.query('window', { folderId: inbox, from: 0, count: WINDOW })));
      middle.push(await timed(() => client.query('window', { folderId: inbox, from: size >> 1, count: WINDOW })));
    }, kept);
  }
  return { first, middle };
}

async function timed(ask: () => Promise<{ rows: readonly unknown[] }>): Promise<number> {
  const began = performance.now();
  const { rows } = await ask();
  const ms = performance.now() - began;
  if (rows.length !== WINDOW) throw new Error(`${rows.length} rows instead of ${WINDOW}`);
  return ms;
}

export const fill = (kept: KeptMirror, pages: number, scattered: boolean): Promise<void> => withChromiumMirror(async (client) => {
  await client.apply({ folders: [{ id: inbox, accountId: account, wireName: 'INBOX', path: 'INBOX', name: 'Inbox', delimiter: '/', role: 'inbox', selectable: true, subscribed: true, serverTotal: null, serverUnread: null }], resetFolders: [{ folderId: inbox, uidValidity: 1 }] });
  const waiting = new Set<Promise<unknown>>();
  for (const page of mirrorPages(pages, PAGE, { folderId: inbox, scattered })) {
    const write: Promise<unknown> = client.apply({ pages: [page] }).finally(() => waiting.delete(write));
    waiting.add(write);
    if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
  }
  await Promise.all(waiting);
}, kept);
