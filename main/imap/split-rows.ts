/** What a server says of one message in several FETCH responses is put together (RFC 3501 7.4.2 does not say that one must hold all that was asked for). */
import type { FetchedMessage } from './message.ts';
import { ITEM, type FetchRow } from './wire/fetch.ts';

/** Items that also come unasked, when somebody else changes a message. */
export const NEWS = ITEM.uid | ITEM.flags | ITEM.modseq;
/** Rows that may wait for the rest of them. A server that leaves an item out of every row must not hold all of them up. */
const MOST_HELD = 16;

export class SplitRows {
  readonly #asked: number;
  readonly #held = new Map<number, FetchRow>();

  /** `asked`: bits of ITEM; 0 where nothing is to be put together. */
  constructor(asked: number) {
    this.#asked = asked;
  }

  /** Those to hand on now: nearly always the row itself. `own`: it is an answer; else it may be one, or news. */
  add(row: FetchRow, own: boolean): FetchedMessage[] {
    const { uid } = row.message;
    const before = this.#held.get(uid);
    if (before === undefined && own && (row.items & this.#asked) === this.#asked) return [row.message];
    const whole = before === undefined ? row : joined(before, row);
    this.#held.delete(uid);
    if ((whole.items & this.#asked) === this.#asked && (whole.items & ~NEWS) !== 0) return [whole.message];
    this.#held.set(uid, whole);
    const [oldest] = this.#held.values();
    if (this.#held.size <= MOST_HELD || oldest === undefined) return [];
    this.#held.delete(oldest.message.uid);
    return answers([oldest]);
  }

  /** Those of which something never came. */
  rest(): FetchedMessage[] {
    const left = answers([...this.#held.values()]);
    this.#held.clear();
    return left;
  }
}

const answers = (rows: readonly FetchRow[]): FetchedMessage[] => rows.flatMap(({ message, items }) => ((items & ~NEWS) === 0 ? [] : [message]));

/** Of what both have the later holds, but for lists of parts. */
function joined({ message: before, items }: FetchRow, { message: after, items: more }: FetchRow): FetchRow {
  const message: FetchedMessage = { ...before, ...after };
  if (before.sections && after.sections) message.sections = new Map([...before.sections, ...after.sections]);
  if (before.binary && after.binary) message.binary = new Map([...before.binary, ...after.binary]);
  if (before.binarySizes && after.binarySizes) message.binarySizes = new Map([...before.binarySizes, ...after.binarySizes]);
  return { message, items: items | more };
}
