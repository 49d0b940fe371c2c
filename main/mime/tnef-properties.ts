/** The properties of a file in a winmail.dat (MS-OXTNEF 2.1.3.4): those with text or octets; the rest is stepped over. Never throws. */

export interface MapiValue {
  /** `octets`: of any kind; text in UTF-16 or in the code page of the file. */
  readonly kind: 'octets' | 'unicode' | 'text';
  /** With an interface identifier before it. */
  readonly isObject: boolean;
  readonly octets: Buffer;
}

const MOST_PROPERTIES = 2_000;
const MOST_VALUES = 2_000;
const MANY = 0x1000;
/** Octets of the types of fixed length, with what fills them up to four. */
const FIXED: Readonly<Record<number, number>> = { 0x00: 4, 0x01: 4, 0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0a: 4, 0x0b: 4, 0x14: 8, 0x40: 8, 0x48: 16 };
const KINDS: Readonly<Record<number, MapiValue['kind']>> = { 0x1e: 'text', 0x1f: 'unicode', 0x0d: 'octets', 0x102: 'octets' };
const OBJECT = 0x0d;

/** By their number; of several values the first. Ends where it makes no sense, with what was read until there. */
export function readMapi(data: Buffer): ReadonlyMap<number, MapiValue> {
  const found = new Map<number, MapiValue>();
  let at = 0;
  const number = (octets: 2 | 4): number => {
    const value = at + octets <= data.length ? data.readUIntLE(at, octets) : null;
    if (value === null) throw END;
    at += octets;
    return value;
  };
  const skip = (octets: number): Buffer => {
    if (at + octets > data.length) throw END;
    const taken = data.subarray(at, at + octets);
    at += octets;
    return taken;
  };
  const padded = (octets: number): Buffer => {
    const taken = skip(octets);
    at = Math.min(data.length, at + ((4 - (octets % 4)) % 4));
    return taken;
  };
  try {
    const count = Math.min(number(4), MOST_PROPERTIES);
    for (let property = 0; property < count; property += 1) {
      const written = number(2);
      const id = number(2);
      if (id >= 0x8000) stepOverName();
      const type = written & ~MANY;
      const size = FIXED[type];
      const kind = KINDS[type];
      if (size !== undefined) {
        const values = written & MANY ? number(4) : 1;
        skip(size * values);
      } else if (kind !== undefined) {
        const values = number(4);
        if (values > MOST_VALUES) break;
        for (let value = 0; value < values; value += 1) {
          const octets = padded(number(4));
          if (!found.has(id)) found.set(id, { kind, isObject: type === OBJECT, octets });
        }
      } else break;
    }
  } catch (error) {
    if (error !== END) throw error;
  }
  return found;

  /** Of properties without a number of their own: a name instead. */
  function stepOverName(): void {
    skip(16);
    if (number(4) === 0) skip(4);
    else padded(number(4));
  }
}

const END = new Error('the properties end early');
