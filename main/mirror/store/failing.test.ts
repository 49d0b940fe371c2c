/** What IndexedDB does on a full disk: writes that fail, transactions that never end, connections closed from outside. */
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { FLAG } from '../../../shared/model/flags.ts';

let mirror: MemoryMirror;
const originalPut = IDBObjectStore.prototype.put;
/** Lets puts into one table fail; answers how many did. */
function breakPut(table: string, put: (this: IDBObjectStore, value: unknown) => IDBRequest): void {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    return this.name === table ? put.call(this, value) : originalPut.call(this, value);
  } as typeof originalPut);
}
const picture = async () => [
  await mirror.client.query('folders', {}),
  await mirror.client.query('window', { folderId: inbox, from: 0, count: 100 }),
  await mirror.client.query('spine', { folderId: inbox }),
];
/** Touches everything there is in memory. */
const batch = () => ({
  pages: [pageOf(inbox, [{ uid: 4 }, { uid: 5 }])],
  flags: [{ folderId: inbox, changes: [[1, FLAG.seen, ['word']], [2, FLAG.hidden, []]] as [number, number, string[]][] }],
  vanished: [{ folderId: inbox, uids: [3] }],
  previews: [{ folderId: inbox, uid: 1, text: 'new' }],
});

beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 100 });
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1 }, { uid: 2 }, { uid: 3 }])] });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await mirror.close();
});

describe('a write that fails', () => {
  test.each(['folders', 'pages', 'flags', 'previews'])('in %s: refused, memory stays what the disk has, the next one works', async (table) => {
    const before = await picture();
    breakPut(table, () => {
      throw new DOMException('made to fail', 'DataError');
    });
    await expect(mirror.client.apply(batch())).rejects.toMatchObject({ failure: { code: 'internal' } });
    expect(mirror.client.status.state).toBe('ready');
    expect(await picture()).toEqual(before);
    vi.restoreAllMocks();
    expect((await mirror.client.apply(batch())).folders).toEqual([{ folderId: inbox, added: 2, changed: [1, 2], vanished: 1, total: 3, unread: 2 }]);
    const after = await picture();
    await mirror.restart();
    expect(await picture()).toEqual(after);
  });

  test('as on a full disk: fatal, said so, and a new line finds all that was there', async () => {
    const before = await picture();
    breakPut('pages', () => {
      throw new DOMException('FILE_ERROR_NO_SPACE', 'UnknownError');
    });
    const answers = await Promise.allSettled([mirror.client.apply(batch()), mirror.client.apply(batch()), mirror.client.query('folders', {})]);
    expect(answers.slice(0, 2).map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
    expect(mirror.client.status.state).toBe('failing');
    expect(mirror.client.status.note).toContain('FILE_ERROR_NO_SPACE');
    await expect(mirror.client.query('folders', {})).rejects.toMatchObject({ failure: { code: 'mirror-unavailable' } });
    vi.restoreAllMocks();
    await mirror.restart();
    expect(mirror.client.status).toMatchObject({ state: 'ready', note: '' });
    expect(await picture()).toEqual(before);
  });
});

test('a transaction that never ends is given up after its deadline', async () => {
  const before = await picture();
  breakPut('flags', function () {
    const stayOpen = (): void => {
      this.count().onsuccess = stayOpen;
    };
    stayOpen();
    return new EventTarget() as unknown as IDBRequest;
  });
  await expect(mirror.client.apply(batch())).rejects.toMatchObject({ failure: { code: 'mirror-unavailable' } });
  expect(mirror.client.status.state).toBe('failing');
  vi.restoreAllMocks();
  await mirror.restart();
  expect(await picture()).toEqual(before);
});

test('a connection closed from outside is fatal at once, not at the next question', async () => {
  // What a deletion by somebody else does to an open connection.
  const deletion = mirror.indexedDB.deleteDatabase('godwit-mirror-1');
  await new Promise((resolve) => {
    deletion.onsuccess = resolve;
  });
  await expect.poll(() => mirror.client.status.state).toBe('failing');
  await mirror.restart();
  expect(mirror.client.opened).toBe('empty');
});

test('a database that cannot be opened is reported, and works once it can be', async () => {
  await mirror.close();
  const broken = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('Internal error opening backing store', 'UnknownError');
  });
  const restarted = mirror.restart();
  await expect.poll(() => mirror.client.status.state).toBe('failing');
  expect(mirror.client.status.note).toContain('backing store');
  await expect(mirror.client.apply(batch())).rejects.toMatchObject({ failure: { code: 'mirror-unavailable' } });
  broken.mockRestore();
  await mirror.restart();
  await restarted;
  expect(mirror.client.opened).toBe('kept');
});
