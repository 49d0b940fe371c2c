/** Conversations asked of the real store: through folders, moves, deletions, resets and restarts. */
import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { mailPage, type TestMail } from '../../../test/support/conversation-records.ts';
import { folderWrite, inbox } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';

const sent = folderId(accountId('one'), 'Sent');
const archive = folderId(accountId('one'), 'Archive');
const foreign = folderId(accountId('two'), 'INBOX');

let mirror: MemoryMirror;
beforeEach(async () => {
  mirror = await openMemoryMirror();
  await mirror.client.apply({ folders: [inbox, sent, archive, foreign].map((id) => folderWrite(id)) });
});
afterEach(() => mirror.close());

const put = (folder: FolderId, ...mails: TestMail[]) => mirror.client.apply({ pages: [mailPage(folder, mails)] });
const nameOf = (folder: FolderId, uid: number): string => `${folder.split('/').slice(1).join('/')} ${uid}`;
/** As `INBOX 1`, copies in brackets behind. */
async function thread(folder: FolderId, uid: number, window = { from: 0, count: 1000 }): Promise<string[]> {
  const answer = await mirror.client.query('thread', { folderId: folder, uid, ...window });
  expect(answer.complete).toBe(true);
  return answer.rows.map((row) => [nameOf(row.folderId, (row.summary as number[])[0] as number), ...row.copies.map((copy) => `(${nameOf(copy.folderId, copy.uid)})`)].join(' '));
}
const linkPages = async (): Promise<number> => {
  const { promise, resolve } = Promise.withResolvers<number>();
  mirror.indexedDB.open('godwit-mirror-1').onsuccess = ({ target }) => {
    const db = (target as IDBOpenDBRequest).result;
    const count = db.transaction('links').objectStore('links').count();
    count.onsuccess = () => {
      db.close();
      resolve(count.result);
    };
  };
  return promise;
};

describe('one conversation', () => {
  beforeEach(async () => {
    await put(inbox, { uid: 1, id: 'a@x', date: 100 }, { uid: 2, id: 'c@x', references: ['a@x', 'b@x'], date: 300 }, { uid: 3 });
    await put(sent, { uid: 1, id: 'b@x', references: ['a@x'], date: 200 });
    await put(foreign, { uid: 1, id: 'd@x', references: ['a@x'] });
  });

  test('goes through the folders of its account, oldest first, from whichever of its messages', async () => {
    for (const [folder, uid] of [[inbox, 1], [sent, 1], [inbox, 2]] as const) expect(await thread(folder, uid)).toEqual(['INBOX 1', 'Sent 1', 'INBOX 2']);
    expect(await thread(inbox, 3)).toEqual(['INBOX 3']);
    expect(await thread(foreign, 1)).toEqual(['INBOX 1']);
  });

  test('a window of it, with what each row has', async () => {
    const answer = await mirror.client.query('thread', { folderId: inbox, uid: 1, from: 1, count: 1 });
    expect(answer).toMatchObject({ total: 3, from: 1, complete: true, rows: [{ folderId: sent, uidValidity: 0, uid: 1, flags: 0, keywords: [], preview: null, copies: [] }] });
    expect(answer.rows).toHaveLength(1);
  });

  test('new mail joins at once, also into a page that had been gone through', async () => {
    expect(await thread(inbox, 1)).toHaveLength(3);
    await put(inbox, { uid: 4, references: ['c@x'], date: 400 });
    expect(await thread(inbox, 4)).toEqual(['INBOX 1', 'Sent 1', 'INBOX 2', 'INBOX 4']);
    await mirror.restart();
    await put(archive, { uid: 9, id: 'own-3@example.org', references: ['c@x'], date: 500 });
    expect(await thread(inbox, 3)).toEqual(['INBOX 1', 'Sent 1', 'INBOX 2', 'INBOX 4', 'Archive 9', 'INBOX 3']);
  });

  test('what is hidden, moved or deleted is out, and what it linked stays linked', async () => {
    expect(await thread(inbox, 1)).toHaveLength(3);
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[1, FLAG.hidden, []]] }] });
    expect(await thread(sent, 1)).toEqual(['Sent 1', 'INBOX 2']);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1] }], pages: [mailPage(archive, [{ uid: 7, id: 'a@x', date: 100 }])] });
    expect(await thread(sent, 1)).toEqual(['Archive 7', 'Sent 1', 'INBOX 2']);
    await mirror.client.apply({ vanished: [{ folderId: sent, uids: [1] }] });
    expect(await thread(inbox, 2)).toEqual(['Archive 7', 'INBOX 2']);
    expect(await mirror.client.query('thread', { folderId: sent, uid: 1, from: 0, count: 10 })).toEqual({ total: 0, from: 0, complete: true, deleted: 0, rows: [] });
  });

  test('a renumbered folder begins anew, the others stay', async () => {
    expect(await thread(inbox, 1)).toHaveLength(3);
    await mirror.client.apply({ resetFolders: [{ folderId: inbox, uidValidity: 8 }], pages: [mailPage(inbox, [{ uid: 1, date: 50 }, { uid: 2, id: 'a@x', date: 100 }])] });
    expect(await thread(inbox, 1)).toEqual(['INBOX 1']);
    expect(await thread(sent, 1)).toEqual(['INBOX 2', 'Sent 1']);
    await mirror.restart();
    expect(await thread(sent, 1)).toEqual(['INBOX 2', 'Sent 1']);
    expect((await mirror.client.query('thread', { folderId: sent, uid: 1, from: 0, count: 1 })).rows[0]?.uidValidity).toBe(8);
  });

  test('a removed folder takes its messages and links along', async () => {
    expect(await thread(inbox, 1)).toHaveLength(3);
    await mirror.client.apply({ removeFolders: [inbox] });
    expect(await thread(sent, 1)).toEqual(['Sent 1']);
    await mirror.client.apply({ removeAccounts: [accountId('one')] });
    expect(await thread(foreign, 1)).toEqual(['INBOX 1']);
    expect(await linkPages()).toBe(1);
  });

  test('a refused batch changes nothing about it', async () => {
    expect(await thread(inbox, 1)).toHaveLength(3);
    const bad = mirror.client.apply({ pages: [mailPage(inbox, [{ uid: 8, references: ['a@x'] }])], checkpoints: [{ folderId: folderId(accountId('one'), 'Nowhere'), checkpoint: { uidValidity: 1, uidNext: 1, highestModseq: '0', complete: true } }] });
    await expect(bad).rejects.toMatchObject({ failure: { code: 'not-found' } });
    expect(await thread(inbox, 1)).toHaveLength(3);
  });
});

