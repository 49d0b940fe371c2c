import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { MIRROR_PROTOCOL } from '../protocol/messages.ts';
import { deleteDatabases, openDatabase } from './database.ts';
import { MIGRATIONS, SCHEMA_VERSION, type OrderRecord } from './schema.ts';

const finished = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error as Error);
});
const rawOpen = (factory: IDBFactory, name: string, version?: number): Promise<IDBDatabase> => finished(factory.open(name, version));
const names = async (factory: IDBFactory) => (await factory.databases()).map(({ name }) => name).sort();
const window = { folderId: inbox, from: 0, count: 10 };

describe('opening', () => {
  test('empty, then kept', async () => {
    const options = { indexedDB: new IDBFactory(), IDBKeyRange };
    const first = await openDatabase(options);
    expect(first.state).toBe('empty');
    first.db.close();
    const second = await openDatabase(options);
    expect(second.state).toBe('kept');
    second.db.close();
    expect(await names(options.indexedDB)).toEqual(['godwit-mirror-1']);
  });

  test('everything is there after a restart', async () => {
    const mirror = await openMemoryMirror();
    await mirror.client.apply({
      folders: [folderWrite(inbox)],
      resetFolders: [{ folderId: inbox, uidValidity: 7 }],
      pages: [pageOf(inbox, [{ uid: 1, keywords: ['k'] }, { uid: 2 }, { uid: 5, flags: FLAG.hidden }])],
      previews: [{ folderId: inbox, uid: 1, text: 'words' }],
      bodies: [{ folderId: inbox, uidValidity: 7, uid: 2, content: Uint8Array.of(9) }],
      checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 7, uidNext: 6, highestModseq: '12', complete: true } }],
    });
    const all = async () => [
      await mirror.client.query('folders', {}), await mirror.client.query('window', window),
      await mirror.client.query('spine', { folderId: inbox }), await mirror.client.query('body', { folderId: inbox, uid: 2 }),
    ];
    const before = await all();
    await mirror.restart();
    expect(mirror.client.opened).toBe('kept');
    expect(await all()).toEqual(before);
    await mirror.close();
  });

  test('one from before counts its flagged messages when it is opened', async () => {
    const factory = new IDBFactory();
    const mirror = await openMemoryMirror({ indexedDB: factory });
    const other = folderWrite(folderId(accountId('one'), 'Other'));
    await mirror.client.apply({ folders: [folderWrite(inbox), other], pages: [pageOf(inbox, [{ uid: 1, flags: FLAG.flagged }, { uid: 2 }, { uid: 3, flags: FLAG.flagged | FLAG.hidden }]), pageOf(inbox, [{ uid: 100, flags: FLAG.flagged | FLAG.seen }])] });
    await mirror.close();
    const { db } = await openDatabase({ indexedDB: factory, IDBKeyRange });
    const [folders, flags] = await Promise.all([db.folders.toArray(), db.flags.toArray()]);
    db.close();
    const older = new IDBFactory();
    const before = new Dexie('godwit-mirror-1', { indexedDB: older, IDBKeyRange });
    for (const { version, stores, upgrade } of MIGRATIONS.filter((one) => one.version < 7)) void (upgrade ? before.version(version).stores(stores).upgrade(upgrade) : before.version(version).stores(stores));
    await before.table('folders').bulkPut(folders.map(({ flagged: _since, ...folder }) => folder));
    await before.table('flags').bulkPut(flags);
    await before.table('meta').put({ key: 'format', value: MIRROR_PROTOCOL });
    before.close();
    const now = await openMemoryMirror({ indexedDB: older });
    expect(now.client.opened).toBe('kept');
    expect((await now.client.query('folders', {})).map(({ id, flagged }) => [id, flagged])).toEqual([[inbox, 2], [other.id, 0]]);
    await now.close();
  });

  test('a newer version is set aside untouched, and the new one is used from then on', async () => {
    const factory = new IDBFactory();
    const newer = (SCHEMA_VERSION + 1) * 10;
    (await rawOpen(factory, 'godwit-mirror-3', newer)).close();
    const mirror = await openMemoryMirror({ indexedDB: factory });
    expect([mirror.client.opened, mirror.client.status.state]).toEqual(['set-aside', 'rebuilding']);
    expect(mirror.client.status.note).not.toBe('');
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    mirror.client.rebuilt();
    expect(mirror.client.status).toMatchObject({ state: 'ready', note: '' });
    await mirror.restart();
    expect(mirror.client.opened).toBe('kept');
    expect(await mirror.client.query('folders', {})).toHaveLength(1);
    await mirror.close();
    expect(await names(factory)).toEqual(['godwit-mirror-3', 'godwit-mirror-4']);
    const aside = await rawOpen(factory, 'godwit-mirror-3');
    expect(aside.version).toBe(newer);
    aside.close();
  });

  test('a database of another conversation format is set aside', async () => {
    const options = { indexedDB: new IDBFactory(), IDBKeyRange };
    const { db } = await openDatabase(options);
    await db.meta.put({ key: 'format', value: 999 });
    db.close();
    const next = await openDatabase(options);
    expect([next.state, next.db.name]).toEqual(['set-aside', 'godwit-mirror-2']);
    next.db.close();
  });

  test('deleting takes the set-aside ones too, and nothing of others', async () => {
    const factory = new IDBFactory();
    for (const name of ['godwit-mirror-1', 'godwit-mirror-12', 'godwit-mirror-x', 'other-1']) (await rawOpen(factory, name)).close();
    await deleteDatabases({ indexedDB: factory });
    expect(await names(factory)).toEqual(['godwit-mirror-x', 'other-1']);
  });
});

