/** Turns octets that recur (flags, media types, domains) into shared strings without asking the runtime for a new one each time. */

const SLOTS = 4096;
const LONGEST = 48;

/** A direct-mapped cache: a collision replaces, so its size is bounded whatever a server sends. */
export class InternTable {
  readonly #fold = new Uint8Array(256);
  readonly #slots: string[] = new Array<string>(SLOTS).fill('');

  constructor(fold: 'exact' | 'lower' | 'upper') {
    for (let octet = 0; octet < 256; octet++) {
      const upper = octet >= 65 && octet <= 90;
      const lower = octet >= 97 && octet <= 122;
      this.#fold[octet] = fold === 'lower' && upper ? octet + 32 : fold === 'upper' && lower ? octet - 32 : octet;
    }
  }

  /** One character per octet, folded. */
  get(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    const fold = this.#fold;
    if (length > LONGEST) return foldLong(bytes.toString('latin1', from, to), fold);
    let hash = length;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + fold[bytes[at]!]!) | 0;
    const slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    const known = this.#slots[slot]!;
    if (known.length === length) {
      let same = 0;
      while (same < length && known.charCodeAt(same) === fold[bytes[from + same]!]!) same++;
      if (same === length) return known;
    }
    return (this.#slots[slot] = foldLong(bytes.toString('latin1', from, to), fold));
  }
}

function foldLong(text: string, fold: Uint8Array): string {
  let folded = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const octet = text.charCodeAt(at);
    const mapped = fold[octet]!;
    if (mapped === octet) continue;
    folded += text.slice(start, at) + String.fromCharCode(mapped);
    start = at + 1;
  }
  return start === 0 ? text : folded + text.slice(start);
}
