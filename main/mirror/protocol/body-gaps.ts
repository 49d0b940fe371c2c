/** Messages without a text as they cross the port: those that are built alike share one structure, since a mailbox of thousands knows a few dozen. */
import type { BodyGap, BodyGapsAnswer } from './messages.ts';

/** Octets of all leaves together up to which messages are told apart by their shape alone. */
export const SMALL = 1024 * 1024;
/** Has a structure of its own. */
export const OWN = 0xffff;

export type GapRow = Omit<BodyGap, 'leaves'>;
export type GapColumns = Omit<BodyGapsAnswer, 'uidValidity'>;

/** `structure` of each as main/mime/packed-structure makes it. At most 65,535 rows. */
export function encodeGaps(rows: readonly GapRow[]): GapColumns {
  const encoder = new GapEncoder();
  for (const row of rows) encoder.add(row);
  return encoder.finish();
}

/** Gathers at most 65,535 rows in columns. */
export class GapEncoder {
  readonly #known = new Map<string, number>();
  readonly #samples: BodyGapsAnswer['samples'] = [];
  readonly #own: unknown[] = [];
  readonly #leaves: number[] = [];
  readonly #rows: number[] = [];

  add({ uid, date, size, structure }: GapRow): void {
    const before = this.#leaves.length;
    const key = shapeOf(structure, this.#leaves);
    if (key === null) {
      this.#leaves.length = before;
      this.#own.push(structure);
    }
    this.#rows.push(uid, date, size, key === null ? OWN : this.#shape(key, this.#leaves.length - before, structure));
  }

  /** Of a shape that `shape` has told; as many leaves as that has, from place `from` on. */
  addShaped(uid: number, date: number, size: number, shape: number, leaves: Uint32Array, from: number): void {
    this.#rows.push(uid, date, size, shape);
    const [count] = this.#samples[shape]!;
    for (let i = from; i < from + count; i++) this.#leaves.push(leaves[i]!);
  }

  /** Of a structure that has one. */
  shape(structure: unknown): number {
    const leaves: number[] = [];
    return this.#shape(shapeOf(structure, leaves) ?? '', leaves.length, structure);
  }

  finish(): GapColumns {
    const rows = this.#rows;
    const count = rows.length / 4;
    const [uids, dates, sizes, shapes] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count), new Uint16Array(count)];
    for (let i = 0; i < count; i++) {
      uids[i] = rows[i * 4]!;
      dates[i] = rows[i * 4 + 1]!;
      sizes[i] = Math.min(rows[i * 4 + 2]!, 0xffff_ffff);
      shapes[i] = rows[i * 4 + 3]!;
    }
    return { uids: octets(uids), dates: octets(dates), sizes: octets(sizes), shapes: octets(shapes), leaves: octets(Uint32Array.from(this.#leaves)), samples: this.#samples, own: this.#own };
  }

  #shape(key: string, leaves: number, structure: unknown): number {
    let shape = this.#known.get(key);
    if (shape === undefined) {
      shape = this.#samples.push([leaves, structure]) - 1;
      this.#known.set(key, shape);
    }
    return shape;
  }
}

/** Throws TypeError on what encodeGaps did not make. */
export function decodeGaps({ uids, dates, sizes, shapes, leaves: allLeaves, samples, own }: GapColumns): BodyGap[] {
  const [uid, date, size, leaves, shape] = [words(uids), words(dates), words(sizes), words(allLeaves), halves(shapes)];
  let [leaf, next] = [0, 0];
  const gaps: BodyGap[] = [];
  for (let i = 0; i < uid.length; i++) {
    const about = { uid: uid[i]!, date: date[i]!, size: size[i]! };
    if (shape[i] === OWN) gaps.push({ ...about, structure: own[next++], leaves: null });
    else {
      const [count, structure] = samples[shape[i]!]!;
      gaps.push({ ...about, structure, leaves: leaves.subarray(leaf, (leaf += count)) });
    }
  }
  return gaps;
}

/** The key of all that matters for choosing parts while none of them is large, and the sizes of the leaves in their order; null where that does not tell. */
function shapeOf(packed: unknown, leaves: number[]): string | null {
  const before = leaves.length;
  const key = Array.isArray(packed) && packed.length > 0 ? keyOf(packed, leaves, 0) : null;
  let sum = 0;
  for (let i = before; i < leaves.length; i++) sum += leaves[i]!;
  return sum > SMALL ? null : key;
}

function keyOf(packed: readonly unknown[], leaves: number[], depth: number): string | null {
  const [first, params, size] = packed;
  if (depth > 50) return null;
  if (typeof first === 'string' && first.startsWith('*')) {
    // One part names another by its Content-ID (RFC 2387).
    if (typeof params === 'object' && params !== null && 'start' in params) return null;
    let key = `(${JSON.stringify(first)}`;
    for (let i = 2; i < packed.length; i++) {
      const child = packed[i];
      const one = Array.isArray(child) ? keyOf(child, leaves, depth + 1) : null;
      if (one === null) return null;
      key += one;
    }
    return `${key})`;
  }
  if (typeof size !== 'number' || size < 0) return null;
  leaves.push(size);
  const named = nameIn(packed[6], 'filename') ?? nameIn(packed[3], 'name') ?? '';
  const identified = typeof packed[4] === 'string' && packed[4] !== '';
  return `[${word(first)} ${word(packed[5] ?? 0)}${named === '' ? '' : ' n'}${identified ? ' i' : ''}]`;
}

/** A number stands for a usual word, and null for none. */
const word = (coded: unknown): string => (typeof coded === 'number' ? String(coded) : JSON.stringify(coded));

const nameIn = (params: unknown, name: string): unknown =>
  typeof params === 'object' && params !== null && Object.hasOwn(params, name) ? (params as Record<string, unknown>)[name] : undefined;

const octets = ({ buffer }: Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): Uint8Array => new Uint8Array(buffer);
// Copied, because what comes over a line is not aligned.
export const words = (column: Uint8Array): Uint32Array => new Uint32Array(new Uint8Array(column).buffer);
export const halves = (column: Uint8Array): Uint16Array => new Uint16Array(new Uint8Array(column).buffer);
