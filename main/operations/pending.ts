/** Waiting operations by the messages they are about, for laying them over the server's news. */
import type { FolderId } from '../../shared/ids.ts';
import type { Entry } from './ledger.ts';
import { overlayFlags } from './local-effect.ts';
import type { Operation } from './operation.ts';
import { FLAG } from '../../shared/model/flags.ts';

interface FolderPending {
  byUid: Map<number, Operation[]>;
  /** About all up to a UID. */
  ranges: { operation: Operation; upTo: number }[];
  /** UIDs that the server could only mark. */
  left: Set<number>;
}

const NONE: readonly Operation[] = [];

export class Pending {
  readonly #folders = new Map<string, FolderPending>();

  constructor(entries: Iterable<Entry>) {
    for (const { state, operation, left } of entries) {
      if (state !== 'waiting' && left.length === 0) continue;
      const key = `${operation.uidValidity}@${operation.folderId}`;
      const folder = this.#folders.get(key) ?? { byUid: new Map<number, Operation[]>(), ranges: [], left: new Set<number>() };
      this.#folders.set(key, folder);
      for (const uid of left) folder.left.add(uid);
      if (state !== 'waiting') continue;
      if (operation.kind === 'empty') folder.ranges.push({ operation, upTo: operation.upTo });
      for (const { uid } of operation.targets) {
        const list = folder.byUid.get(uid);
        if (list) list.push(operation);
        else folder.byUid.set(uid, [operation]);
      }
    }
  }

  /** Oldest first. */
  of(folderId: FolderId, uidValidity: number, uid: number): readonly Operation[] {
    const folder = this.#folders.get(`${uidValidity}@${folderId}`);
    return folder ? inFolder(folder, uid) : NONE;
  }

  /** The server's flags under everything that is still on its way. `before`: bits in the mirror, 0 if new. Called for every message of a first sync. */
  overlay(folderId: FolderId, uidValidity: number, uid: number, bits: number, before: number): number {
    const folder = this.#folders.size === 0 ? undefined : this.#folders.get(`${uidValidity}@${folderId}`);
    const kept = (before & FLAG.hidden) !== 0 || folder?.left.has(uid) === true;
    return overlayFlags(folder ? inFolder(folder, uid) : NONE, uid, bits, kept);
  }
}

function inFolder({ byUid, ranges }: FolderPending, uid: number): readonly Operation[] {
  const own = byUid.get(uid) ?? NONE;
  if (ranges.length === 0) return own;
  return [...own, ...ranges.flatMap(({ operation, upTo }) => (uid <= upTo ? [operation] : []))];
}
