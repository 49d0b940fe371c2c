/** Folders made, renamed, moved, deleted and subscribed: shown at once, carried out once. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start(); });
afterEach(() => one.stop());

const paths = (): string[] => one.demo.store.mailboxes.map(({ name }) => name);
const tree = (until: (names: string[]) => boolean) => one.harness.waitFor('folders.tree', {}, ({ folders }) => until(folders.map(({ name }) => name)));
const create = (name: string, parent: string | null = null) => one.call('folders.create', { accountId: one.account, parentId: parent === null ? null : one.folder(parent), name });
const states = async () => (await one.settled()).map(({ state }) => state);
const offline = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
};
const online = async () => {
  one.demo.faults.clear();
  await one.call('accounts.syncNow', { accountId: one.account });
};

test('made offline, with a message moved into it, over kill -9: all arrives', async () => {
  const row = await one.newest();
  offline();
  const { folderId } = await create('Harbour');
  await create('Gates', 'Harbour');
  await one.call('messages.move', { messageIds: [row.id], to: { folderId } });
  await tree((names) => names.includes('Harbour') && names.includes('Gates'));
  await one.killAndRestart();
  await tree((names) => names.includes('Harbour') && names.includes('Gates'));
  await online();
  expect(await states()).toEqual(['done', 'done', 'done']);
  expect(paths()).toEqual(expect.arrayContaining(['Harbour', 'Harbour/Gates']));
  expect(one.demo.store.messages('Harbour')).toHaveLength(1);
  await one.list(folderId, (rows) => rows.some(({ subject }) => subject === row.subject));
});

test('names as people write them arrive as such', async () => {
  await create('Büro & 日本');
  expect(await states()).toEqual(['done']);
  await tree((names) => names.includes('Büro & 日本'));
});

test('renamed with what waits for it: everything is found under the new name, and back again by undo', async () => {
  const rows = await one.list(one.folder('Travel/2026'));
  offline();
  const { operationId } = await one.call('folders.rename', { folderId: one.folder('Travel/2026'), name: 'Journeys' });
  await one.call('messages.setFlags', { messageIds: [rows[0]!.id], add: ['answered'], remove: [] });
  await tree((names) => names.includes('Journeys') && !names.includes('2026'));
  await online();
  expect(await states()).toEqual(['done', 'done']);
  expect(one.onServer('Travel/Journeys', one.uidOf(rows[0]!.id))!.flags.has('\\Answered')).toBe(true);
  await one.list(one.folder('Travel/Journeys'), (now) => now.length === rows.length);
  await one.call('activity.undo', { operationId });
  expect(await states()).not.toContain('parked');
  expect(paths()).toContain('Travel/2026');
});

for (const [command, act] of [
  ['CREATE', () => create('Harbour')],
  ['RENAME', () => one.call('folders.rename', { folderId: one.folder('Travel/2026'), name: 'Journeys' })],
  ['DELETE', () => one.call('folders.delete', { folderId: one.folder('Travel/2026'), forever: true })],
  ['SUBSCRIBE', () => create('Harbour')],
] as const) {
  test(`cut after ${command} was done and before it was answered, then kill -9: done once, nothing parked`, async () => {
    one.demo.faults.add({ command, effect: { kind: 'cut', afterOctets: 0 } });
    await act();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await one.killAndRestart();
    await one.ready();
    expect(await states()).toEqual(['done']);
    expect(paths().filter((path) => path === 'Harbour' || path === 'Travel/Journeys')).toHaveLength(command === 'DELETE' ? 0 : 1);
    expect(paths().includes('Travel/2026')).toBe(command === 'CREATE' || command === 'SUBSCRIBE');
  });
}

describe('deleting', () => {
  test('moves to Trash with all below, and comes back', async () => {
    const count = one.demo.store.messages('Travel/2026').length;
    await create('Deep', 'Travel/2026');
    await one.settled();
    const { operationId } = await one.call('folders.delete', { folderId: one.folder('Travel/2026'), forever: false });
    await one.settled();
    expect(paths()).toEqual(expect.arrayContaining(['Trash/2026', 'Trash/2026/Deep']));
    expect(one.demo.store.messages('Trash/2026')).toHaveLength(count);
    await one.call('activity.undo', { operationId });
    expect(await states()).not.toContain('parked');
    expect(paths()).toEqual(expect.arrayContaining(['Travel/2026', 'Travel/2026/Deep']));
  });

  test('for good takes what was seen below it, and not what came since', async () => {
    await create('Seen', 'Travel/2026');
    await one.settled();
    one.demo.store.createMailbox('Travel/2026/Unseen');
    await one.call('folders.delete', { folderId: one.folder('Travel/2026'), forever: true });
    await one.settled();
    expect(paths()).toContain('Travel/2026/Unseen');
    expect(paths()).not.toContain('Travel/2026/Seen');
  });

  test('for good is refused while messages could not be moved out of it', async () => {
    const rows = await one.list(one.folder('Travel/2026'));
    one.demo.faults.add({ command: 'UID MOVE', effect: { kind: 'refuse', code: 'OVERQUOTA', text: 'Full' } });
    await one.call('messages.move', { messageIds: [rows[0]!.id], to: { role: 'archive' } });
    await one.operations((list) => list[0]?.state === 'parked');
    await one.call('folders.delete', { folderId: one.folder('Travel/2026'), forever: true });
    expect(await states()).toEqual(['parked', 'parked']);
    expect(one.demo.store.messages('Travel/2026')).toHaveLength(rows.length);
    await tree((names) => names.includes('2026'));
  });

  test('a folder that was made is taken back only while it is empty', async () => {
    const made = await create('Harbour');
    await one.settled();
    one.demo.store.deliver('Subject: x\n\nx\n', 'Harbour');
    await one.call('activity.undo', { operationId: made.operationId });
    expect(await states()).toContain('parked');
    expect(one.demo.store.messages('Harbour')).toHaveLength(1);
  });
});

test('refused: the tree is as before, with the reason', async () => {
  one.demo.faults.add({ command: 'CREATE', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not here' } });
  await create('Harbour');
  const [parked] = await one.operations((rows) => rows[0]?.state === 'parked');
  expect(parked!.failure).toMatchObject({ code: 'server-no', responseCode: 'NOPERM' });
  await tree((names) => !names.includes('Harbour'));
});

test('subscribed and no longer', async () => {
  const find = () => one.demo.store.find('Archive')!.subscribed;
  const before = find();
  const done = await one.call('folders.subscribe', { folderId: one.folder('Archive'), subscribed: !before });
  await one.settled();
  expect(find()).toBe(!before);
  await one.call('activity.undo', done);
  await one.settled();
  expect(find()).toBe(before);
});

test('what cannot be is said at once', async () => {
  const refused = async (input: Promise<unknown>) => expect(await input).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
  const { client } = one.harness;
  await refused(client.call('folders.create', { accountId: one.account, parentId: null, name: 'Archive' }));
  await refused(client.call('folders.create', { accountId: one.account, parentId: null, name: 'a/b' }));
  await refused(client.call('folders.rename', { folderId: one.inbox, name: 'Outbox' }));
  await refused(client.call('folders.delete', { folderId: one.folder('Trash'), forever: true }));
  await refused(client.call('folders.move', { folderId: one.folder('Travel/2026'), parentId: one.folder('Travel/2026') }));
});

describe('all marked as read', () => {
  const unread = (mailbox: string) => one.demo.store.messages(mailbox).filter(({ flags }) => !flags.has('\\Seen')).length;
  const counted = async (until: (unreadInInbox: number) => boolean) => one.harness.waitFor('folders.tree', {}, ({ folders }) => until(folders.find(({ role }) => role === 'inbox')!.unread));

  test('of a folder, offline over kill -9; undo leaves what was read before', async () => {
    const before = unread('INBOX');
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(one.demo.store.messages('INBOX').length);
    offline();
    const { operationId } = await one.call('folders.markRead', { view: { kind: 'folder', folderId: one.inbox } });
    await counted((count) => count === 0);
    await one.killAndRestart();
    await online();
    expect(await states()).toEqual(['done']);
    expect(unread('INBOX')).toBe(0);
    await one.call('activity.undo', { operationId });
    await one.settled();
    expect(unread('INBOX')).toBe(before);
  });

  test('of a view across accounts, and not what the view leaves out', async () => {
    one.demo.store.deliver('Subject: x\n\nx\n', 'Junk');
    await one.call('accounts.syncNow', { accountId: one.account });
    const { boxes } = await one.harness.waitFor('folders.unified', {}, () => true);
    expect(boxes.find(({ box }) => box === 'unread')!.total).toBeGreaterThan(0);
    await one.call('folders.markRead', { view: { kind: 'unified', box: 'unread' } });
    await one.settled();
    await one.harness.waitFor('folders.unified', {}, ({ boxes: now }) => now.find(({ box }) => box === 'unread')!.total === 0);
    expect([unread('INBOX'), unread('Junk') > 0]).toEqual([0, true]);
  });

  test('nothing unread is nothing to do', async () => {
    await one.call('folders.markRead', { view: { kind: 'folder', folderId: one.folder('Drafts') } });
    expect(await one.settled()).toEqual([]);
  });
});
