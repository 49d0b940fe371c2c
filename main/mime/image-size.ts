/** Width and height of an image by its header, before anything decodes it. */

/** Most that is decoded: more is a bomb or a map. */
export const MOST_PIXELS = 64_000_000;

export interface ImageSize { type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp'; width: number; height: number }

/** Null for what is none of these, or is cut before its size. */
export function imageSize(bytes: Buffer): ImageSize | null {
  const magic = bytes.toString('latin1', 0, 12);
  if (magic.startsWith('\x89PNG\r\n\x1a\n')) return bytes.length >= 24 && bytes.toString('latin1', 12, 16) === 'IHDR' ? { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
  if (/^GIF8[79]a/u.test(magic)) return gif(bytes);
  if (magic.startsWith('RIFF') && magic.slice(8, 12) === 'WEBP') return webp(bytes);
  if (magic.startsWith('BM')) return bytes.length >= 26 ? { type: 'image/bmp', width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) } : null;
  return magic.startsWith('\xff\xd8\xff') ? jpeg(bytes) : null;
}

function gif(bytes: Buffer): ImageSize | null {
  return bytes.length >= 10 ? { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) } : null;
}

function webp(bytes: Buffer): ImageSize | null {
  if (bytes.length < 30) return null;
  const type = 'image/webp';
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { type, width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { type, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8 ':
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    default:
      return null;
  }
}

/** From marker to marker up to the frame header (ITU T.81 B.2.2). As it is drawn: a photograph may say that it was taken upright. */
function jpeg(bytes: Buffer): ImageSize | null {
  let isUpright = false;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const [rows, columns] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return { type: 'image/jpeg', width: isUpright ? rows : columns, height: isUpright ? columns : rows };
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xda || marker === 0xd9) return null;
    else {
      const length = Math.max(2, bytes.readUInt16BE(at + 2));
      if (marker === 0xe1) isUpright ||= standsUpright(bytes.subarray(at + 4, at + 2 + length));
      at += 2 + length;
    }
  }
  return null;
}

const ORIENTATION = 0x0112;

/** By its Exif segment (CIPA DC-008 4.6.4): from 5 on, rows and columns change places. */
function standsUpright(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = segment.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'MM' && order !== 'II') return false;
  const read = (at: number, octets: 2 | 4): number => (at + octets > tiff.length ? 0 : order === 'MM' ? tiff.readUIntBE(at, octets) : tiff.readUIntLE(at, octets));
  const first = read(4, 4);
  for (let entry = 0; entry < read(first, 2); entry += 1) {
    const at = first + 2 + entry * 12;
    if (at >= tiff.length) return false;
    if (read(at, 2) === ORIENTATION) return read(at + 8, 2) >= 5 && read(at + 8, 2) <= 8;
  }
  return false;
}
