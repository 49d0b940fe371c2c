/** What the summaries of a page say about conversations, hashed into a few octets a row: made once a page, small enough to keep for all. */
import type { FolderId } from '../../../shared/ids.ts';
import { hash32, hash64 } from '../../../shared/threading/hash.ts';
import { linksOf, ownId } from '../../../shared/threading/message-links.ts';
import { subjectKey } from '../../../shared/threading/subject-key.ts';
import type { AddressTuple, SummaryRow } from '../protocol/records.ts';
import type { LinkPage } from './schema.ts';

/** Recipients looked at. */
const MOST_PEOPLE = 32;

/** `summaries` in any order; the first of rows with the same UID counts. */
export function linkPage(folderId: FolderId, page: number, summaries: Iterable<SummaryRow>): LinkPage {
  const rows = [...new Map([...summaries].map((row) => [row[0], row])).values()].sort((a, b) => a[0] - b[0]);
  const people = new Uint32Array(rows.length * 2);
  const senders = new Uint32Array(rows.length);
  const subjects = new Uint32Array(rows.length);
  const loose = new Uint8Array(rows.length);
  const attached = Uint8Array.from(rows, (row) => row[10]);
  const ids = new Uint32Array(rows.length * 2);
  const counts = new Uint8Array(rows.length);
  const links: string[] = [];
  for (const [i, row] of rows.entries()) {
    const own = ownId(row[7]);
    if (own !== '') hash64(own, ids, i * 2);
    const named = linksOf(own, row[8], row[9]);
    // No Message-ID has a blank.
    if (row[13] !== undefined) named.push(`thread ${row[13]}`);
    counts[i] = named.length;
    links.push(...named);
    const { key, reply } = subjectKey(row[3]);
    if (key !== '') subjects[i] = hash32(key);
    if (reply && key !== '' && named.length === 0) loose[i] = 1;
    const sender = row[4][0];
    senders[i] = sender ? hash32(sender[1].toLowerCase()) : 0;
    takePart(row[4], people, i * 2);
    takePart(row[5], people, i * 2);
    takePart(row[6], people, i * 2);
  }
  const hashes = new Uint32Array(links.length * 2);
  for (const [i, id] of links.entries()) hash64(id, hashes, i * 2);
  return {
    folderId, page, uids: Uint32Array.from(rows, (row) => row[0]), dates: Uint32Array.from(rows, (row) => row[1]),
    ids, counts, links: hashes, subjects, senders, people, loose, attached,
  };
}

/** May the filter hold the person? A false answer is certain. */
export function mayHold(low: number, high: number, person: number): boolean {
  return person !== 0 && bit(low, high, person & 63) && bit(low, high, (person >>> 6) & 63);
}

const bit = (low: number, high: number, at: number): boolean => ((at < 32 ? low >>> at : high >>> (at - 32)) & 1) === 1;

function takePart(list: readonly AddressTuple[], filter: Uint32Array, at: number): void {
  for (let i = 0; i < list.length && i < MOST_PEOPLE; i++) {
    const person = hash32((list[i] as AddressTuple)[1].toLowerCase());
    for (const place of [person & 63, (person >>> 6) & 63]) {
      const half = at + (place >>> 5);
      filter[half] = (filter[half] as number) | (1 << (place & 31));
    }
  }
}
