import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox } from '../../../test/support/mirror-records.ts';
import { deleteEverywhere, openInPlace, type PlaceOptions, type StorageBuckets } from './place.ts';

/** As Chromium 156 answers for files it cannot open. */
const beyondOpening = (message = 'Internal error opening backing store for indexedDB.open.', name = 'UnknownError'): IDBFactory =>
  ({ databases: () => Promise.reject(new DOMException(message, name)) } as unknown as IDBFactory);

/** Storage buckets by name; `make` says what a new one is like. */
class Buckets implements StorageBuckets {
  readonly all = new Map<string, IDBFactory>();
  make: () => IDBFactory = () => new IDBFactory();
  keys(): Promise<string[]> { return Promise.resolve([...this.all.keys()]); }
  open(name: string): Promise<{ indexedDB: IDBFactory }> {
    const indexedDB = this.all.get(name) ?? this.make();
    this.all.set(name, indexedDB);
    return Promise.resolve({ indexedDB });
  }
  delete(name: string): Promise<void> {
    this.all.delete(name);
    return Promise.resolve();
  }
}

async function opened(options: PlaceOptions): Promise<string> {
  const { db, state } = await openInPlace({ IDBKeyRange, ...options });
  db.close();
  return state;
}

describe('where the databases lie', () => {
  test('where the browser puts them, as long as they can be opened there', async () => {
    const buckets = new Buckets();
    const indexedDB = new IDBFactory();
    expect([await opened({ indexedDB, buckets }), await opened({ indexedDB, buckets })]).toEqual(['empty', 'kept']);
    expect(buckets.all.size).toBe(0);
  });

  test('in a bucket once they cannot, which is then kept', async () => {
    const buckets = new Buckets();
    const indexedDB = beyondOpening();
    expect([await opened({ indexedDB, buckets }), await opened({ indexedDB, buckets })]).toEqual(['set-aside', 'kept']);
    expect([...buckets.all.keys()]).toEqual(['godwit-mirror-1']);
    // Somebody has repaired the first: what is newest counts.
    expect(await opened({ indexedDB: new IDBFactory(), buckets })).toBe('kept');
  });

  test('in another when that cannot be opened either, and the broken one is gone from the disk', async () => {
    const buckets = new Buckets();
    for (const name of ['godwit-mirror-9', 'godwit-mirror-10', 'godwit-mirror-x', 'others']) buckets.all.set(name, beyondOpening());
    expect(await opened({ indexedDB: beyondOpening(), buckets })).toBe('set-aside');
    expect([...buckets.all.keys()]).toEqual(['godwit-mirror-x', 'others', 'godwit-mirror-11']);
  });

  test('where a new one cannot be used, the trouble is another: told as it was, and nothing is left behind', async () => {
    const buckets = new Buckets();
    buckets.make = () => beyondOpening('another', 'QuotaExceededError');
    await expect(opened({ indexedDB: beyondOpening('the first'), buckets })).rejects.toThrow('the first');
    expect(buckets.all.size).toBe(0);
  });

  test('any other error moves nothing', async () => {
    const buckets = new Buckets();
    await expect(opened({ indexedDB: beyondOpening('full', 'QuotaExceededError'), buckets })).rejects.toThrow('full');
    await expect(opened({ indexedDB: { databases: () => new Promise(() => undefined) } as unknown as IDBFactory, buckets, deadline: 5 })).rejects.toThrow(/answer/u);
    expect(buckets.all.size).toBe(0);
    buckets.keys = () => new Promise(() => undefined);
    await expect(opened({ indexedDB: new IDBFactory(), buckets, deadline: 5 })).rejects.toThrow(/answer/u);
  });

  test('a browser without buckets says what is wrong', async () => {
    await expect(opened({ indexedDB: beyondOpening() })).rejects.toThrow('Internal error opening backing store');
  });
});

describe('deleting', () => {
  test('takes every bucket, and what can be taken elsewhere', async () => {
    const buckets = new Buckets();
    const indexedDB = new IDBFactory();
    await opened({ indexedDB, buckets });
    for (const name of ['godwit-mirror-2', 'others']) buckets.all.set(name, new IDBFactory());
    await deleteEverywhere({ indexedDB, buckets });
    expect([[...buckets.all.keys()], await indexedDB.databases()]).toEqual([['others'], []]);
  });

  test('goes on over files that cannot be opened where there is another place, and fails where there is none', async () => {
    const buckets = new Buckets();
    await expect(deleteEverywhere({ indexedDB: beyondOpening(), buckets })).rejects.toThrow('Internal error');
    buckets.all.set('godwit-mirror-1', new IDBFactory());
    await deleteEverywhere({ indexedDB: beyondOpening(), buckets });
    expect(buckets.all.size).toBe(0);
  });

  test('a mirror that was moved is wiped and goes on', async () => {
    const buckets = new Buckets();
    const mirror = await openMemoryMirror({ indexedDB: beyondOpening(), buckets });
    expect(mirror.client.opened).toBe('set-aside');
    await mirror.client.apply({ folders: [folderWrite(inbox)] });
    await mirror.restart();
    expect([mirror.client.opened, (await mirror.client.query('folders', {})).length]).toEqual(['kept', 1]);
    await mirror.client.wipe();
    expect(await mirror.client.query('folders', {})).toEqual([]);
    await mirror.close();
  });
});