describe('wipe', () => {
  test('comes in its turn, empties, and goes on working', async () => {
    const mirror = await openMemoryMirror();
    const { client } = mirror;
    await client.apply({ folders: [folderWrite(inbox)] });
    const before = client.apply({ pages: [pageOf(inbox, [{ uid: 1 }])] });
    const wiped = client.wipe();
    const after = client.apply({ folders: [folderWrite(inbox)] });
    expect((await before).folders).toHaveLength(1);
    expect(await wiped).toEqual({ folderList: true, folders: [] });
    expect(await after).toEqual({ folderList: true, folders: [] });
    expect(client.status.state).toBe('rebuilding');
    expect((await client.query('window', window)).total).toBe(0);
    await mirror.restart();
    expect((await client.query('folders', {})).map((folder) => folder.total)).toEqual([0]);
    await mirror.close();
  });
});

describe('the order record', () => {
  const orderOnDisk = async (factory: IDBFactory): Promise<OrderRecord | undefined> => {
    const db = await rawOpen(factory, 'godwit-mirror-1');
    const record = await finished(db.transaction('order').objectStore('order').get(inbox) as IDBRequest<OrderRecord | undefined>);
    db.close();
    return record;
  };
  const uids = async (client: { query: Awaited<ReturnType<typeof openMemoryMirror>>['client']['query'] }) =>
    (await client.query('window', window)).rows.map((row) => (row.summary as number[])[0]);

  test('is written when nothing else is to do, used after a restart, and rebuilt when stale', async () => {
    const eager = await openMemoryMirror({ orderDelay: 0 });
    await eager.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, [{ uid: 1, date: 50 }, { uid: 2, date: 40 }, { uid: 3, date: 60 }])] });
    await expect.poll(() => orderOnDisk(eager.indexedDB)).toMatchObject({ uids: Uint32Array.of(3, 1, 2) });
    await eager.close();

    const lazy = await openMemoryMirror({ indexedDB: eager.indexedDB });
    // Proof that the record is used: a wrong one is believed while its generation is right.
    const db = await rawOpen(eager.indexedDB, 'godwit-mirror-1');
    const record = (await orderOnDisk(eager.indexedDB)) as OrderRecord;
    await finished(db.transaction('order', 'readwrite').objectStore('order').put({ ...record, uids: record.uids.slice(0, 2), dates: record.dates.slice(0, 2), pages: record.pages.slice(0, 2) }));
    db.close();
    expect(await uids(lazy.client)).toEqual([3, 1]);
    await lazy.client.apply({ vanished: [{ folderId: inbox, uids: [3] }] });
    await lazy.restart();
    expect(await uids(lazy.client)).toEqual([1, 2]);
    await lazy.close();
  });
});
