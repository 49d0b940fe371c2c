/** All attachments of a message where a host offers each at an address for a few minutes: none has expired before the last has come. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDownloads, type Downloads } from '../../app/browser/downloads.ts';
import { startDemo } from '../../app/demo/start-demo.ts';
import { folderId } from '../../shared/ids.ts';
import { letterWithFiles } from '../support/attachment-letter.ts';
import { createDisk, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

const FOUR_MINUTES = 4 * 60_000;
let now = 0;
let downloads: Downloads;
let demo: Awaited<ReturnType<typeof startDemo>>;
let disk: Disk;
let harness: Harness;

beforeEach(async () => {
  downloads = createDownloads(() => now);
  demo = await startDemo({ seed: false, replyAfterMs: null });
  disk = await createDisk();
  harness = await startHarness(disk, { desktop: { openLink: () => Promise.resolve(), saveFile: async (file) => downloads.offer(file), badge: () => {}, show: () => {} } });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await downloads.close();
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

test('on a line that takes minutes for each', async () => {
  demo.store.deliver(letterWithFiles('three', ['one', 'two', 'three'].map((name) => ({ name: `${name}.txt`, type: 'text/plain', content: name }))), 'INBOX');
  const added = await harness.client.call('accounts.add', settingsFor(demo));
  const account = added.ok ? added.value.accountId : expect.fail('no account');
  const { rows } = await harness.waitFor('messages.list', { folderId: folderId(account, 'INBOX'), from: 0, count: 10 }, (list) => list.rows.length === 1);
  const take = demo.faults.take.bind(demo.faults);
  vi.spyOn(demo.faults, 'take').mockImplementation((protocol, command, upload) => {
    if (command === 'UID FETCH') now += FOUR_MINUTES;
    return take(protocol, command, upload);
  });
  const answer = await harness.client.call('attachments.saveAll', { messageId: rows[0]!.id });
  const saved = answer.ok ? answer.value.saved : expect.fail(answer.failure.message);
  const contents = await Promise.all((saved ?? []).map(async (path) => {
    const file = downloads.take(path.slice('/download/'.length));
    const pieces: Uint8Array[] = [];
    for await (const piece of file?.read() ?? []) pieces.push(piece);
    await file?.release();
    return file && `${file.name}: ${Buffer.concat(pieces).toString()}`;
  }));
  expect(contents).toEqual(['one.txt: one', 'two.txt: two', 'three.txt: three']);
});
