/** Summary pages through the real mirror worker into Chromium's IndexedDB. */
import { folderId, type AccountId } from '../../shared/ids.ts';
import { withChromiumMirror } from './chromium-mirror.ts';
import type { BenchOptions } from './first-sync.ts';
import { mirrorPages } from './mirror-pages.ts';
import { figure, median, type Print } from './report.ts';

const ROUNDS = 3;
const PAGE = 500;
const IN_FLIGHT = 4;
const account = 'bench' as AccountId;
const inbox = folderId(account, 'INBOX');

export async function mirrorWrite(print: Print, options: BenchOptions): Promise<void> {
  const count = options.messages ?? 100_000;
  const pages = Math.ceil(count / PAGE);
  const times: number[] = [];
  for (let round = 0; round < (options.rounds ?? ROUNDS); round++) times.push(await writeAll(pages));
  const ms = median(times);
  print(figure('mirror-write', `${pages} pages of ${PAGE} committed`, ms, 'ms'));
  print(figure('mirror-write', 'messages a second', (pages * PAGE) / (ms / 1000), '1/s'));
}

function writeAll(pages: number): Promise<number> {
  return withChromiumMirror(async (client) => {
    await client.apply({ folders: [{ id: inbox, accountId: account, wireName: 'INBOX', path: 'INBOX', name: 'Inbox', delimiter: '/', role: 'inbox', selectable: true, subscribed: true, serverTotal: null, serverUnread: null }], resetFolders: [{ folderId: inbox, uidValidity: 1 }] });
    // Made beforehand: what is measured is the way into the database.
    const made = [...mirrorPages(pages, PAGE, { folderId: inbox })];
    const started = performance.now();
    const waiting = new Set<Promise<unknown>>();
    for (const one of made) {
      const write: Promise<unknown> = client.apply({ pages: [one] }).finally(() => waiting.delete(write));
      waiting.add(write);
      if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
    }
    await Promise.all(waiting);
    const ms = performance.now() - started;
    const [folder] = await client.query('folders', {});
    if (folder?.total !== pages * PAGE) throw new Error(`the mirror holds ${folder?.total} messages instead of ${pages * PAGE}`);
    return ms;
  });
}
