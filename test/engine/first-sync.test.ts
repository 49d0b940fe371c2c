import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DemoHandle } from '../../app/demo/start-demo.ts';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { folderId } from '../../shared/ids.ts';
import { createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from '../support/engine-harness.ts';

let demo: DemoHandle;
let disk: Disk;
let harness: Harness;
let account: AccountId;
let inbox: FolderId;

async function addAccount(): Promise<void> {
  const added = await harness.client.call('accounts.add', settingsFor(demo));
  if (!added.ok) throw new Error(JSON.stringify(added.failure));
  account = added.value.accountId;
  inbox = folderId(account, 'INBOX');
}
const ready = () => harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.length > 0 && accounts.every(({ phase }) => phase === 'ready'));

beforeEach(async () => {
  demo = await quietDemo();
  disk = await createDisk();
  harness = await startHarness(disk);
});
afterEach(async () => {
  await harness.stop();
  await demo.close();
  await removeDisk(disk);
});

describe('first sync', () => {
  test('every folder and every message of the server is in the mirror, with its flags', async () => {
    await addAccount();
    await ready();
    const { folders } = await harness.waitFor('folders.tree', {}, (tree) => tree.folders.length > 5 && tree.folders.every(({ syncing }) => !syncing));
    for (const mailbox of demo.store.mailboxes) {
      const folder = folders.find(({ id }) => id === folderId(account, mailbox.name));
      expect(folder, mailbox.name).toMatchObject({ total: mailbox.messages.length, unread: mailbox.messages.filter((message) => !message.flags.has('\\Seen')).length });
    }
    const list = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, ({ rows }) => rows.length === demo.store.messages().length);
    expect(list.rows.every((row, index) => index === 0 || row.date <= list.rows[index - 1]!.date)).toBe(true);
    expect(list.rows.every(({ subject, from }) => !subject.includes('=?') && from.every(({ name }) => !name.includes('=?')))).toBe(true);
  });

  test('1,200 messages arrive in whole and exactly once although the line is cut in the middle of a FETCH', async () => {
    for (let n = 1; n <= 1200; n++) demo.store.deliver(`From: a${n}@example.org\nTo: you@example.org\nSubject: bulk ${n}\nMessage-ID: <bulk-${n}@example.org>\n\nText ${n}\n`);
    demo.faults.add({ command: 'UID FETCH', skip: 3, effect: { kind: 'cut', afterOctets: 200_000 } });
    await addAccount();
    const total = demo.store.messages().length;
    await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'offline');
    await harness.client.call('accounts.syncNow', { accountId: account });
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 50 }, (list) => list.total === total && !list.syncing);
    const subjects = new Set<string>();
    for (let from = 0; from < total; from += 500) {
      const { rows } = await harness.waitFor('messages.list', { folderId: inbox, from, count: 500 }, ({ rows }) => rows.length > 0);
      for (const row of rows) subjects.add(`${row.id}`);
    }
    expect(subjects.size).toBe(total);
  });

  test('a restart shows everything before the server has said a word', async () => {
    await addAccount();
    await ready();
    const before = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 50 }, ({ rows }) => rows.length > 0);
    await harness.stop();
    await demo.close();
    harness = await startHarness(disk);
    const after = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 50 }, ({ rows }) => rows.length > 0);
    expect(after.rows.map(({ id, subject }) => [id, subject])).toEqual(before.rows.map(({ id, subject }) => [id, subject]));
    await harness.waitFor('accounts.list', {}, ({ accounts }) => accounts[0]?.phase === 'offline' && accounts[0].failure?.code === 'connection-refused');
  });

  test('a lost mirror is filled again from the server', async () => {
    await addAccount();
    await ready();
    await harness.stop();
    disk = { ...disk, database: (await createDisk()).database };
    harness = await startHarness(disk);
    const list = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 50 }, ({ rows }) => rows.length > 0);
    expect(list.total).toBe(demo.store.messages().length);
  });
});

describe('what happens elsewhere', () => {
  test('new mail, flags and removals by another client arrive without being asked for', async () => {
    await addAccount();
    await ready();
    const first = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, ({ rows, syncing }) => rows.length > 0 && !syncing);
    demo.store.deliver('From: ann@example.org\nTo: you@example.org\nSubject: Just now\nMessage-ID: <now@example.org>\n\nHello\n');
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, ({ rows, total }) => total === first.total + 1 && rows[0]!.subject === 'Just now');
    const uid = demo.store.messages().at(-1)!.uid;
    demo.store.setFlags('INBOX', [uid], 'add', ['\\Flagged', '\\Seen']);
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, ({ rows }) => rows[0]!.flags === 3);
    demo.store.expunge('INBOX', [uid]);
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 100 }, ({ rows, total }) => total === first.total && rows.every(({ subject }) => subject !== 'Just now'));
  });

  test('another UIDVALIDITY: the same messages are called the same, nothing is there twice, and news finds them', async () => {
    await addAccount();
    await ready();
    const total = demo.store.messages().length;
    const before = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, ({ rows }) => rows.length === total);
    demo.store.expunge('INBOX', [demo.store.messages()[0]!.uid]);
    demo.store.changeUidValidity('INBOX');
    await harness.client.call('accounts.syncNow', { accountId: account });
    const list = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, ({ rows, syncing }) => !syncing && rows.length === total - 1);
    const called = new Set(before.rows.map(({ id }) => id));
    expect(list.rows.filter(({ id }) => !called.has(id))).toEqual([]);
    demo.store.setFlags('INBOX', [demo.store.messages().at(-1)!.uid], 'add', ['\\Flagged', '\\Answered']);
    await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, ({ rows }) => (rows[0]!.flags & 6) === 6 && rows[0]!.id === before.rows[0]!.id);
  });

  test('a server without CONDSTORE and IDLE shows the same', async () => {
    await demo.close();
    demo = await quietDemo({ without: ['CONDSTORE', 'QRESYNC', 'IDLE', 'ESEARCH', 'LIST-STATUS', 'LIST-EXTENDED', 'PREVIEW'] });
    await addAccount();
    await ready();
    const uid = demo.store.messages().at(-1)!.uid;
    demo.store.setFlags('INBOX', [uid], 'add', ['\\Flagged']);
    demo.store.expunge('INBOX', [demo.store.messages()[0]!.uid]);
    await harness.client.call('accounts.syncNow', { accountId: account });
    const list = await harness.waitFor('messages.list', { folderId: inbox, from: 0, count: 200 }, ({ rows }) => rows.length === demo.store.messages().length);
    expect((list.rows.find(({ id }) => id.includes(`:${uid}@`))?.flags ?? 0) & 2).toBe(2);
  });
});
