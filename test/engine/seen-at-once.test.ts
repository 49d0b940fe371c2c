/** A flag is on screen once it is in the journal: the mirror may be slow, or away. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderId } from '../../shared/ids.ts';
import { FLAG } from '../../shared/model/flags.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: Awaited<ReturnType<typeof quietDemo>>;
let disk: Disk;
let harness: Harness;

beforeEach(async () => {
  demo = await quietDemo({ seed: false });
  for (const n of [1, 2]) demo.store.deliver(`From: ann@example.net\nSubject: Note ${n}\nMessage-ID: <note-${n}@example.net>\n\nx\n`);
  disk = await createDisk();
  harness = await startHarness(disk);
});
afterEach(async () => {
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

test('shown without the mirror, and still there when it is back', async () => {
  const added = await harness.client.call('accounts.add', settingsFor(demo));
  if (!added.ok) throw new Error(added.failure.message);
  const inbox = folderId(added.value.accountId, 'INBOX');
  const input = { folderId: inbox, from: 0, count: 10 };
  const { rows, unread } = await harness.waitFor('messages.list', input, (list) => list.rows.length === 2 && !list.syncing && list.rows.every(({ preview }) => preview !== null));
  let seen: readonly { id: string; flags: number }[] = [];
  let unreadNow = -1;
  const stop = harness.client.watch('messages.list', input, {
    onValue(value) {
      seen = value.rows;
      unreadNow = value.unread;
    },
    onFailure: (failure) => { throw new Error(failure.message); },
  });
  await expect.poll(() => seen.length).toBe(2);
  harness.stopMirror();
  const id = rows[0]!.id;
  const answer = await harness.client.call('messages.setFlags', { messageIds: [id], add: ['flagged', 'seen'], remove: [] });
  expect(answer.ok).toBe(true);
  const flags = (): number => seen.find((row) => row.id === id)?.flags ?? 0;
  await expect.poll(flags).toBe(FLAG.flagged | FLAG.seen);
  expect(unreadNow).toBe(unread - 1);
  harness.restartMirror();
  await harness.waitFor('activity.list', {}, ({ operations }) => operations.length > 0 && operations.every(({ state }) => state === 'done'));
  await harness.waitFor('messages.list', input, (list) => list.rows.some((row) => row.id === id && row.flags === (FLAG.flagged | FLAG.seen)) && list.unread === unread - 1);
  stop();
});
