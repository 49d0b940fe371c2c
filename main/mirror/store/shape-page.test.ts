/** Which texts are missing is answered the same from shape pages as from the summaries themselves. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openMemoryMirror, type MemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, inbox, pageOf, seeded, summaryRow } from '../../../test/support/mirror-records.ts';
import { decodeGaps, SMALL } from '../protocol/body-gaps.ts';
import type { BodyGap } from '../protocol/messages.ts';
import { encodeRows } from '../protocol/page-rows.ts';
import type { PageWrite, SummaryRow } from '../protocol/records.ts';

let mirror: MemoryMirror;

/** As packed: one part, two of them, one that is large, one that is told by another, none. */
const structures = [
  (n: number) => [1, 0, n], (n: number) => ['*alternative', 0, [1, 0, n], [2, 0, n + 1]], (n: number) => ['application/x', 0, SMALL + n], (n: number) => ['*related', { start: `<${n}@x>` }, [2, 0, n]], () => null,
];
function page(uids: readonly number[], random: () => number): PageWrite {
  const rows = uids.map((uid) => summaryRow({ uid }).with(2, 500 + uid).with(11, structures[Math.floor(random() * structures.length)]?.(uid)) as SummaryRow);
  return { ...pageOf(inbox, uids.map((uid) => ({ uid }))), rows: new TextEncoder().encode(encodeRows(rows)) };
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const gaps = async (limit = 4000): Promise<BodyGap[]> => decodeGaps(await mirror.client.query('bodyGaps', { folderId: inbox, since: 0, limit, after: null }));
/** Two structures are as good as each other where their shapes are the same, but for those that have none. */
const told = (all: readonly BodyGap[]): unknown[] => all.map(({ uid, date, size, leaves, structure }) => [uid, date, size, leaves && [...leaves], leaves ? JSON.stringify(structure).replaceAll(/\d{2,}/gu, 'n') : structure]);

function store(mode: 'clear' | 'count'): Promise<number> {
  return new Promise((resolve, reject) => {
    const open = mirror.indexedDB.open('godwit-mirror-1');
    open.onerror = () => reject(new Error('not opened'));
    open.onsuccess = () => {
      const asked = open.result.transaction('shapes', 'readwrite').objectStore('shapes')[mode]();
      asked.onsuccess = () => resolve(Number(asked.result));
      open.result.close();
    };
  });
}
const untilMade = (count: number): Promise<void> => expect.poll(() => store('count')).toBe(count).then(() => undefined);

beforeEach(async () => {
  mirror = await openMemoryMirror({ orderDelay: 0 });
  const random = seeded(7);
  await mirror.client.apply({ folders: [folderWrite(inbox)], pages: [page(range(1, 300), random), page(range(400, 700), random)], checkpoints: [{ folderId: inbox, checkpoint: { uidValidity: 3, uidNext: 701, highestModseq: '0', complete: true } }] });
  await untilMade(2);
});
afterEach(() => mirror.close());

test('from all pages, from some, and from none', async () => {
  const [all, some] = [told(await gaps()), told(await gaps(150))];
  expect(all).toHaveLength(601);
  await mirror.client.apply({ vanished: [{ folderId: inbox, uids: [5, 450] }], pages: [page(range(800, 900), seeded(8))] });
  const mixed = told(await gaps());
  expect(mixed).toHaveLength(700);
  await untilMade(3);
  expect(told(await gaps())).toEqual(mixed);
  await store('clear');
  expect(told(await gaps())).toEqual(mixed);
  expect(mixed.slice(101)).toEqual(all.filter((row) => ![5, 450].includes((row as [number])[0])));
  expect(some).toEqual(all.slice(0, 150));
});

test('a renumbered folder is told by its new numbers, before and after it is gone through again', async () => {
  const before = told(await gaps());
  const column = (uids: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(uids).buffer);
  const old = [...range(1, 300), ...range(400, 700)];
  await mirror.client.apply({ renumbered: [{ folderId: inbox, from: 3, uidValidity: 4, uids: column(old), now: column(old.map((uid) => uid + 1)), flags: new Uint8Array(old.length * 2), keywords: {} }] });
  const expected = before.map((row) => { const [uid, ...rest] = row as [number, ...unknown[]]; return [uid + 1, ...rest]; });
  expect(told(await gaps())).toEqual(expected);
  await untilMade(2);
  expect(told(await gaps())).toEqual(expected);
});

test('they go with the folder', async () => {
  await mirror.client.apply({ removeFolders: [inbox] });
  await untilMade(0);
});
