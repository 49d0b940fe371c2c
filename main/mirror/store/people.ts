/** Who is written to, and who has written: asked of summaries, some milliseconds at a time. */
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Queries } from '../protocol/messages.ts';
import { personOf } from '../protocol/person.ts';
import type { AddressTuple, SummaryRow } from '../protocol/records.ts';
import { isShown, positionOf } from './flag-page.ts';
import { presentUid } from './names.ts';
import { rowsAt } from './rows.ts';
import type { Store } from './store.ts';
import { decodeSummaries, type Summaries } from './summary-cache.ts';

const PAGES_AT_ONCE = 6;
const SLICE_MS = 15;

/** Throws FailureError 'not-found' for an unknown folder. */
export async function recipients(store: Store, { folderId, from }: Queries['recipients'][0]): Promise<Queries['recipients'][1]> {
  if (!store.memory.folders.has(folderId)) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  const { db } = store;
  const numbers = (await store.memory.spine(folderId)).pages.map(({ page }) => page).filter((page) => page >= from).sort((a, b) => a - b);
  const now = numbers.slice(0, PAGES_AT_ONCE);
  const blobs = await store.read([db.pages], () => db.pages.bulkGet(now.map((page): [FolderId, number] => [folderId, page])));
  const people = new Map<string, AddressTuple>();
  for (const blob of blobs) for (const row of blob ? readable(blob.rows).values() : []) for (const person of [...row[5], ...row[6]]) people.set(person[1].toLowerCase(), person);
  const last = now.at(-1) ?? from;
  const more = numbers.length > now.length;
  return { people: [...people.values()].filter(([, address]) => address !== ''), next: more ? last + 1 : last, more };
}

/** `seen` is null while not all was gone through: to be asked again. */
export async function seenSender(store: Store, { folders, address, except }: Queries['seenSender'][0]): Promise<Queries['seenSender'][1]> {
  const { memory, facts } = store;
  const ids = folders.map(({ folderId }) => folderId).filter((id) => memory.folders.has(id));
  const until = performance.now() + SLICE_MS;
  const complete = await facts.prepare(store, ids, ['senders'], () => performance.now() >= until);
  const person = personOf(address);
  const own = await rowOf(store, except);
  for (const folderId of ids) {
    const spine = await memory.spine(folderId);
    for (const { page, uids, bits } of spine.pages) {
      const known = facts.page(folderId, page);
      if (!known?.senders?.includes(person)) continue;
      const places = [...known.uids].filter((_, i) => known.senders?.[i] === person).filter((uid) => {
        const at = positionOf(uids, uid);
        return at >= 0 && isShown(bits[at] as number) && !(folderId === except.folderId && uid === own?.uid);
      }).map((uid) => ({ uid, page }));
      // Two addresses may share a number, and copies are not another message.
      for (const { summary } of await rowsAt(store, folderId, places, true)) {
        const row = summary as SummaryRow;
        const isCopy = own !== undefined && own.row[7] !== '' && row[7] === own.row[7];
        if (!isCopy && row[4][0]?.[1].toLowerCase() === address.toLowerCase()) return { seen: true };
      }
    }
  }
  return { seen: complete ? false : null };
}

async function rowOf(store: Store, { folderId, ...name }: Queries['seenSender'][0]['except']): Promise<{ uid: number; row: SummaryRow } | undefined> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) return undefined;
  const spine = await store.memory.spine(folderId);
  const uid = presentUid(spine, folder, name);
  const place = uid > 0 ? spine.find(uid) : undefined;
  if (!place) return undefined;
  const [found] = await rowsAt(store, folderId, [{ uid, page: place.page.page }], true);
  return found && { uid, row: found.summary as SummaryRow };
}

/** A damaged page names nobody. */
function readable(rows: Uint8Array): Summaries {
  try {
    return decodeSummaries(rows, '');
  } catch {
    return new Map();
  }
}
