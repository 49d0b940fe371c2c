/** Packs of texts as they arrive, checked, and cut down to the messages that are still here. What is inside a block only the main process knows. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { BodyPackWrite } from '../protocol/records.ts';
import { uint32 } from './flag-page.ts';
import type { BodyColumns } from './schema.ts';

/** Texts with the content they lie in. Several may lie in one block of it. */
export interface StagedBodies extends BodyColumns {
  content: Uint8Array<ArrayBuffer>;
  /** Only those that are still in this pack: they come out of it. */
  instead?: number;
}

/** Throws FailureError 'invalid-input' unless the columns agree with each other and the content. */
export function bodiesOf(write: Omit<BodyPackWrite, 'folderId' | 'uidValidity'>): StagedBodies {
  const malformed = () => fail('invalid-input', say('engine-mirror.badPack'));
  const { uids: ids, starts, ends, from, to, of, instead } = write;
  if (ids.length % 4 !== 0 || [starts, ends, from, to, of].some((column) => column.length !== ids.length)) throw malformed();
  const bodies: StagedBodies = {
    uids: uint32(ids), starts: uint32(starts), ends: uint32(ends), from: uint32(from), to: uint32(to), of: uint32(of),
    content: new Uint8Array(write.content), ...(instead === undefined ? {} : { instead }),
  };
  const at = (column: Uint32Array, i: number): number => column[i] as number;
  for (let i = 0; i < bodies.uids.length; i++) {
    if (i > 0 && at(bodies.uids, i) <= at(bodies.uids, i - 1)) throw malformed();
    if (at(bodies.starts, i) >= at(bodies.ends, i) || at(bodies.ends, i) > bodies.content.length) throw malformed();
    if (at(bodies.from, i) > at(bodies.to, i) || at(bodies.to, i) > at(bodies.of, i)) throw malformed();
  }
  return bodies;
}

/** One text that is a block of its own, as it is. */
export function singleBody(uid: number, content: Uint8Array): StagedBodies {
  const octets = Uint32Array.of(content.length);
  return { uids: Uint32Array.of(uid), starts: Uint32Array.of(0), ends: octets, from: Uint32Array.of(0), to: octets, of: octets, content: new Uint8Array(content) };
}

/** The same object if all stay. */
export function onlyOf(bodies: StagedBodies, stays: (uid: number) => boolean): StagedBodies {
  const kept = rowsThat(bodies.uids, stays);
  return kept === null ? bodies : { ...bodies, ...cutOut(bodies, bodies.content, kept) };
}

/** Rows that stay; null if all do. */
export function rowsThat(uids: Uint32Array, stays: (uid: number) => boolean): number[] | null {
  const first = uids.findIndex((uid) => !stays(uid));
  if (first < 0) return null;
  const kept = Array.from({ length: first }, (_, i) => i);
  for (let i = first + 1; i < uids.length; i++) if (stays(uids[i] as number)) kept.push(i);
  return kept;
}

export function pickColumns({ uids, starts, ends, from, to, of }: BodyColumns, rows: readonly number[]): BodyColumns {
  const pick = (column: Uint32Array): Uint32Array<ArrayBuffer> => Uint32Array.from(rows, (i) => column[i] as number);
  return { uids: pick(uids), starts: pick(starts), ends: pick(ends), from: pick(from), to: pick(to), of: pick(of) };
}

export interface LooseText { uid: number; start: number; end: number; from: number; to: number; of: number; /** In which the block lies. */ content: Uint8Array }

/** Texts of several packs, ascending UID, with as much of the content as they need: whole blocks, each once. */
export function gathered(texts: readonly LooseText[]): StagedBodies {
  const places = new Map<Uint8Array, Map<number, number>>();
  const blocks: Uint8Array[] = [];
  const { length } = texts;
  const columns = { uids: new Uint32Array(length), starts: new Uint32Array(length), ends: new Uint32Array(length), from: new Uint32Array(length), to: new Uint32Array(length), of: new Uint32Array(length) };
  let octets = 0;
  for (const [i, { uid, start, end, from, to, of, content }] of texts.entries()) {
    const known = places.get(content) ?? new Map<number, number>();
    places.set(content, known);
    let place = known.get(start);
    if (place === undefined) {
      place = octets;
      known.set(start, place);
      blocks.push(content.subarray(start, end));
      octets += end - start;
    }
    columns.uids[i] = uid;
    columns.starts[i] = place;
    columns.ends[i] = place + (end - start);
    columns.from[i] = from;
    columns.to[i] = to;
    columns.of[i] = of;
  }
  const content = new Uint8Array(octets);
  let at = 0;
  for (const block of blocks) {
    content.set(block, at);
    at += block.length;
  }
  return { ...columns, content };
}

/** Some rows, with what they need. */
export function cutOut({ uids, starts, ends, from, to, of }: BodyColumns, content: Uint8Array, rows: readonly number[]): StagedBodies {
  const at = (column: Uint32Array, i: number): number => column[i] as number;
  return gathered(rows.map((i) => ({ uid: at(uids, i), start: at(starts, i), end: at(ends, i), from: at(from, i), to: at(to, i), of: at(of, i), content })));
}

/** Octets of the blocks in which something lives, and of what lives there once they are unpacked. */
export function liveOctets({ starts, ends, from, to, of }: BodyColumns): { stored: number; unpacked: number; live: number } {
  const seen = new Set<number>();
  const sum = { stored: 0, unpacked: 0, live: 0 };
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] as number;
    sum.live += (to[i] as number) - (from[i] as number);
    if (seen.has(start)) continue;
    seen.add(start);
    sum.stored += (ends[i] as number) - start;
    sum.unpacked += of[i] as number;
  }
  return sum;
}
