/** Texts of a few dozen messages packed together: a fourth of the octets on their way to the mirror and on the disk. */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

/** First octet of a block. What was stored as it came begins with another one (stored-body). */
const PACKED = 0x01;
const PLAIN = 0x02;
/** The quickest there is: as quick as the wire, and only a fifth larger than what takes ten times as long (measured 2026-11-21). */
const OPTIONS = { chunkSize: 128 * 1024, params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 18 } };

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

const MARKS = { packed: Buffer.of(PACKED), plain: Buffer.of(PLAIN) };

/** Off the event loop. In pieces, to be joined: what has come in megabytes is not copied more often than it must be, since V8 goes through its whole heap for each few of them. */
export async function packBlock(plain: Buffer): Promise<[mark: Buffer, octets: Buffer]> {
  const packed = await compress(plain, OPTIONS);
  // Pictures and what is encrypted do not get smaller. `plain` may be filled again.
  return packed.length < plain.length * 0.95 ? [MARKS.packed, packed] : [MARKS.plain, Buffer.from(plain)];
}

/** `most`: octets it may have once unpacked. Null for what packBlock did not make. */
export async function unpackBlock(block: Uint8Array, most: number): Promise<Buffer | null> {
  const rest = Buffer.from(block.buffer, block.byteOffset, block.byteLength).subarray(1);
  if (block[0] === PLAIN) return rest.length <= most ? rest : null;
  if (block[0] !== PACKED) return null;
  try {
    return await decompress(rest, { maxOutputLength: Math.max(1, most) });
  } catch {
    // Whatever it is, the text comes again from the server.
    return null;
  }
}
