/** What is known of messages goes with them to where the server has put them: summary, flags, preview, text. */
import type { Arrival } from '../protocol/guest.ts';
import { encodeRows } from '../protocol/page-rows.ts';
import type { FolderId } from '../../../shared/ids.ts';
import type { PageWrite } from '../protocol/records.ts';
import { gathered, type StagedBodies } from './body-pack.ts';
import { asGuest, type LooseRow } from './guest-list.ts';
import { looseRows, renumbered } from './loose-rows.ts';
import type { Reach, StagedGuests } from './staged-guests.ts';
import type { Store } from './store.ts';

const encoder = new TextEncoder();

/** Only into UIDs that no sync of the destination has covered: what is not among those any more is gone. */
export async function arrive(store: Store, reach: Reach, guests: StagedGuests, arrival: Arrival, readBlob: (page: number) => Promise<Uint8Array<ArrayBuffer> | undefined>): Promise<void> {
  const { from, to, source, destination, mask } = arrival;
  const folder = reach.find(to.folderId);
  if (!folder) return;
  // Made a moment ago, and never opened.
  if (folder.record.checkpoint.uidValidity === 0 && folder.record.nextPage === 0) folder.setCheckpoint({ uidValidity: to.uidValidity, uidNext: 0, highestModseq: '0', complete: false });
  const { checkpoint } = folder.record;
  if (checkpoint.uidValidity !== to.uidValidity) return;
  const spine = await reach.spine(folder);
  const pairs = source.flatMap((uid, i) => {
    const there = destination[i] as number;
    return there >= checkpoint.uidNext && !spine.find(there) ? [{ uid, there }] : [];
  }).sort((a, b) => a.there - b.there).filter(({ there }, i, all) => there !== all[i - 1]?.there);
  if (pairs.length === 0) return;
  const rows = await rowsOf(store, reach, guests, arrival, pairs.map(({ uid }) => uid));
  const known = pairs.flatMap(({ uid, there }) => {
    const row = rows.get(uid);
    return row ? [{ uid, there, row: { ...row, ...asGuest(row.bits, row.keywords, mask) } }] : [];
  });
  if (known.length === 0) return;
  await folder.addPage(spine, pageOf(to.folderId, known), readBlob);
  guests.arrived(to.folderId, from, new Map(known.map(({ uid, there }) => [uid, there])));
  const now = await reach.spine(folder);
  for (const { there, row } of known) if (row.preview !== null) folder.setPreview(now, there, row.preview);
  const bodies = await bodiesOf(store, from, known);
  if (bodies) folder.addBodies(now, bodies, to.uidValidity);
}

interface Known { uid: number; there: number; row: LooseRow }

async function rowsOf(store: Store, reach: Reach, guests: StagedGuests, { from, to }: Arrival, uids: readonly number[]): Promise<Map<number, LooseRow>> {
  const left = reach.find(from.folderId);
  const rows = left?.record.checkpoint.uidValidity === from.uidValidity ? await looseRows(store, left, await reach.spine(left), uids) : new Map<number, LooseRow>();
  // Gone from there before it was known where to.
  for (const { source, kept } of guests.list(to.folderId)?.guests ?? []) {
    if (kept && source.folderId === from.folderId && source.uidValidity === from.uidValidity && !rows.has(source.uid)) rows.set(source.uid, kept);
  }
  return rows;
}

function pageOf(folderId: FolderId, known: readonly Known[]): PageWrite {
  const keywords: Record<number, string[]> = {};
  for (const { there, row } of known) if (row.keywords.length > 0) keywords[there] = [...row.keywords];
  const bytes = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer);
  return {
    folderId, keywords,
    uids: bytes(Uint32Array.from(known, ({ there }) => there)),
    dates: bytes(Uint32Array.from(known, ({ row }) => row.summary[1])),
    flags: bytes(Uint16Array.from(known, ({ row }) => row.bits)),
    rows: encoder.encode(encodeRows(known.map(({ there, row }) => renumbered(row.summary, there)))),
  };
}

/** Texts that are kept under the old UIDs; undefined if none are. */
async function bodiesOf(store: Store, from: Arrival['from'], known: readonly Known[]): Promise<StagedBodies | undefined> {
  const { memory, db } = store;
  if (memory.folders.get(from.folderId)?.checkpoint.uidValidity !== from.uidValidity) return undefined;
  const index = await memory.bodyIndex(from.folderId);
  const found = known.flatMap(({ uid, there }) => {
    const place = index.find(uid);
    return place ? [{ there, place }] : [];
  });
  if (found.length === 0) return undefined;
  const numbers = [...new Set(found.map(({ place }) => place.pack))];
  const records = await store.read([db.bodyPacks], () => db.bodyPacks.bulkGet(numbers.map((pack): [FolderId, number] => [from.folderId, pack])));
  const packs = new Map(records.map((record, i) => [numbers[i], record?.content]));
  return gathered(found.flatMap(({ there, place }) => {
    const content = packs.get(place.pack);
    return content ? [{ ...place, uid: there, content }] : [];
  }));
}