describe('a folder as conversations', () => {
  const threads = async (from = 0, count = 100): Promise<[uid: number, count: number, unread: number][]> =>
    (await mirror.client.query('threads', { folderId: inbox, from, count })).threads.map(({ newest, count: of, unread }) => [(newest.summary as number[])[0] as number, of, unread]);

  test('the one with the newest message first; flags, new mail and what is gone change it', async () => {
    await put(inbox, { uid: 1, id: 'a@x', date: 10 }, { uid: 2, date: 20, flags: FLAG.seen }, { uid: 3, references: ['a@x'], date: 30, flags: FLAG.seen }, { uid: 4, date: 5 });
    await put(sent, { uid: 1, references: ['a@x'], date: 99 });
    expect(await threads()).toEqual([[3, 2, 1], [2, 1, 0], [4, 1, 1]]);
    expect(await threads(1, 1)).toEqual([[2, 1, 0]]);
    await put(inbox, { uid: 5, references: ['own-4@example.org'], date: 40 });
    await mirror.client.apply({ flags: [{ folderId: inbox, changes: [[1, FLAG.seen, []], [3, FLAG.hidden, []]] }] });
    expect(await threads()).toEqual([[5, 2, 2], [2, 1, 0], [1, 1, 0]]);
    await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [5] }] });
    expect(await threads()).toEqual([[2, 1, 0], [1, 1, 0], [4, 1, 1]]);
    expect(await mirror.client.query('threads', { folderId: inbox, from: 9, count: 1 })).toEqual({ total: 3, from: 3, unread: 1, uidValidity: 0, complete: true, threads: [] });
  });
});

describe('what lies in Trash or Junk', () => {
  const trash = folderId(accountId('one'), 'Trash');
  beforeEach(async () => {
    await mirror.client.apply({ folders: [folderWrite(trash, { role: 'trash' })] });
    await put(inbox, { uid: 1, id: 'a@x', subject: 's', date: 5 }, { uid: 2, references: ['a@x'], date: 6 });
    await put(trash, { uid: 7, references: ['a@x'], date: 7 }, { uid: 8, id: 'a@x', subject: 's', date: 5 });
  });

  test('is out of a conversation, unless one asks for it or stands in it', async () => {
    expect(await thread(inbox, 2)).toEqual(['INBOX 1', 'INBOX 2']);
    // A copy of what is shown is no message more.
    expect(await mirror.client.query('thread', { folderId: inbox, uid: 1, from: 0, count: 9 })).toMatchObject({ total: 2, deleted: 1 });
    expect(await mirror.client.query('thread', { folderId: inbox, uid: 1, from: 0, count: 9, withDeleted: true })).toMatchObject({ total: 3, deleted: 0 });
    expect(await thread(trash, 7)).toEqual(['Trash 8 (INBOX 1)', 'INBOX 2', 'Trash 7']);
  });

  test('does not count', async () => {
    expect((await mirror.client.query('threads', { folderId: inbox, from: 0, count: 9 })).threads).toMatchObject([{ count: 2, total: 2, uids: [2, 1] }]);
    expect((await mirror.client.query('threads', { folderId: trash, from: 0, count: 9 })).threads).toMatchObject([{ count: 2, total: 3, uids: [7, 8] }]);
  });

  test('the end of a long one is asked for from behind', async () => {
    expect(await thread(inbox, 1, { from: -1, count: 5 })).toEqual(['INBOX 2']);
    expect(await thread(inbox, 1, { from: -9, count: 5 })).toEqual(['INBOX 1', 'INBOX 2']);
  });
});

