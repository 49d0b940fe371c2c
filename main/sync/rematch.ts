/** A folder whose UIDVALIDITY has changed: finds out which message is which, so that what is kept of each stays (RFC 3501 2.3.1.1 lets UIDs mean nothing across the change). */
import { isFailure } from '../../shared/failure.ts';
import { packFlags } from '../../shared/model/flags.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { FetchItems } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { Renumbering } from '../mirror/protocol/batch.ts';
import { identityOf } from '../mirror/protocol/identity.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { matchMessages, type Known } from './match-messages.ts';
import { indexOfUid, type Spine } from './spine.ts';
import { summaryRow } from './summary.ts';

/** Pages whose messages are asked for at once: the mirror answers others in between. */
const PAGES = 4;
/** Messages for which room is made before they come, whatever a server claims to have. */
const ROOM = 100_000;
/** What a message is known by, and what may have changed of it. */
const ITEMS: FetchItems = { flags: true, internalDate: true, size: true, envelope: true };

export interface Rematch {
  /** UID of now, undefined for those that were not known again. */
  uidOf(uid: number): number | undefined;
  /** `overlay`: what the user did, laid over the flags of now; `before`: bits in the mirror. */
  write(overlay: (uid: number, bits: number, before: number) => number): Renumbering;
  /** Those that were known again, under their new UIDs, with the server's flags. */
  spine: Spine;
  /** On the server, and not known; ascending. */
  missing: number[];
  /** UID of the newest message there. */
  highest: number;
}

/** Null where nothing is to be known again, or the server does not show all it has: then all is fetched anew. Rejects with FailureError. Writes nothing. */
export async function rematch(session: Session, folder: FolderRecord, selected: SelectedMailbox, known: Spine, mirror: MirrorClient): Promise<Rematch | null> {
  if (known.uids.length === 0 || selected.exists === 0) return null;
  const [keys, fresh] = await Promise.all([readIdentities(mirror, folder, known), fetchIdentities(session, selected.exists)]);
  if (!keys || !fresh || fresh.uids.length < selected.exists) return null;
  const matched = matchMessages({ uids: known.uids, keys }, fresh);
  const rows = [...matched.keys()].filter((i) => matched[i]! >= 0);
  const here = new Uint8Array(fresh.uids.length);
  for (const i of rows) here[matched[i]!] = 1;
  const places = [...here.keys()].filter((i) => here[i] === 1);
  return {
    uidOf(uid) {
      const i = indexOfUid(known.uids, uid);
      return i >= 0 && matched[i]! >= 0 ? fresh.uids[matched[i]!] : undefined;
    },
    write(overlay) {
      const now = Uint32Array.from(rows, (i) => fresh.uids[matched[i]!]!);
      return {
        folderId: folder.id,
        from: folder.checkpoint.uidValidity,
        uidValidity: selected.uidValidity,
        uids: bytesOf(Uint32Array.from(rows, (i) => known.uids[i]!)),
        now: bytesOf(now),
        flags: bytesOf(Uint16Array.from(rows, (i, row) => overlay(now[row]!, fresh.bits[matched[i]!]!, known.flags[i]!))),
        keywords: Object.fromEntries([...fresh.keywords].filter(([uid]) => indexOfUid(fresh.uids, uid) >= 0 && here[indexOfUid(fresh.uids, uid)] === 1)),
      };
    },
    spine: { uids: Uint32Array.from(places, (i) => fresh.uids[i]!), flags: Uint16Array.from(places, (i) => fresh.bits[i]!) },
    missing: [...here.keys()].flatMap((i) => (here[i] === 1 ? [] : [fresh.uids[i]!])),
    highest: fresh.uids.at(-1) ?? 0,
  };
}

/** In the order of `known`. Null if the mirror has changed meanwhile. */
async function readIdentities(mirror: MirrorClient, folder: FolderRecord, known: Spine): Promise<Uint32Array | null> {
  const keys = new Uint32Array(known.uids.length * 2);
  for (let from = 0, pages = 1; from < pages; from += PAGES) {
    const answer = await mirror.query('identities', { folderId: folder.id, from, count: PAGES });
    if (answer.uidValidity !== folder.checkpoint.uidValidity) return null;
    pages = answer.pages;
    // Copies: the answer's bytes may start at an odd address.
    const [uids, found] = [answer.uids, answer.keys].map((bytes) => new Uint32Array(new Uint8Array(bytes).buffer)) as [Uint32Array, Uint32Array];
    for (const [i, uid] of uids.entries()) {
      const place = indexOfUid(known.uids, uid);
      if (place >= 0) keys.set(found.subarray(i * 2, i * 2 + 2), place * 2);
    }
  }
  return keys;
}

interface Fresh extends Known { bits: Uint16Array; keywords: Map<number, string[]> }

/** Some twenty octets a message. Null where the server will not tell. */
async function fetchIdentities(session: Session, exists: number): Promise<Fresh | null> {
  const room = Math.min(exists, ROOM) + 64;
  let [uids, bits, keys] = [new Uint32Array(room), new Uint16Array(room), new Uint32Array(2 * room)];
  const keywords = new Map<number, string[]>();
  let count = 0;
  try {
    await session.uidFetch([[1, 0xffff_ffff]], ITEMS, {}, (message) => {
      if (message.size === undefined || message.uid === 0) return;
      if (count === uids.length) {
        [uids, bits, keys] = [grown(uids, count * 2), grown(bits, count * 2), grown(keys, count * 4)];
      }
      const packed = packFlags(message.flags ?? []);
      uids[count] = message.uid;
      bits[count] = packed.bits;
      if (packed.keywords.length > 0) keywords.set(message.uid, packed.keywords);
      identityOf(summaryRow(message), keys, count * 2);
      count++;
    });
  } catch (error) {
    if (!isFailure(error, 'server-no', 'server-bad')) throw error;
    return null;
  }
  return ascending({ uids: uids.subarray(0, count), bits: bits.subarray(0, count), keys: keys.subarray(0, count * 2), keywords });
}

/** Out of order, and the same message twice, has been seen from servers; the last answer holds. */
function ascending(fresh: Fresh): Fresh {
  if (fresh.uids.every((uid, i) => i === 0 || uid > fresh.uids[i - 1]!)) return fresh;
  const rows = [...new Map([...fresh.uids].map((uid, i) => [uid, i]))].sort(([a], [b]) => a - b).map(([, i]) => i);
  return {
    ...fresh,
    uids: Uint32Array.from(rows, (i) => fresh.uids[i]!),
    bits: Uint16Array.from(rows, (i) => fresh.bits[i]!),
    keys: Uint32Array.from({ length: rows.length * 2 }, (_, at) => fresh.keys[rows[at >> 1]! * 2 + (at & 1)]!),
  };
}

function grown<T extends Uint32Array | Uint16Array>(array: T, length: number): T {
  const larger = new (array.constructor as new (length: number) => T)(length);
  larger.set(array);
  return larger;
}

const bytesOf = (array: Uint32Array | Uint16Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
