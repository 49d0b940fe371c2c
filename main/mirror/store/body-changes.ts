/** What a batch makes of a folder's texts: new packs, older ones that lose some of theirs, those that are rewritten because too much of them is dead. */
import { Dexie } from 'dexie';
import type { FolderId } from '../../../shared/ids.ts';
import { BodyIndex, reaches, renumberedBodies, without } from './body-index.ts';
import { cutOut, liveOctets, onlyOf, type StagedBodies } from './body-pack.ts';
import type { MirrorDatabase } from './database.ts';
import { positionOf } from './flag-page.ts';
import type { Renumber } from './renumber.ts';
import type { BodyIndexRecord } from './schema.ts';

/** Share of a pack or a block that may be dead: what was deleted must not stay for long, and each deletion must not write a whole pack. */
export const DEAD = 0.25;

export interface BodyChanges {
  folderId: FolderId;
  next: BodyIndex;
  written: { record: BodyIndexRecord; content: Uint8Array<ArrayBuffer> }[];
  /** Records that lost some of their texts, or have them under other UIDs. */
  shrunk: BodyIndexRecord[];
  gone: number[];
}

/** Pure. Of a text that comes again the newest counts. */
export function changeBodies(folderId: FolderId, before: BodyIndex, staged: readonly StagedBodies[], forgotten: ReadonlySet<number>, renumbering?: Renumber): BodyChanges {
  const packs = new Map(before.packs);
  const shrunk = new Map<number, BodyIndexRecord>();
  const written = new Map<number, BodyChanges['written'][number]>();
  const gone: number[] = [];
  if (renumbering) for (const record of before.packs.values()) {
    const now = renumberedBodies(record, renumbering);
    if (now) {
      packs.set(record.pack, now);
      shrunk.set(record.pack, now);
    } else {
      packs.delete(record.pack);
      gone.push(record.pack);
    }
  }
  const take = (uids: { first: number; last: number; has(uid: number): boolean }): void => {
    for (const record of packs.values()) {
      if (!reaches(record.uids, uids.first, uids.last)) continue;
      const rest = without(record, (uid) => uids.has(uid));
      if (rest === record) continue;
      const fresh = written.get(record.pack);
      if (rest) packs.set(record.pack, rest);
      else packs.delete(record.pack);
      if (fresh && rest) written.set(record.pack, { ...fresh, record: rest });
      else if (fresh) written.delete(record.pack);
      else if (rest) shrunk.set(record.pack, rest);
      else {
        shrunk.delete(record.pack);
        gone.push(record.pack);
      }
    }
  };
  if (forgotten.size > 0 && packs.size > 0) take({ first: 0, last: 0xffff_ffff, has: (uid) => forgotten.has(uid) });
  let pack = before.nextPack;
  for (const one of staged) {
    const source = one.instead === undefined ? undefined : packs.get(one.instead);
    const { content, instead: _instead, ...columns } = one.instead === undefined ? one : onlyOf(one, (uid) => source !== undefined && positionOf(source.uids, uid) >= 0);
    const { uids } = columns;
    if (uids.length === 0) continue;
    const own = new Set(uids);
    take({ first: uids[0] as number, last: uids[uids.length - 1] as number, has: (uid) => own.has(uid) });
    const record: BodyIndexRecord = { folderId, pack, ...columns, octets: content.length };
    packs.set(pack, record);
    written.set(pack, { record, content });
    pack++;
  }
  return { folderId, next: new BodyIndex(packs.values()), written: [...written.values()], shrunk: [...shrunk.values()], gone };
}

/** Inside the transaction; answers the index as written. */
export async function writeBodies(db: MirrorDatabase, changes: BodyChanges): Promise<BodyIndex> {
  const { folderId, written, shrunk, gone } = changes;
  const rewritten = new Map<number, BodyIndexRecord>();
  for (const record of shrunk) {
    if (liveOctets(record).stored >= record.octets * (1 - DEAD)) continue;
    const stored = await db.bodyPacks.get([folderId, record.pack]);
    if (!stored) continue;
    const { content, ...columns } = cutOut(record, stored.content, [...record.uids.keys()]);
    rewritten.set(record.pack, { ...record, ...columns, octets: content.length });
    await db.bodyPacks.put({ folderId, pack: record.pack, content });
  }
  const records = [...shrunk.map((record) => rewritten.get(record.pack) ?? record), ...written.map(({ record }) => record)];
  const keys = gone.map((pack): [FolderId, number] => [folderId, pack]);
  if (keys.length > 0) await Promise.all([db.bodyPacks.bulkDelete(keys), db.bodyIndex.bulkDelete(keys)]);
  if (written.length > 0) await db.bodyPacks.bulkPut(written.map(({ record, content }) => ({ folderId, pack: record.pack, content })));
  if (records.length > 0) await db.bodyIndex.bulkPut(records);
  return rewritten.size === 0 ? changes.next : new BodyIndex([...changes.next.packs.values()].map((record) => rewritten.get(record.pack) ?? record));
}

export async function deleteBodies(db: MirrorDatabase, folderId: FolderId): Promise<void> {
  const [from, to] = [[folderId, Dexie.minKey], [folderId, Dexie.maxKey]] as const;
  await Promise.all([
    db.bodyPacks.where('[folderId+pack]').between(from, to).delete(),
    db.bodyIndex.where('[folderId+pack]').between(from, to).delete(),
  ]);
}
