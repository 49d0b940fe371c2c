/** Messages without a text as they cross the port: those that are built alike share one structure, since a mailbox of thousands knows a few dozen. */
import type { BodyGap, BodyGapsAnswer } from './messages.ts';

/** Octets of all leaves together up to which messages are told apart by their shape alone. */
export const SMALL = 1024 * 1024;
/** Has a structure of its own. */
const OWN = 0xffff;

export type GapRow = Omit<BodyGap, 'leaves'>;

/** `structure` of each as main/mime/packed-structure makes it. At most 65,535 rows. */
export function encodeGaps(rows: readonly GapRow[]): Omit<BodyGapsAnswer, 'uidValidity'> {
  const shapes = new Uint16Array(rows.length);
  const known = new Map<string, number>();
  const samples: BodyGapsAnswer['samples'] = [];
  const own: unknown[] = [];
  const leaves: number[] = [];
  const [uids, dates, sizes] = [new Uint32Array(rows.length), new Uint32Array(rows.length), new Uint32Array(rows.length)];
  for (const [i, { uid, date, size, structure }] of rows.entries()) {
    uids[i] = uid;
    dates[i] = date;
    sizes[i] = Math.min(size, 0xffff_ffff);
    const before = leaves.length;
    const key = shapeOf(structure, leaves);
    if (key === null) {
      leaves.length = before;
      own.push(structure);
      shapes[i] = OWN;
      continue;
    }
    let shape = known.get(key);
    if (shape === undefined) {
      shape = samples.push([leaves.length - before, structure]) - 1;
      known.set(key, shape);
    }
    shapes[i] = shape;
  }
  return { uids: octets(uids), dates: octets(dates), sizes: octets(sizes), shapes: octets(shapes), leaves: octets(Uint32Array.from(leaves)), samples, own };
}

/** Throws TypeError on what encodeGaps did not make. */
export function decodeGaps({ uids, dates, sizes, shapes, leaves: allLeaves, samples, own }: Omit<BodyGapsAnswer, 'uidValidity'>): BodyGap[] {
  // Copied, because what comes over a line is not aligned.
  const numbers = (column: Uint8Array): Uint32Array => new Uint32Array(column.slice().buffer);
  const [uid, date, size, leaves, shape] = [numbers(uids), numbers(dates), numbers(sizes), numbers(allLeaves), new Uint16Array(shapes.slice().buffer)];
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
export function shapeOf(packed: unknown, leaves: number[]): string | null {
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
