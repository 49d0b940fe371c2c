/** Folders that are yet to be made or renamed, because the server is away or says "not now", while others get other names: all arrives in the right place. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
/** Pauses are a fifth as long. */
const clock = { now: () => Date.now(), after: (ms: number, run: () => void) => { const timer = setTimeout(run, ms / 5); return () => clearTimeout(timer); } };
beforeEach(async () => { one = await OneAccount.start({ seed: false }, { clock }); });
afterEach(() => one.stop());

const sync = () => one.call('accounts.syncNow', { accountId: one.account });
const paths = (): string[] => one.demo.store.mailboxes.map(({ name }) => name);
const tree = (...wanted: string[]) => one.harness.waitFor('folders.tree', {}, ({ folders }) => wanted.every((path) => folders.some(({ id, name }) => splitFolderId(id).path === path || name === path)));
const create = (name: string, parentId: FolderId | null = null) => one.call('folders.create', { accountId: one.account, parentId, name });
const states = async () => (await one.settled()).map(({ state }) => state);
const offline = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 10_000 });
  one.demo.cutConnections();
};
const online = async (): Promise<void> => {
  one.demo.faults.clear();
  await sync();
};
/** The server has it in use until `over`. */
const notNow = (command: string): void => { one.demo.faults.add({ command, effect: { kind: 'refuse', code: 'INUSE', text: 'Not now' } }); };
async function projects(): Promise<FolderId> {
  one.demo.store.createMailbox('Projects', { subscribed: true });
  for (const n of [1, 2]) one.demo.store.deliver(`From: a@example.org\nSubject: letter ${n}\nMessage-ID: <${n}@example.org>\n\nText.\n`, 'Projects');
  await sync();
  await one.list(one.folder('Projects'), (rows) => rows.length === 2);
  await one.ready();
  return one.folder('Projects');
}

test('made in a folder that another program renames meanwhile, with more in it and a message moved there', async () => {
  const parent = await projects();
  const [row] = await one.list(parent);
  offline();
  const { folderId } = await create('New', parent);
  await tree('New');
  await create('Deep', folderId);
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId } });
  one.demo.store.renameMailbox('Projects', 'Work');
  await online();
  expect(await states()).toEqual(['done', 'done', 'done']);
  expect(paths()).toEqual(expect.arrayContaining(['Work/New', 'Work/New/Deep']));
  expect(one.demo.store.messages('Work/New')).toHaveLength(1);
});

test('renamed here while another program renames what it is in', async () => {
  await projects();
  one.demo.store.createMailbox('Projects/Old');
  one.demo.store.deliver('Subject: x\n\nx\n', 'Projects/Old');
  await sync();
  await one.list(one.folder('Projects/Old'));
  await one.ready();
  offline();
  await one.call('folders.rename', { folderId: one.folder('Projects/Old'), name: 'New' });
  one.demo.store.renameMailbox('Projects', 'Work');
  await online();
  expect(await states()).toEqual(['done']);
  expect(paths()).toContain('Work/New');
});

test('renamed by another program to what it was to be called here', async () => {
  const parent = await projects();
  offline();
  await one.call('folders.rename', { folderId: parent, name: 'Work' });
  one.demo.store.renameMailbox('Projects', 'Work');
  await online();
  expect(await states()).toEqual(['done']);
  expect(paths().sort()).toEqual(['INBOX', 'Work']);
});

test.each(['deleted', 'subscribed to'])('%s here while another program renames it: it is that folder, under its new name', async (what) => {
  const parent = await projects();
  if (what === 'subscribed to') {
    await one.call('folders.subscribe', { folderId: parent, subscribed: false });
    await one.settled();
  }
  notNow(what === 'deleted' ? 'DELETE' : 'SUBSCRIBE');
  await (what === 'deleted' ? one.call('folders.delete', { folderId: parent, forever: true }) : one.call('folders.subscribe', { folderId: parent, subscribed: true }));
  one.demo.store.renameMailbox('Projects', 'Work');
  expect(new Set(await states())).toEqual(new Set(['done']));
  if (what === 'deleted') expect(paths()).toEqual(['INBOX']);
  else expect(one.demo.store.find('Work')?.subscribed).toBe(true);
});

