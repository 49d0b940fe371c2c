import { expect, test } from 'vitest';
import { inbox, summaryRow } from '../../../test/support/mirror-records.ts';
import { encodeRows } from '../protocol/page-rows.ts';
import { FactBook } from './row-facts.ts';
import type { FlagPage } from './schema.ts';
import type { StagedFolder } from './staged-folder.ts';

const PAGES = 11;

/** A folder of pages with one row each, that says how often a page was read. */
function folder() {
  const reads: number[] = [];
  const sizes = Array.from({ length: PAGES }, (_, page) => page + 1);
  const pages = sizes.map((_, page): FlagPage => ({ folderId: inbox, page, uids: Uint32Array.of(page + 1), dates: Uint32Array.of(page), bits: new Uint16Array(1), keywords: {} }));
  const bulkGet = (keys: [string, number][]) => Promise.resolve(keys.map(([, page]) => {
    reads.push(page);
    return { folderId: inbox, page, rows: new TextEncoder().encode(encodeRows([summaryRow({ uid: page + 1 }).with(2, sizes[page]) as ReturnType<typeof summaryRow>])) };
  }));
  const store = { db: { pages: { bulkGet }, links: {} }, memory: { spine: () => Promise.resolve({ pages }) }, read: (_tables: unknown, work: () => unknown) => work() } as unknown as Parameters<FactBook['prepare']>[0];
  return { reads, sizes, store };
}

const goThrough = async (book: FactBook, store: ReturnType<typeof folder>['store']): Promise<void> => {
  while (!(await book.prepare(store, [inbox], ['sizes'], () => true)));
};
const sizesOf = (book: FactBook): (number | undefined)[] => Array.from({ length: PAGES }, (_, page) => book.page(inbox, page)?.sizes?.[0]);

test('what was read ahead is used by whoever goes on: each page is read once', async () => {
  const { reads, sizes, store } = folder();
  const book = new FactBook();
  await goThrough(book, store);
  expect(sizesOf(book)).toEqual(sizes);
  expect(reads.toSorted((a, b) => a - b)).toEqual(sizes.map((_, page) => page));
});

test('what was read ahead of a commit that changes summaries is not', async () => {
  const { sizes, store } = folder();
  const book = new FactBook();
  expect(await book.prepare(store, [inbox], ['sizes'], () => true)).toBe(false);
  // Not gone through yet, and read by now.
  const page = sizesOf(book).lastIndexOf(undefined);
  sizes[page] = 1_000;
  book.publish([], [{ fresh: false, renumbering: undefined, record: { id: inbox }, blobs: new Map([[page, {}]]) } as unknown as StagedFolder]);
  await goThrough(book, store);
  expect(sizesOf(book)).toEqual(sizes);
});
