/** Folders renamed or deleted on the server, by us or by others: what is kept of them, and what waits for them, goes along or goes. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import { OneAccount } from '../support/one-account.ts';

let one: OneAccount;
beforeEach(async () => { one = await OneAccount.start({ seed: false }); });
afterEach(() => one.stop());

const again = () => one.call('accounts.syncNow', { accountId: one.account });
const defects = () => one.harness.logged.filter(({ level }) => level === 'error');
const tree = (until: (paths: string[]) => boolean) => one.harness.waitFor('folders.tree', {}, ({ folders }) => until(folders.map(({ id }) => splitFolderId(id).path)));
const down = (): void => {
  one.demo.faults.add({ command: 'GREETING', effect: { kind: 'bye', text: 'Down' }, times: 1000 });
  one.demo.cutConnections();
};
const up = async (): Promise<void> => {
  one.demo.faults.clear();
  await again();
};
const attachment = 'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nThe text.\n--b\nContent-Type: application/pdf; name=plan.pdf\nContent-Disposition: attachment; filename=plan.pdf\n\nPDF\n--b--\n';
async function harbour(count = 5): Promise<MessageRow[]> {
  one.demo.store.createMailbox('Harbour', { subscribed: true });
  for (let n = 1; n <= count; n++) one.demo.store.deliver(`From: a@example.org\nSubject: letter ${n}\nMessage-ID: <${n}@example.org>\n${attachment}`, 'Harbour');
  await again();
  await tree((paths) => paths.includes('Harbour'));
  const rows = await one.list(one.folder('Harbour'), (found) => found.length === count);
  await until(async () => (await texts()) >= count);
  return rows;
}
const texts = async (): Promise<number> => (await one.call('storage.summary', {})).accounts[0]!.texts.count;
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never got there: ${JSON.stringify(one.harness.logged.slice(-10))}`);
}
/** FETCH commands that brought texts or summaries would be answered with NO from here on. */
const refuseFetch = (): void => { one.demo.faults.add({ command: 'UID FETCH', effect: { kind: 'refuse', code: 'NOPERM', text: 'Not again' }, times: 1000 }); };
const files = async (): Promise<string[]> => (await readdir(join(one.profile, 'attachments'), { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile()).map(({ name }) => name);
async function opens(id: MessageRow['id']): Promise<string> {
  const view = await one.harness.waitFor('messages.view', { messageId: id }, ({ body, failure }) => body !== null || failure !== null);
  return view.body?.text ?? `failed: ${view.failure?.code}`;
}
async function isAllThere(folder: FolderId, subjects: readonly string[]): Promise<void> {
  const rows = await one.list(folder, (found) => found.length === subjects.length);
  expect(rows.map(({ subject }) => subject).sort()).toEqual([...subjects].sort());
  for (const row of rows) expect(await opens(row.id)).toContain('The text.');
}

describe('on a server that gives every folder the same UIDVALIDITY', () => {
  const letters = (mailbox: string, kind: string) => { for (const n of [1, 2, 3]) one.demo.store.deliver(`From: a@example.org\nSubject: ${kind} ${n}\nMessage-ID: <${kind}-${n}@example.org>\n\nThe text.\n`, mailbox); };
  const start = async (): Promise<MessageRow[]> => {
    const { uidValidity } = one.demo.store.createMailbox('Other', { subscribed: true });
    one.demo.store.createMailbox('Harbour', { subscribed: true }).uidValidity = uidValidity;
    letters('Harbour', 'old');
    await again();
    const rows = await one.list(one.folder('Harbour'), (found) => found.length === 3);
    await one.ready();
    down();
    return rows;
  };

  test('another folder with the same numbers is not taken for the one that went', async () => {
    await start();
    const { uidValidity } = one.demo.store.mailbox('Harbour');
    one.demo.store.deleteMailbox('Harbour');
    one.demo.store.createMailbox('Quay', { subscribed: true }).uidValidity = uidValidity;
    letters('Quay', 'new');
    await up();
    await tree((paths) => paths.includes('Quay'));
    await one.list(one.folder('Quay'), (rows) => rows.length === 3 && rows.every(({ subject }) => subject.startsWith('new')));
  });

  test('one that is only called otherwise is known by what is in it, and what waits goes along', async () => {
    const rows = await start();
    await one.call('messages.setFlags', { messageIds: [rows[1]!.id], add: ['flagged'], remove: [] });
    one.demo.store.renameMailbox('Harbour', 'Haven');
    await up();
    await tree((paths) => paths.includes('Haven') && !paths.includes('Harbour'));
    const [operation] = await one.settled();
    expect(operation!.state).toBe('done');
    expect(one.onServer('Haven', one.uidOf(rows[1]!.id))!.flags.has('\\Flagged')).toBe(true);
  });
});

test('renamed by somebody else: rows, texts, attachments and what waits go along, and nothing is fetched again', async () => {
  const rows = await harbour();
  await one.call('attachments.save', { messageId: rows[0]!.id, section: '2' });
  const before = await files();
  expect(before).toHaveLength(1);
  down();
  await one.call('messages.setFlags', { messageIds: [rows[1]!.id], add: ['flagged'], remove: [] });
  one.demo.store.renameMailbox('Harbour', 'Haven');
  one.demo.faults.clear();
  refuseFetch();
  await again();
  await tree((paths) => paths.includes('Haven') && !paths.includes('Harbour'));
  await isAllThere(one.folder('Haven'), rows.map(({ subject }) => subject));
  expect(await files()).toHaveLength(1);
  expect(await files()).not.toEqual(before);
  one.demo.faults.clear();
  await again();
  const operations = await one.settled();
  expect(operations.filter(({ kind }) => kind === 'set-flags').map(({ state, failure }) => [state, failure?.message])).toEqual([['done', undefined]]);
  expect(one.demo.store.messages('Haven').filter(({ flags }) => flags.has('\\Flagged'))).toHaveLength(1);
  expect(defects()).toEqual([]);
});

test('renamed by somebody else while a line has it open, and one made anew of the old name: what is read and done there is read and done there', async () => {
  const rows = await harbour();
  await one.call('messages.setFlags', { messageIds: [rows[0]!.id], add: ['flagged'], remove: [] });
  await one.settled();
  one.demo.store.renameMailbox('Harbour', 'Haven');
  one.demo.store.createMailbox('Harbour', { subscribed: true });
  one.demo.store.deliver(`From: a@example.org\nSubject: new\nMessage-ID: <new@example.org>\n${attachment}`, 'Harbour');
  await again();
  await isAllThere(one.folder('Harbour'), ['new']);
  const [anew] = await one.list(one.folder('Harbour'));
  await one.call('messages.setFlags', { messageIds: [anew!.id], add: ['flagged'], remove: [] });
  expect((await one.settled()).map(({ state, failure }) => [state, failure?.message])).toEqual([['done', undefined], ['done', undefined]]);
  expect(one.demo.store.messages('Harbour').filter(({ flags }) => flags.has('\\Flagged'))).toHaveLength(1);
  expect(one.demo.store.messages('Haven').filter(({ flags }) => flags.has('\\Flagged'))).toHaveLength(1);
  expect(defects()).toEqual([]);
});

test('what was to go into a folder that somebody else has renamed goes there, and the old one is not made again', async () => {
  await harbour();
  one.demo.store.deliver(`From: a@example.org\nSubject: guest\nMessage-ID: <guest@example.org>\n${attachment}`);
  const [guest] = await one.list(one.inbox, (found) => found.length === 1);
  down();
  await one.call('messages.move', { messageIds: [guest!.id], to: { folderId: one.folder('Harbour') } });
  one.demo.store.renameMailbox('Harbour', 'Haven');
  await up();
  expect((await one.settled()).map(({ state, failure }) => [state, failure?.message])).toEqual([['done', undefined]]);
  expect(one.demo.store.messages('Haven')).toHaveLength(6);
  expect(one.demo.store.find('Harbour')).toBeUndefined();
  await one.list(one.folder('Haven'), (found) => found.length === 6);
  expect(defects()).toEqual([]);
});

test('renamed by us, with what is below it: nothing is fetched again, also with a new folder of the old name', async () => {
  const rows = await harbour();
  one.demo.store.createMailbox('Harbour/Pier', { subscribed: true });
  one.demo.store.deliver(`From: a@example.org\nSubject: below\n${attachment}`, 'Harbour/Pier');
  await again();
  await one.list(one.folder('Harbour/Pier'), (found) => found.length === 1);
  await until(async () => (await texts()) >= 6);
  refuseFetch();
  await one.call('folders.rename', { folderId: one.folder('Harbour'), name: 'Haven' });
  await one.settled();
  await tree((paths) => paths.includes('Haven') && paths.includes('Haven/Pier') && !paths.includes('Harbour'));
  await isAllThere(one.folder('Haven'), rows.map(({ subject }) => subject));
  await isAllThere(one.folder('Haven/Pier'), ['below']);
  one.demo.faults.clear();
  one.demo.store.createMailbox('Harbour', { subscribed: true });
  one.demo.store.deliver(`From: a@example.org\nSubject: new\nMessage-ID: <new@example.org>\n${attachment}`, 'Harbour');
  await again();
  await isAllThere(one.folder('Harbour'), ['new']);
  await isAllThere(one.folder('Haven'), rows.map(({ subject }) => subject));
  await one.killAndRestart();
  await isAllThere(one.folder('Harbour'), ['new']);
  await isAllThere(one.folder('Haven'), rows.map(({ subject }) => subject));
  expect(defects()).toEqual([]);
});

test('deleted by somebody else: once it is certain, texts and attachments go, and what waits says why it cannot be done', async () => {
  const rows = await harbour();
  one.demo.store.deliver(`From: a@example.org\nSubject: stays\n${attachment}`);
  const [stays] = await one.list(one.inbox, (found) => found.length === 1);
  await until(async () => (await texts()) >= 6);
  await one.call('attachments.save', { messageId: rows[0]!.id, section: '2' });
  down();
  await one.call('messages.setFlags', { messageIds: [rows[1]!.id], add: ['flagged'], remove: [] });
  one.demo.store.deleteMailbox('Harbour');
  await up();
  const operations = await one.settled();
  expect(operations.map(({ state, failure }) => [state, failure?.code])).toEqual([['parked', 'folder-gone']]);
  // One listing without it is no proof.
  for (let i = 0; i < 3; i++) {
    await again();
    await one.ready();
  }
  await tree((paths) => !paths.includes('Harbour'));
  await until(async () => (await texts()) === 1);
  await until(async () => (await files()).length === 0);
  expect(await opens(stays!.id)).toContain('The text.');
  expect(defects()).toEqual([]);
});

describe.each([
  ['by us', async () => void (await one.call('folders.rename', { folderId: one.folder('Harbour'), name: 'Haven' }))],
  ['by somebody else', async () => {
    one.demo.store.renameMailbox('Harbour', 'Haven');
    await again();
  }],
])('renamed %s', (_words, rename) => {
  test('what was chosen for it goes along, and the old name keeps nothing of it', async () => {
    await harbour();
    const [harbourId, haven] = [one.folder('Harbour'), one.folder('Haven')];
    await one.call('settings.change', { folders: { [harbourId]: { favourite: true, notify: true }, [one.inbox]: { unified: false } } });
    const { settings: storage } = (await one.call('storage.summary', {})).accounts[0]!;
    await one.call('storage.set', { accountId: one.account, settings: { textDays: storage.textDays, textOctets: storage.textOctets, attachmentOctets: storage.attachmentOctets, folders: { [harbourId]: 30, [one.inbox]: 7 } } });
    await rename();
    await tree((paths) => paths.includes('Haven') && !paths.includes('Harbour'));
    await one.harness.waitFor('settings.read', {}, ({ settings }) => settings.folders[haven]?.favourite === true && settings.folders[harbourId] === undefined);
    const { settings } = await one.harness.waitFor('settings.read', {}, () => true);
    expect(settings.folders[haven]).toEqual({ favourite: true, notify: true });
    expect(settings.folders[one.inbox]).toEqual({ unified: false });
    expect((await one.call('storage.summary', {})).accounts[0]!.settings.folders).toEqual({ [haven]: 30, [one.inbox]: 7 });
    expect(defects()).toEqual([]);
  });

  test('a window that has not heard of it yet means the folder all the same', async () => {
    await harbour();
    const old = one.folder('Harbour');
    one.demo.store.createMailbox('Attic', { subscribed: true });
    await rename();
    await again();
    const { folders } = await tree((paths) => paths.includes('Attic') && paths.includes('Haven') && !paths.includes('Harbour'));
    expect(folders.find(({ id }) => id === one.folder('Haven'))?.was).toEqual([old]);
    await one.call('folders.move', { folderId: old, parentId: one.folder('Attic') });
    await tree((paths) => paths.includes('Attic/Haven') && !paths.includes('Haven'));
  });

  test('back again while the first is still followed: nothing is lost', async () => {
    await harbour();
    const [harbourId, haven] = [one.folder('Harbour'), one.folder('Haven')];
    await one.call('settings.change', { folders: { [harbourId]: { favourite: true } } });
    await rename();
    await tree((paths) => paths.includes('Haven') && !paths.includes('Harbour'));
    await one.call('folders.rename', { folderId: haven, name: 'Harbour' });
    await tree((paths) => paths.includes('Harbour') && !paths.includes('Haven'));
    const { settings } = await one.harness.waitFor('settings.read', {}, ({ settings }) => settings.folders[haven] === undefined);
    expect(settings.folders[harbourId]).toEqual({ favourite: true });
  });
});
