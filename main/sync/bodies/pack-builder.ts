/** Packs texts as they come from the wire: each pack is one record of the mirror. */
import type { FolderId } from '../../../shared/ids.ts';
import type { BodyPackWrite } from '../../mirror/protocol/records.ts';

/** Chromium writes 512 kB three times as fast as four times 128 kB (measured 2026-11-21), and reads them in milliseconds when one of the messages is opened. */
const PACK_OCTETS = 512 * 1024;
const PACK_MESSAGES = 1_000;

export class PackBuilder {
  readonly #folderId: FolderId;
  readonly #uidValidity: number;
  #texts: { uid: number; pieces: readonly Uint8Array[]; octets: number }[] = [];
  #octets = 0;

  constructor(folderId: FolderId, uidValidity: number) {
    this.#folderId = folderId;
    this.#uidValidity = uidValidity;
  }

  /** A pack once it is full, else null. The pieces are copied only then. */
  add(uid: number, pieces: readonly Uint8Array[]): BodyPackWrite | null {
    const octets = pieces.reduce((sum, piece) => sum + piece.length, 0);
    this.#texts.push({ uid, pieces, octets });
    this.#octets += octets;
    return this.#octets >= PACK_OCTETS || this.#texts.length >= PACK_MESSAGES ? this.flush() : null;
  }

  /** What is left, or null. */
  flush(): BodyPackWrite | null {
    if (this.#texts.length === 0) return null;
    const texts = this.#texts.sort((a, b) => a.uid - b.uid);
    this.#texts = [];
    this.#octets = 0;
    let end = 0;
    const ends = Uint32Array.from(texts, ({ octets }) => (end += octets));
    const uids = Uint32Array.from(texts, ({ uid }) => uid);
    return {
      folderId: this.#folderId,
      uidValidity: this.#uidValidity,
      uids: new Uint8Array(uids.buffer),
      ends: new Uint8Array(ends.buffer),
      content: Buffer.concat(texts.flatMap(({ pieces }) => pieces), end),
    };
  }
}