describe('copies', () => {
  test('the same message in two folders is one, in the folder of the question', async () => {
    await put(inbox, { uid: 1, id: 'a@x', subject: 's', date: 5 }, { uid: 2, references: ['a@x'], date: 6 });
    await put(archive, { uid: 8, id: 'a@x', subject: 's', date: 5 });
    expect(await thread(inbox, 2)).toEqual(['INBOX 1 (Archive 8)', 'INBOX 2']);
    expect(await thread(archive, 8)).toEqual(['Archive 8 (INBOX 1)', 'INBOX 2']);
  });

  test('nobody hides a message by copying its Message-ID', async () => {
    await put(inbox, { uid: 1, id: 'a@x', subject: 's', date: 5 }, { uid: 2, id: 'a@x', subject: 's', date: 5 }, { uid: 3, id: 'a@x', subject: 'other', date: 5 });
    await put(archive, { uid: 8, id: 'a@x', subject: 's', date: 6 }, { uid: 9, id: 'a@x', subject: 'other', date: 5 });
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'INBOX 2', 'INBOX 3 (Archive 9)', 'Archive 8']);
  });
});

describe('while there is more to go through', () => {
  test('an answer holds the message asked for and says that it is not all; the rest follows by itself', async () => {
    await mirror.close();
    mirror = await openMemoryMirror({ orderDelay: 1000 });
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    // At once: nothing has been gone through when it is asked for.
    await mirror.client.apply({ pages: Array.from({ length: 40 }, (_page, page) => mailPage(inbox, Array.from({ length: 70 }, (_, i) => ({ uid: page * 70 + i + 1, references: ['root@x'] })))) });
    const ask = () => mirror.client.query('thread', { folderId: inbox, uid: 1, from: 0, count: 1 });
    const first = await ask();
    expect(first).toMatchObject({ complete: false, rows: [{ uid: 1 }] });
    expect(first.total).toBeLessThan(2800);
    await expect.poll(linkPages, { timeout: 10_000 }).toBe(40);
    expect(await ask()).toMatchObject({ complete: true, total: 2800 });
    await mirror.restart();
    expect(await ask()).toMatchObject({ complete: true, total: 2800 });
  });

  test('on a full disk conversations are answered without being kept', async () => {
    await put(inbox, { uid: 1, id: 'a@x', date: 1 });
    await put(sent, { uid: 1, references: ['a@x'], date: 2 });
    const { put: original } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
      if (this.name === 'links') throw new DOMException('full', 'QuotaExceededError');
      return original.call(this, value);
    } as typeof original);
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'Sent 1']);
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'Sent 1']);
    vi.restoreAllMocks();
    expect([mirror.client.status.state, await linkPages()]).toEqual(['ready', 0]);
    await put(sent, { uid: 2, references: ['a@x'], date: 3 });
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'Sent 1', 'Sent 2']);
    expect(await linkPages()).toBe(2);
  });

  test('link pages that are lost are made again, and a damaged summary page harms its own rows only', async () => {
    await put(inbox, { uid: 1, id: 'a@x', date: 1 });
    await put(sent, { uid: 1, references: ['a@x'], date: 2 });
    await mirror.client.apply({ pages: [{ ...mailPage(archive, [{ uid: 1 }]), rows: new TextEncoder().encode('[broken]') }] });
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'Sent 1']);
    await mirror.close();
    const { promise, resolve } = Promise.withResolvers<void>();
    mirror.indexedDB.open('godwit-mirror-1').onsuccess = ({ target }) => {
      const db = (target as IDBOpenDBRequest).result;
      const transaction = db.transaction('links', 'readwrite');
      transaction.objectStore('links').clear();
      transaction.oncomplete = () => {
        db.close();
        resolve();
      };
    };
    await promise;
    mirror = await openMemoryMirror({ indexedDB: mirror.indexedDB });
    expect(await thread(inbox, 1)).toEqual(['INBOX 1', 'Sent 1']);
    expect(mirror.client.status.state).toBe('ready');
  });
});
