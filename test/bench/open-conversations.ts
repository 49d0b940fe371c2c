/** The same large folder as conversations: the first window from a cold mirror, all of them, and after new mail and a flag; in Chromium's IndexedDB on the disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MirrorClient } from '../../main/mirror/client.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { mailPage } from '../support/conversation-records.ts';
import { withChromiumMirror, type KeptMirror } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { fill, inbox, WINDOW } from './open-folder.ts';
import { figure, median, type Print } from './report.ts';

const PAGE = 500;
const ROUNDS = 5;

export async function openConversations(print: Print, options: BenchOptions): Promise<void> {
  const size = options.messages ?? 100_000;
  const kept: KeptMirror = { profile: mkdtempSync('/tmp/gw-bench-conversations-'), port: 0 };
  const times = { first: [] as number[], whole: [] as number[], news: [] as number[], flag: [] as number[], deep: [] as number[] };
  try {
    await fill(kept, Math.ceil(size / PAGE), false);
    await withChromiumMirror(settle, kept);
    for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
      await withChromiumMirror(async (client) => {
        const ask = (from: number, atOnce: boolean) => timed(() => client.query('threads', { folderId: inbox, from, count: WINDOW, atOnce }));
        times.first.push((await ask(0, true)).ms);
        const { ms, total } = await ask(0, false);
        times.whole.push(ms);
        times.deep.push((await ask(total >> 1, true)).ms);
        const uid = size + 1 + round;
        await client.apply({ pages: [mailPage(inbox, [{ uid, references: [`${uid - 100}.made@example.org`], date: 2_000_000_000 + round }])] });
        times.news.push((await ask(0, true)).ms);
        await client.apply({ flags: [{ folderId: inbox, changes: [[uid, FLAG.flagged, []]] }] });
        times.flag.push((await ask(0, true)).ms);
      }, kept);
    }
    const name = `${size.toLocaleString('en-GB')} messages as conversations`;
    print(figure('open-conversations', `${name}: first window, cold`, median(times.first), 'ms'));
    print(figure('open-conversations', `${name}: with all that belongs together`, median(times.whole), 'ms'));
    print(figure('open-conversations', `${name}: its middle`, median(times.deep), 'ms'));
    print(figure('open-conversations', `${name}: after new mail`, median(times.news), 'ms'));
    print(figure('open-conversations', `${name}: after a flag`, median(times.flag), 'ms'));
  } finally {
    rmSync(kept.profile, { recursive: true, maxRetries: 10, force: true });
  }
}

/** Every page gone through, the order written down. */
async function settle(client: MirrorClient): Promise<void> {
  for (;;) {
    const { complete } = await client.query('threads', { folderId: inbox, from: 0, count: 1 });
    await sleep(complete ? 3_000 : 50);
    if (complete) return;
  }
}

async function timed(ask: () => Promise<{ threads: readonly unknown[]; total: number }>): Promise<{ ms: number; total: number }> {
  const began = performance.now();
  const { threads, total } = await ask();
  const ms = performance.now() - began;
  if (threads.length !== WINDOW) throw new Error(`${threads.length} conversations instead of ${WINDOW}`);
  return { ms, total };
}
