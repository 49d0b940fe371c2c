/** Lists of several folders against a model that filters and sorts all rows anew for every question. */
import { describe, expect, test } from 'vitest';
import { openMemoryMirror } from '../../../test/support/memory-mirror.ts';
import { folderWrite, seeded } from '../../../test/support/mirror-records.ts';
import { accountId, folderId, type FolderId } from '../../../shared/ids.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import { SORT_KEYS, type Filter, type Sort } from '../../../shared/model/view.ts';
import { stripPrefixes } from '../../../shared/text/subject.ts';
import type { ListQuestion } from '../protocol/list.ts';
import { encodeRows } from '../protocol/page-rows.ts';
import { personOf } from '../protocol/person.ts';
import type { PageWrite, SummaryRow } from '../protocol/records.ts';

const FOLDERS = ['INBOX', 'Work', 'Other'].map((name, i) => folderId(accountId(i === 2 ? 'two' : 'one'), name));
const NAMES = ['Ann', 'ann', 'Émile', 'emil', 'Zoë', ''];
const PEOPLE = ['a@example.org', 'B@example.org', 'c@example.com', ''];
const collator = new Intl.Collator(undefined, { sensitivity: 'base' });

interface Row { folder: FolderId; uid: number; date: number; flags: number; size: number; subject: string; from: [string, string][]; attached: 0 | 1 }

const summary = ({ uid, date, size, subject, from, attached }: Row): SummaryRow => [uid, date, size, subject, from, [], [], `<${uid}>`, '', [], attached, null, null];
const bytes = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer);
const page = (folder: FolderId, rows: readonly Row[]): PageWrite => ({
  folderId: folder, keywords: {},
  uids: bytes(Uint32Array.from(rows, ({ uid }) => uid)), dates: bytes(Uint32Array.from(rows, ({ date }) => date)), flags: bytes(Uint16Array.from(rows, ({ flags }) => flags)),
  rows: new TextEncoder().encode(encodeRows(rows.map(summary))),
});

/** Ascending where the sort is. */
const keyOf: Record<Sort['by'], (a: Row, b: Row) => number> = {
  date: () => 0,
  size: (a, b) => a.size - b.size,
  unread: (a, b) => Number(isUnread(a)) - Number(isUnread(b)),
  flagged: (a, b) => (a.flags & FLAG.flagged) - (b.flags & FLAG.flagged),
  from: (a, b) => collator.compare(a.from[0]![0] || a.from[0]![1], b.from[0]![0] || b.from[0]![1]),
  subject: (a, b) => collator.compare(stripPrefixes(a.subject), stripPrefixes(b.subject)),
};
const isUnread = ({ flags }: Row): boolean => !(flags & FLAG.seen);

function expected(rows: readonly Row[], { folders, only, sort, filter }: ListQuestion, contacts: ReadonlySet<string>): Row[] {
  const ids = folders.map(({ folderId: id }) => id);
  const newest = (a: Row, b: Row): number => b.date - a.date || b.uid - a.uid || ids.indexOf(a.folder) - ids.indexOf(b.folder);
  const way = sort.descending ? -1 : 1;
  const own = rows.filter((row) => ids.includes(row.folder) && !(row.flags & FLAG.hidden)
    && (only !== 'unread' || isUnread(row)) && (only !== 'flagged' || (row.flags & FLAG.flagged) !== 0)
    && (!filter.unread || isUnread(row)) && (!filter.flagged || (row.flags & FLAG.flagged) !== 0)
    && (!filter.attachments || row.attached === 1) && (!filter.contacts || contacts.has(row.from[0]![1].toLowerCase())));
  own.sort((a, b) => way * keyOf[sort.by](a, b) || newest(a, b));
  return sort.by === 'date' && !sort.descending ? own.reverse() : own;
}

describe.each([1, 2, 3, 4, 5, 6])('random life of three folders, seed %i', (seed) => {
  test('every order through every filter is that of the model', { timeout: 60_000 }, async () => {
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random() * n);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
    const chance = (p: number): boolean => random() < p;
    const mirror = await openMemoryMirror();
    const { client } = mirror;
    const rows = new Map<string, Row>();
    const next = new Map(FOLDERS.map((id) => [id, 1]));
    const flags = (): number => (chance(0.6) ? FLAG.seen : 0) | (chance(0.2) ? FLAG.flagged : 0) | (chance(0.1) ? FLAG.hidden : 0);
    const fresh = (folder: FolderId): Row => {
      const uid = next.get(folder)!;
      next.set(folder, uid + 1);
      return { folder, uid, date: 1000 + below(50), flags: flags(), size: below(20), subject: `${pick(['', 'Re: ', 'Fwd: Re: '])}${pick(['Tide', 'tide', 'Éclair', 'Zebra', 'apple'])} ${below(8)}`, from: [[pick(NAMES), pick(PEOPLE)]], attached: chance(0.3) ? 1 : 0 };
    };
    const contacts = new Set(['a@example.org', 'b@example.org']);
    const people = bytes(Uint32Array.from([...contacts].map(personOf).sort((a, b) => a - b)));
    await client.apply({ folders: FOLDERS.map((id) => folderWrite(id)) });
    for (let step = 0; step < 60; step++) {
      const folder = pick(FOLDERS);
      if (chance(0.6)) {
        const some = Array.from({ length: 1 + below(chance(0.3) ? 200 : 4) }, () => fresh(folder));
        for (const row of some) rows.set(`${row.uid}@${folder}`, row);
        await client.apply({ pages: [page(folder, some)] });
      }
      const own = [...rows.values()].filter((row) => row.folder === folder);
      const changed = own.filter(() => chance(0.1));
      for (const row of changed) row.flags = flags();
      const gone = chance(0.3) ? own.filter((row) => !changed.includes(row) && chance(0.05)) : [];
      for (const row of gone) rows.delete(`${row.uid}@${folder}`);
      await client.apply({ flags: [{ folderId: folder, changes: changed.map((row) => [row.uid, row.flags, []]) }], vanished: [{ folderId: folder, uids: gone.map(({ uid }) => uid) }] });
      if (chance(0.03)) await mirror.restart();

      const filter: Filter = { unread: chance(0.2), flagged: chance(0.2), attachments: chance(0.2), contacts: chance(0.2) };
      const question: ListQuestion = {
        folders: FOLDERS.filter(() => chance(0.7)).map((id) => ({ folderId: id })), sort: { by: pick(SORT_KEYS), descending: chance(0.5) }, filter,
        ...(chance(0.2) ? { only: pick(['unread', 'flagged'] as const) } : {}), ...(filter.contacts ? { people } : {}),
      };
      if (question.folders.length === 0) continue;
      let isReady = false;
      while (!isReady) isReady = (await client.query('prepareList', question)).complete;
      const wanted = expected([...rows.values()], question, contacts);
      const [from, count] = [below(wanted.length + 3), below(60)];
      const answer = await client.query('list', { ...question, from, count });
      expect(answer.complete).toBe(true);
      expect(answer.rows.map((row) => `${(row.summary as SummaryRow)[0]}@${row.folderId}`)).toEqual(wanted.slice(from, from + count).map((row) => `${row.uid}@${row.folder}`));
      expect(answer.matching).toBe(wanted.length);
      const everything = expected([...rows.values()], { ...question, filter: { unread: false, flagged: false, attachments: false, contacts: false } }, contacts);
      expect([answer.total, answer.unread]).toEqual([everything.length, everything.filter(isUnread).length]);
    }
    await mirror.close();
  });
});
