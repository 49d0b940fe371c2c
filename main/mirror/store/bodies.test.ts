/** Texts in packs: what is kept, what is missing, what goes with its message, and what a full disk leaves alone. */
import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf } from '../../../test/support/mirror-records.ts';
import { accountId, folderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { decodeGaps } from '../protocol/body-gaps.ts';
import type { BodyPackWrite } from '../protocol/records.ts';

let mirror: MemoryMirror;
const originalPut = IDBObjectStore.prototype.put;

const textOf = (uid: number, octets = 100): Uint8Array => new Uint8Array(octets).fill(uid % 251);
/** One block a text, or one for all of them. */
function packOf(uids: readonly number[], uidValidity = 0, text: (uid: number) => Uint8Array = textOf, shared = false): BodyPackWrite {
  const texts = uids.map((uid) => text(uid));
  let at = 0;
  const places = texts.map(({ length }) => ({ start: at, end: (at += length) }));
  const column = (value: (place: (typeof places)[number]) => number): Uint8Array => new Uint8Array(Uint32Array.from(places, value).buffer);
  return {
    folderId: inbox, uidValidity, uids: new Uint8Array(Uint32Array.from(uids).buffer), content: Uint8Array.from(texts.flatMap((one) => [...one])),
    ...(shared
      ? { starts: column(() => 0), ends: column(() => at), from: column(({ start }) => start), to: column(({ end }) => end), of: column(() => at) }
      : { starts: column(({ start }) => start), ends: column(({ end }) => end), from: column(() => 0), to: column(({ start, end }) => end - start), of: column(({ start, end }) => end - start) }),
  };
}
async function kept(uid: number): Promise<Uint8Array | null> {
  const found = await mirror.client.query('body', { folderId: inbox, uid });
  return found && found.content.slice(found.from, found.to);
}
const gaps = async (question: { since?: number; limit?: number; after?: { date: number; uid: number } } = {}): Promise<number[]> =>
  decodeGaps(await mirror.client.query('bodyGaps', { folderId: inbox, since: 0, limit: 100, after: null, ...question })).map(({ uid }) => uid);
async function storedOctets(): Promise<number[]> {
  const packs = await new Promise<{ content: Uint8Array }[]>((resolve, reject) => {
    const open = mirror.indexedDB.open('godwit-mirror-1');
    open.onerror = () => reject(new Error('not opened'));
    open.onsuccess = () => {
      const all = open.result.transaction('bodyPacks').objectStore('bodyPacks').getAll();
      all.onsuccess = () => resolve(all.result as { content: Uint8Array }[]);
      open.result.close();
    };
  });
  return packs.map(({ content }) => content.length);
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const storage = () => mirror.client.query('folderStorage', { folderId: inbox });

beforeEach(async () => {
  mirror = await openMemoryMirror({ deadline: 500 });
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [pageOf(inbox, range(1, 20).map((uid) => ({ uid })))] });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await mirror.close();
});

test('each text is found among many, also after a restart; unknown messages and another UIDVALIDITY are left out', async () => {
  await mirror.client.apply({ bodyPacks: [packOf([2, 5, 9, 400]), packOf([3, 4, 20])] });
  await mirror.client.apply({ checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 7, uidNext: 21, highestModseq: '0', complete: true } }] });
  await mirror.client.apply({ bodyPacks: [packOf([1], 6)] });
  for (let round = 0; round < 2; round++) {
    for (const uid of [2, 5, 9, 3, 4, 20]) expect(await kept(uid)).toEqual(textOf(uid));
    for (const uid of [1, 6, 400]) expect(await kept(uid)).toBeNull();
    await mirror.restart();
  }
});

test('what is missing comes newest first, from a date on, in portions, and without hidden rows', async () => {
  await mirror.client.apply({ bodyPacks: [packOf(range(10, 18))], flags: [{ folderId: inbox, changes: [[19, FLAG.hidden, []]] }] });
  expect(await gaps()).toEqual([20, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(await gaps({ since: 8 })).toEqual([20, 9, 8]);
  expect(await gaps({ limit: 2 })).toEqual([20, 9]);
  expect(await gaps({ limit: 2, after: { date: 9, uid: 9 } })).toEqual([8, 7]);
  // That place may be empty by now.
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [9] }] });
  expect(await gaps({ limit: 2, after: { date: 9, uid: 9 } })).toEqual([8, 7]);
});

test('a text goes with its message, and what a pack still holds of it does before long', async () => {
  await mirror.client.apply({ bodyPacks: [packOf(range(1, 10))] });
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [4] }] });
  expect(await kept(4)).toBeNull();
  expect(await storage()).toMatchObject({ messages: 19, texts: 9, textOctets: 900 });
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [5, 6, 7] }] });
  await mirror.restart();
  for (const uid of [1, 2, 3, 8, 9, 10]) expect(await kept(uid)).toEqual(textOf(uid));
  expect(await storedOctets()).toEqual([600]);
});

