/** Texts of messages, and which are missing. */
import { GapEncoder } from '../protocol/body-gaps.ts';
import type { FolderId } from '../../../shared/ids.ts';
import type { Queries } from '../protocol/messages.ts';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { DEAD } from './body-changes.ts';
import { liveOctets } from './body-pack.ts';
import { presentUid } from './names.ts';
import type { Order } from './order.ts';
import { ShapesOfPage } from './shape-page.ts';
import { structuresAt } from './structures.ts';
import type { Store } from './store.ts';

/** Null if it is not kept. */
export async function body(store: Store, { folderId, uid: asked, uidValidity }: Queries['body'][0]): Promise<Queries['body'][1]> {
  const folder = store.memory.folders.get(folderId);
  const uid = !folder || uidValidity === undefined || uidValidity === folder.checkpoint.uidValidity ? asked : presentUid(await store.memory.spine(folderId), folder, { uidValidity, uid: asked });
  const place = folder && (await store.memory.bodyIndex(folderId)).find(uid);
  if (!place) return null;
  const { bodyPacks } = store.db;
  const record = await store.read([bodyPacks], () => bodyPacks.get([folderId, place.pack]));
  const row = (await store.memory.spine(folderId)).find(uid);
  if (!record || !row) return null;
  const [built] = await structuresAt(store, folderId, [{ uid, page: row.page.page }]);
  return { folderId, uidValidity: folder.checkpoint.uidValidity, uid, content: record.content.slice(place.start, place.end), from: place.from, to: place.to, structure: built?.structure };
}

/** At most 4000 at once. Throws FailureError 'not-found' for an unknown folder. */
export async function bodyGaps(store: Store, { folderId, since, limit, after }: Queries['bodyGaps'][0]): Promise<Queries['bodyGaps'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  const [order, index] = [await store.memory.order(folderId), await store.memory.bodyIndex(folderId)];
  const kept = index.holds();
  const places: { uid: number; date: number; page: number }[] = [];
  for (let i = after ? behind(order, after.date, after.uid) : 0; i < order.uids.length && places.length < Math.min(limit, 4000); i++) {
    const date = order.dates[i] as number;
    if (date < since) break;
    const uid = order.uids[i] as number;
    if (!kept(uid)) places.push({ uid, date, page: order.pages[i] as number });
  }
  const encoder = new GapEncoder();
  const shapes = await shapesOf(store, folderId, new Set(places.map(({ page }) => page)), encoder);
  // New, or called otherwise than when the page was gone through.
  const others = places.filter(({ uid, page }) => !shapes.get(page)?.has(uid));
  const built = new Map((await structuresAt(store, folderId, others)).map((one, i) => [others[i]?.uid, one]));
  for (const { uid, date, page } of places) {
    const own = built.get(uid);
    if (own) encoder.add({ uid, date, ...own });
    else shapes.get(page)?.add(uid, date);
  }
  return { uidValidity: folder.checkpoint.uidValidity, ...encoder.finish() };
}

async function shapesOf(store: Store, folderId: FolderId, pages: ReadonlySet<number>, encoder: GapEncoder): Promise<Map<number, ShapesOfPage>> {
  const { shapes } = store.db;
  const keys = Array.from(pages, (page): [FolderId, number] => [folderId, page]);
  const found = await store.read([shapes], () => shapes.bulkGet(keys));
  return new Map(found.flatMap((one) => (one ? [[one.page, new ShapesOfPage(one, encoder)]] : [])));
}

/** A pack of which so much is dead that what lives should be written anew. */
export async function wornTexts(store: Store, { folderId, not }: Queries['wornTexts'][0]): Promise<Queries['wornTexts'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) return null;
  for (const record of (await store.memory.bodyIndex(folderId)).packs.values()) {
    const { live, unpacked } = liveOctets(record);
    if (live >= unpacked * (1 - DEAD) || not.includes(record.pack)) continue;
    const { bodyPacks } = store.db;
    const stored = await store.read([bodyPacks], () => bodyPacks.get([folderId, record.pack]));
    if (!stored) continue;
    const { uids, starts, ends, from, to, of } = record;
    return { folderId, uidValidity: folder.checkpoint.uidValidity, pack: record.pack, uids: bytes(uids), starts: bytes(starts), ends: bytes(ends), from: bytes(from), to: bytes(to), of: bytes(of), content: stored.content };
  }
  return null;
}

const bytes = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array => new Uint8Array(buffer, byteOffset, byteLength);

/** First place of an order behind a date and UID, whether or not they are still in it. */
function behind({ uids, dates }: Order, date: number, uid: number): number {
  let low = 0;
  let high = uids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = dates[middle] as number;
    if (found > date || (found === date && (uids[middle] as number) >= uid)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Reads every summary page of the folder: for somebody who looks at it. */
export async function folderStorage(store: Store, { folderId }: Queries['folderStorage'][0]): Promise<Queries['folderStorage'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  const { pages } = store.db;
  let summaryOctets = 0;
  let messages = 0;
  await store.read([pages], () => pages.where('[folderId+page]').between([folderId, -Infinity], [folderId, Infinity]).each(({ rows }) => { summaryOctets += rows.length; }));
  for (const page of (await store.memory.spine(folderId)).pages) messages += page.uids.length;
  const { count, octets } = (await store.memory.bodyIndex(folderId)).total();
  return { messages, summaryOctets, texts: count, textOctets: octets };
}
