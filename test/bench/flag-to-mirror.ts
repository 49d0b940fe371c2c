/** From a flag command to the journal's fsync and the patch in the window; and a thousand messages at once. The real journal on the real disk, the store in memory. */
import { startDemo, type DemoHandle } from '../../app/demo/start-demo.ts';
import { folderId, type MessageId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { createDisk, removeDisk, settingsFor, startHarness } from '../support/engine-harness.ts';
import type { BenchOptions } from './first-sync.ts';
import { figure, median, type Print } from './report.ts';

const MESSAGES = 2_000;
const SINGLE = 100;
const MANY = 1_000;
/** Rows in the window that is watched. */
const WINDOW = 50;
const ROUNDS = 6;

export async function flagToMirror(print: Print, options: BenchOptions): Promise<void> {
  const demo = await startDemo({ replyAfterMs: null, seed: false });
  const disk = await createDisk();
  const harness = await startHarness(disk);
  try {
    for (let n = 0; n < MESSAGES; n++) demo.store.deliver(`From: ann@example.net\nSubject: Bench ${n}\nMessage-ID: <flag-${n}@example.net>\n\nx\n`);
    const added = await harness.client.call('accounts.add', settingsFor(demo));
    if (!added.ok) throw new Error(added.failure.message);
    const inbox = folderId(added.value.accountId, 'INBOX');
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 1 }, (list) => list.total === MESSAGES && !list.syncing);
    const ids: MessageId[] = [];
    for (let from = 0; from < MANY; from += 500) ids.push(...(await harness.waitFor('messages.list', { folderId: inbox, from, count: 500 }, (list) => list.rows.length > 0)).rows.map(({ id }) => id));
    const stores = countStores(demo);
    let rows: readonly MessageRow[] = [];
    let shown = (): void => {};
    const unwatch = harness.client.watch('messages.list', { folderId: inbox, from: 0, count: WINDOW }, {
      onValue(value) {
        rows = value.rows;
        shown();
      },
      onFailure() {},
    });
    // The window has its first words, and nothing else is going on.
    for (let n = 0; n < 50 && (rows.length === 0 || rows.some(({ preview }) => preview === null)); n++) await rest();
    const flag = async (messageIds: MessageId[], on: boolean): Promise<number> => {
      const meant = new Set(messageIds);
      await rest();
      const begun = performance.now();
      const patched = new Promise<void>((resolve) => {
        shown = () => { if (rows.every((row) => !meant.has(row.id) || ((row.flags & FLAG.flagged) !== 0) === on)) resolve(); };
      });
      const answer = await harness.client.call('messages.setFlags', { messageIds, add: on ? ['flagged'] : [], remove: on ? [] : ['flagged'] });
      if (!answer.ok) throw new Error(answer.failure.message);
      await patched;
      const ms = performance.now() - begun;
      await harness.waitFor('activity.list', {}, ({ operations }) => operations.every(({ state }) => state === 'done'));
      return ms;
    };
    const singles: number[] = [];
    for (let n = 0; n < SINGLE; n++) singles.push(await flag([ids[n % WINDOW]!], Math.floor(n / WINDOW) % 2 === 0));
    const wholes: number[] = [];
    let sent = 0;
    for (let round = 0; round < (options.rounds ?? ROUNDS); round++) {
      const before = stores();
      wholes.push(await flag(ids.slice(0, MANY), round % 2 === 0));
      sent = Math.max(sent, stores() - before);
    }
    unwatch();
    singles.sort((a, b) => a - b);
    print(figure('flag-to-mirror', 'command to patch, median', median(singles), 'ms'));
    print(figure('flag-to-mirror', 'command to patch, p95', singles[Math.ceil(singles.length * 0.95) - 1]!, 'ms'));
    print(figure('flag-to-mirror', `${MANY} messages at once, median`, median(wholes), 'ms'));
    print(figure('flag-to-mirror', `STORE commands for ${MANY} messages`, sent, ''));
  } finally {
    await harness.stop();
    await demo.close();
    await removeDisk(disk);
  }
}

/** Longer than a list pauses between two values. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

/** Every command asks whether a fault is planned for it. */
function countStores({ faults }: DemoHandle): () => number {
  let stores = 0;
  const take = faults.take.bind(faults);
  faults.take = (protocol, command, upload) => {
    if (command === 'UID STORE' && !upload) stores++;
    return take(protocol, command, upload);
  };
  return () => stores;
}
