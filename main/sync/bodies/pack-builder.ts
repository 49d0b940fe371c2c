/** Packs texts as they come from the wire, block after block; a pack of blocks is one record of the mirror. */
import type { FolderId } from '../../../shared/ids.ts';
import type { BodyPackWrite } from '../../mirror/protocol/records.ts';
import { packBlock } from './block.ts';

/** Octets before packing. Chromium takes one record of 480 kB in a third of the time of sixteen of 30 kB (measured 2026-11-21). */
const PACK_OCTETS = 2 * 1024 * 1024;
const PACK_MESSAGES = 4_000;
/** Unpacked in a millisecond when one of its messages is opened. */
const BLOCK_OCTETS = 256 * 1024;
/** Buffers that are kept to be filled again. */
const MOST_SPARE = 8;

interface Row { uid: number; block: number; from: number; to: number }

/** Texts that will share a record. */
export interface Bundle {
  rows: Row[];
  /** Before packing. */
  octets: number;
  blocks: { packed: ReturnType<typeof packBlock>; octets: number }[];
}

const spare: Buffer[] = [];

export class PackBuilder {
  #bundle: Bundle = { rows: [], octets: 0, blocks: [] };
  #block: Buffer | null = null;
  #at = 0;

  /** A bundle once it is full, else null. The text, in pieces, is copied at once: what it came in may go. */
  add(uid: number, head: string, pieces: readonly Uint8Array[]): Bundle | null {
    const most = head.length * 3 + pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (this.#block && this.#at + most > this.#block.length) this.#endBlock();
    const block = (this.#block ??= (most <= BLOCK_OCTETS ? spare.pop() : undefined) ?? Buffer.allocUnsafeSlow(Math.max(most, BLOCK_OCTETS)));
    const from = this.#at;
    this.#at += block.write(head, from);
    for (const piece of pieces) {
      block.set(piece, this.#at);
      this.#at += piece.length;
    }
    const { rows } = this.#bundle;
    rows.push({ uid, block: this.#bundle.blocks.length, from, to: this.#at });
    this.#bundle.octets += this.#at - from;
    return this.#bundle.octets >= PACK_OCTETS || rows.length >= PACK_MESSAGES ? this.flush() : null;
  }

  /** What is left, or null. */
  flush(): Bundle | null {
    this.#endBlock();
    if (this.#bundle.rows.length === 0) return null;
    const bundle = this.#bundle;
    this.#bundle = { rows: [], octets: 0, blocks: [] };
    return bundle;
  }

  #endBlock(): void {
    const block = this.#block;
    if (!block) return;
    const octets = this.#at;
    const packed = packBlock(block.subarray(0, octets)).finally(() => {
      if (block.length === BLOCK_OCTETS && spare.length < MOST_SPARE) spare.push(block);
      else release(block);
    });
    // Also awaited by makePack.
    packed.catch(() => undefined);
    this.#bundle.blocks.push({ packed, octets });
    this.#block = null;
    this.#at = 0;
  }
}

/** Of a UID that comes twice the last counts. */
export async function makePack(folderId: FolderId, uidValidity: number, bundle: Bundle): Promise<BodyPackWrite> {
  const rows = [...new Map(bundle.rows.map((row) => [row.uid, row])).values()].sort((a, b) => a.uid - b.uid);
  const blocks = await Promise.all(bundle.blocks.map(({ packed }) => packed));
  let at = 0;
  const places = blocks.map(([mark, octets]) => ({ start: at, end: (at += mark.length + octets.length) }));
  const column = (): Uint32Array<ArrayBuffer> => new Uint32Array(rows.length);
  const [uids, from, to, starts, ends, of] = [column(), column(), column(), column(), column(), column()];
  for (const [i, row] of rows.entries()) {
    uids[i] = row.uid;
    from[i] = row.from;
    to[i] = row.to;
    starts[i] = places[row.block]!.start;
    ends[i] = places[row.block]!.end;
    of[i] = bundle.blocks[row.block]!.octets;
  }
  const bytes = ({ buffer }: Uint32Array<ArrayBuffer>): Uint8Array => new Uint8Array(buffer);
  const content = Buffer.concat(blocks.flat(), at);
  for (const [, octets] of blocks) release(octets);
  return { folderId, uidValidity, uids: bytes(uids), starts: bytes(starts), ends: bytes(ends), from: bytes(from), to: bytes(to), of: bytes(of), content };
}

/** Gives memory back now. V8 goes through its whole heap for each 25 MB that wait for that: left to it, collecting takes as long as all the rest (measured 2026-11-21). What is small lies in Node's pool, with others. */
export function release({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
