/** Messages that waiting operations take elsewhere: where each is on show meanwhile, and what it looks like. Pure. */
import type { FolderId } from '../../shared/ids.ts';
import type { Arrival, Guest } from '../mirror/protocol/guest.ts';
import type { Entry } from './entry.ts';
import { kindOf } from './kind-of.ts';
import { maskOf } from './mask-of.ts';
import { compose, NO_MASK, reversed, type Mask } from './mask.ts';
import { placeKey, type Place } from './moved-on.ts';
import type { Operation } from './operation.ts';
import type { Copied } from './operation-base.ts';

export interface Traveller {
  /** What it is called until it arrives; of a copy a place that is on no server, UIDVALIDITY 0. */
  readonly place: Place;
  /** The row that it looks like. */
  readonly source: Place;
  /** What has been done to a copy since it was asked for, but not to its source. */
  readonly mask: Mask;
  /** Where it is on show. */
  readonly to: FolderId | 'nowhere';
}

export class Travellers {
  readonly #byPlace = new Map<string, Traveller>();
  /** By source. */
  readonly #copies = new Map<string, string[]>();

  /** Those that are waiting, oldest first. */
  constructor(waiting: Iterable<Entry<Operation>>) {
    for (const { operation } of waiting) {
      if (operation.kind === 'copy') this.#copy(operation);
      else if (kindOf(operation).leaves(operation) !== null) this.#move(operation);
      else if (this.#copies.size > 0) this.#mark(operation);
    }
  }

  at({ folderId, uidValidity, uid }: Place): Traveller | undefined { return this.#byPlace.size === 0 ? undefined : this.#byPlace.get(placeKey(folderId, uidValidity, uid)); }

  guests(): Map<FolderId, Guest[]> {
    const lists = new Map<FolderId, Guest[]>();
    for (const { place, source, mask, to } of this.#byPlace.values()) {
      if (to === 'nowhere') continue;
      const guest: Guest = { place, source, ...(mask === NO_MASK ? {} : { mask: { ...mask } }) };
      const list = lists.get(to);
      if (list) list.push(guest);
      else lists.set(to, [guest]);
    }
    return lists;
  }

  #copy(operation: Extract<Operation, { kind: 'copy' }>): void {
    const { folderId, uidValidity, targets, to } = operation;
    for (const { uid, copy } of targets) {
      if (uid === 0 || copy === undefined) continue;
      const original = this.at({ folderId, uidValidity, uid });
      const source = original?.source ?? { folderId, uidValidity, uid };
      const place = { folderId: to, uidValidity: 0, uid: copy };
      const key = placeKey(to, 0, copy);
      this.#byPlace.set(key, { place, source, mask: original?.mask ?? NO_MASK, to });
      const of = placeKey(source.folderId, source.uidValidity, source.uid);
      this.#copies.set(of, [...(this.#copies.get(of) ?? []), key]);
    }
  }

  #move(operation: Operation): void {
    const to = kindOf(operation).leaves(operation);
    if (to === null) return;
    for (const { uid } of operation.targets) {
      // Not known where it is: there is no row to show.
      if (uid === 0) continue;
      const { folderId, uidValidity } = operation;
      const place = { folderId, uidValidity, uid };
      const known = this.at(place);
      this.#byPlace.set(placeKey(folderId, uidValidity, uid), { place: known?.place ?? place, source: known?.source ?? place, mask: known?.mask ?? NO_MASK, to });
    }
  }

  /** Of a copy's own flags, and of its source's since: those the copy does not get. */
  #mark(operation: Operation): void {
    const { folderId, uidValidity } = operation;
    for (const { uid } of operation.targets) {
      const key = placeKey(folderId, uidValidity, uid);
      const own = maskOf(operation, uid);
      const copy = uidValidity === 0 ? this.#byPlace.get(key) : undefined;
      if (copy) this.#byPlace.set(key, { ...copy, mask: compose(copy.mask, own) });
      for (const other of this.#copies.get(key) ?? []) {
        const one = this.#byPlace.get(other);
        // Laid under what was done to the copy itself.
        if (one) this.#byPlace.set(other, { ...one, mask: compose(reversed(own), one.mask) });
      }
    }
  }
}

/** Messages moved at once in one batch: their texts are read and written with them. */
const PORTION = 500;

/** What a done operation has put elsewhere, in portions; empty if the server has not said where. */
export function arrivalsOf(operation: Operation, copied: Copied | null, before: Travellers): Arrival[] {
  const to = operation.kind === 'copy' ? operation.to : kindOf(operation).leaves(operation);
  if (!copied || to === null || to === 'nowhere' || operation.uidValidity === 0) return [];
  const { folderId, uidValidity } = operation;
  const destinations = new Map(copied.source.map((uid, i) => [uid, copied.destination[i] ?? 0]));
  const groups = new Map<string, { mask: Mask; pairs: [number, number][] }>();
  for (const { uid, copy } of operation.targets) {
    const destination = destinations.get(uid);
    if (!destination) continue;
    const mask = (copy === undefined ? undefined : before.at({ folderId: to, uidValidity: 0, uid: copy })?.mask) ?? NO_MASK;
    const key = mask === NO_MASK ? '' : JSON.stringify(mask);
    const group = groups.get(key) ?? { mask, pairs: [] };
    groups.set(key, group);
    group.pairs.push([uid, destination]);
  }
  const arrivals: Arrival[] = [];
  for (const { mask, pairs } of groups.values()) {
    for (let at = 0; at < pairs.length; at += PORTION) {
      const some = pairs.slice(at, at + PORTION);
      arrivals.push({
        from: { folderId, uidValidity }, to: { folderId: to, uidValidity: copied.uidValidity },
        source: some.map(([uid]) => uid), destination: some.map(([, uid]) => uid), ...(mask === NO_MASK ? {} : { mask: { ...mask } }),
      });
    }
  }
  return arrivals;
}