test('of texts that share a block all stay while one lives; what remains is written anew by whoever can read it', async () => {
  await mirror.client.apply({ bodyPacks: [packOf(range(1, 10), 0, textOf, true), packOf([11, 12])] });
  const worn = (not: number[] = []) => mirror.client.query('wornTexts', { folderId: inbox, not });
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [4, 5] }] });
  expect(await worn()).toBeNull();
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [6, 7] }] });
  await mirror.restart();
  for (const uid of [1, 2, 3, 8, 9, 10]) expect(await kept(uid)).toEqual(textOf(uid));
  expect(await storedOctets()).toEqual([1000, 200]);
  const found = (await worn())!;
  expect([...new Uint32Array(found.uids.slice().buffer)]).toEqual([1, 2, 3, 8, 9, 10]);
  expect(await worn([found.pack])).toBeNull();
  // Meanwhile one is gone, and one has come again.
  const other = textOf(99, 30);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [1] }], bodies: [{ folderId: inbox, uidValidity: 0, uid: 8, content: other }] });
  await mirror.client.apply({ bodyPacks: [{ ...packOf([1, 2, 3, 8, 9, 10]), instead: found.pack }] });
  expect(await worn()).toBeNull();
  expect([await kept(1), await kept(8)]).toEqual([null, other]);
  for (const uid of [2, 3, 9, 10, 11, 12]) expect(await kept(uid)).toEqual(textOf(uid));
  expect((await storedOctets()).sort((a, b) => a - b)).toEqual([30, 200, 400]);
});

test('of a text that comes twice the newer counts, in one batch or two', async () => {
  const other = (uid: number): Uint8Array => textOf(uid + 100, 7);
  await mirror.client.apply({ bodyPacks: [packOf([1, 2]), packOf([2], 0, other)] });
  expect(await kept(2)).toEqual(other(2));
  await mirror.client.apply({ bodies: [{ folderId: inbox, uidValidity: 0, uid: 1, content: other(1) }] });
  expect(await kept(1)).toEqual(other(1));
  expect(await storage()).toMatchObject({ texts: 2, textOctets: 14 });
});

test('in one batch: gone before it was written, and written after all was forgotten', async () => {
  await mirror.client.apply({ bodyPacks: [packOf([1, 2])] });
  await Promise.all([mirror.client.apply({ bodyPacks: [packOf([3, 4])] }), mirror.client.apply({ vanished: [{ folderId: inbox, uids: [3] }] })]);
  expect([await kept(3), await kept(4)]).toEqual([null, textOf(4)]);
  await Promise.all([mirror.client.apply({ forgetBodies: [inbox] }), mirror.client.apply({ bodyPacks: [packOf([5])] })]);
  expect([await kept(1), await kept(4), await kept(5)]).toEqual([null, null, textOf(5)]);
  await mirror.restart();
  expect(await storage()).toMatchObject({ texts: 1, textOctets: 100 });
});

test('columns that do not fit each other are refused', async () => {
  const pack = packOf([1, 2]);
  for (const wrong of [{ ...pack, ends: pack.ends.subarray(4) }, { ...pack, content: pack.content.subarray(1) }, { ...pack, from: pack.of, to: pack.from }, { ...pack, ends: pack.starts }, packOf([2, 1])]) {
    await expect(mirror.client.apply({ bodyPacks: [wrong] })).rejects.toMatchObject({ failure: { code: 'invalid-input' } });
  }
  expect(mirror.client.status.state).toBe('ready');
});

test('a full disk refuses texts and nothing else', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    if (this.name === 'bodyPacks') throw new DOMException('full', 'QuotaExceededError');
    return originalPut.call(this, value);
  } as typeof originalPut);
  const [page, text, flags] = await Promise.allSettled([
    mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 21 }])] }),
    mirror.client.apply({ bodyPacks: [packOf([1])] }),
    mirror.client.apply({ flags: [{ folderId: inbox, changes: [[1, FLAG.seen, []]] }] }),
  ]);
  expect([page.status, flags.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(text).toMatchObject({ status: 'rejected', reason: { failure: { code: 'storage' } } });
  expect(mirror.client.status.state).toBe('ready');
  expect((await mirror.client.query('window', { folderId: inbox, from: 0, count: 1 })).total).toBe(21);
  vi.restoreAllMocks();
  await mirror.client.apply({ bodyPacks: [packOf([1])] });
  expect(await kept(1)).toEqual(textOf(1));
});

test('a full disk hides nothing of what was written before the texts were refused', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
    if (this.name === 'bodyPacks') throw new DOMException('full', 'QuotaExceededError');
    return originalPut.call(this, value);
  } as typeof originalPut);
  const nowhere = folderId(accountId('one'), 'Nowhere');
  const [, page, refused, text] = await Promise.allSettled([
    // The others wait for this one, and share a transaction where they can.
    mirror.client.apply({ flags: [{ folderId: inbox, changes: [[2, FLAG.seen, []]] }] }),
    mirror.client.apply({ pages: [pageOf(inbox, [{ uid: 21 }])] }),
    mirror.client.apply({ pages: [pageOf(nowhere, [{ uid: 1 }])] }),
    mirror.client.apply({ bodyPacks: [packOf([1])] }),
  ]);
  expect(page).toMatchObject({ status: 'fulfilled', value: { folders: [{ folderId: inbox, added: 1 }] } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { failure: { code: 'not-found' } } });
  expect(text).toMatchObject({ status: 'rejected', reason: { failure: { code: 'storage' } } });
  vi.restoreAllMocks();
});
