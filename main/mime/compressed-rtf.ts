/** RTF as Outlook packs it (MS-OXRTFCP 2.1, 2.2): LZ77 over a ring of 4096 octets that begins with what most RTF begins with. Never throws. */

/** Octets unpacked at most. */
const MOST = 8 * 1024 * 1024;
const RING = 4096;
const COMPRESSED = 0x75465a4c;
const UNCOMPRESSED = 0x414c454d;
/** Size, size unpacked, kind, checksum. */
const HEADER = 16;

/** MS-OXRTFCP 2.1.2.1. */
const BEGINNING = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);

/** What could be unpacked, up to where it breaks off; null for what is not of this kind. */
export function unpackRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < HEADER) return null;
  const kind = bytes.readUInt32LE(8);
  const size = Math.min(bytes.readUInt32LE(4), MOST);
  if (kind === UNCOMPRESSED) return bytes.subarray(HEADER, HEADER + size);
  return kind === COMPRESSED ? unpacked(bytes, size) : null;
}

function unpacked(bytes: Buffer, size: number): Buffer {
  const ring = Buffer.alloc(RING);
  BEGINNING.copy(ring);
  let write = BEGINNING.length;
  // Two octets become 17 at most: no more is set aside than can come.
  const out = Buffer.alloc(Math.min(size, bytes.length * 9));
  let length = 0;
  const put = (octet: number): void => {
    out[length++] = octet;
    ring[write] = octet;
    write = (write + 1) % RING;
  };
  for (let at = HEADER; at < bytes.length && length < out.length;) {
    // One bit for each of the eight that follow, the lowest first: an octet as it is, or a place in the ring.
    const control = bytes[at++]!;
    for (let bit = 0; bit < 8 && at < bytes.length && length < out.length; bit += 1) {
      if (((control >> bit) & 1) === 0) {
        put(bytes[at++]!);
        continue;
      }
      if (at + 2 > bytes.length) return out.subarray(0, length);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      // It ends with the place that is written next.
      if (from === write) return out.subarray(0, length);
      const count = (reference & 0xf) + 2;
      for (let index = 0; index < count && length < out.length; index += 1) put(ring[(from + index) % RING]!);
    }
  }
  return out.subarray(0, length);
}