test('deleted with all in it, of which another program takes one out meanwhile: that one stays', async () => {
  const parent = await projects();
  one.demo.store.createMailbox('Projects/Kept');
  one.demo.store.deliver('Subject: x\n\nx\n', 'Projects/Kept');
  await sync();
  await one.list(one.folder('Projects/Kept'));
  await one.ready();
  one.demo.faults.add({ command: 'DELETE', effect: { kind: 'refuse', code: 'INUSE', text: 'Not now' }, times: 1_000 });
  await one.call('folders.delete', { folderId: parent, forever: true });
  one.demo.store.renameMailbox('Projects/Kept', 'Kept');
  await sync();
  await one.list(one.folder('Kept'), (rows) => rows.length === 1);
  await online();
  expect(await states()).toEqual(['done']);
  expect(paths().sort()).toEqual(['INBOX', 'Kept']);
});

test('called by another program what it could not be called yet', async () => {
  const parent = await projects();
  notNow('RENAME');
  await one.call('folders.rename', { folderId: parent, name: 'Work' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  one.demo.store.renameMailbox('Projects', 'Work');
  await sync();
  expect(await states()).toEqual(['done']);
  expect(paths().sort()).toEqual(['INBOX', 'Work']);
});

test('renamed here to something else than by another program, and nobody has told of that', async () => {
  const parent = await projects();
  one.demo.store.renameMailbox('Projects', 'Work');
  await one.call('folders.rename', { folderId: parent, name: 'Plans' });
  expect(await states()).toEqual(['done']);
  expect(paths().sort()).toEqual(['INBOX', 'Plans']);
});

test('made later than what it is in was renamed', async () => {
  const parent = await projects();
  notNow('CREATE');
  const { folderId } = await create('New', parent);
  await one.call('folders.rename', { folderId: parent, name: 'Work' });
  const [row] = await one.list(parent).catch(() => one.list(one.folder('Work')));
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId } });
  expect(await states()).toEqual(['done', 'done', 'done']);
  expect(paths()).toContain('Work/New');
  expect(one.demo.store.messages('Work/New')).toHaveLength(1);
});

test('made in a folder that cannot be renamed yet', async () => {
  const parent = await projects();
  notNow('RENAME');
  await one.call('folders.rename', { folderId: parent, name: 'Work' });
  const { folderId } = await create('New', parent);
  const [row] = await one.list(parent);
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId } });
  expect(await states()).toEqual(['done', 'done', 'done']);
  expect(paths()).toContain('Work/New');
  expect(one.demo.store.messages('Work/New')).toHaveLength(1);
});

test('a second name comes after the first, though the first had to wait', async () => {
  const parent = await projects();
  notNow('RENAME');
  await one.call('folders.rename', { folderId: parent, name: 'First' });
  await one.call('folders.rename', { folderId: parent, name: 'Second' });
  expect(await states()).toEqual(['done', 'done']);
  expect(paths()).toContain('Second');
  expect(paths()).not.toContain('First');
});

test('a message waits for the folder that it is to go into', async () => {
  const parent = await projects();
  const [row] = await one.list(parent);
  notNow('CREATE');
  const { folderId } = await create('New');
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId } });
  expect(await states()).toEqual(['done', 'done']);
  expect(one.demo.store.messages('New')).toHaveLength(1);
});

test('a name typed in parts (e and its accent) is the one that servers list, and what is to go into the folder finds it', async () => {
  const parent = await projects();
  const [row] = await one.list(parent);
  const { folderId } = await create('Cafe\u0301');
  await one.call('messages.move', { messageIds: [row!.id], to: { folderId } });
  expect(await states()).toEqual(['done', 'done']);
  expect(one.demo.store.messages('Caf\u00e9')).toHaveLength(1);
  await one.call('folders.rename', { folderId, name: 'Cafe\u0301s' });
  expect(await states()).toEqual(['done', 'done', 'done']);
  expect(paths()).toContain('Caf\u00e9s');
});

test('taken back under the name that it has by then', async () => {
  const parent = await projects();
  const made = await create('New', parent);
  await one.settled();
  await tree('Projects/New');
  const renamed = await one.call('folders.rename', { folderId: one.folder('Projects/New'), name: 'Newer' });
  await one.settled();
  await one.call('folders.rename', { folderId: parent, name: 'Work' });
  await one.settled();
  expect(paths()).toContain('Work/Newer');
  await one.call('activity.undo', renamed);
  expect(await states()).not.toContain('parked');
  expect(paths()).toContain('Work/New');
  await one.call('activity.undo', made);
  expect(await states()).not.toContain('parked');
  expect(paths()).toContain('Work');
  expect(paths()).not.toContain('Work/New');
});
