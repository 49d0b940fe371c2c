/** A line of which both directions are raw DEFLATE streams (RFC 4978 3, RFC 1951), flushed with every packet. */
import { Duplex } from 'node:stream';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';

const CHUNK = 64 * 1024;

/** Takes `line` over. What comes is unpacked no faster than it is read, so that a small packet cannot become gigabytes in memory. */
export class CompressedLine extends Duplex {
  readonly #line: Duplex;
  // A server may close the line without ending its stream: what has come is whole nevertheless.
  readonly #inflate = createInflateRaw({ chunkSize: CHUNK, finishFlush: constants.Z_SYNC_FLUSH });
  readonly #deflate = createDeflateRaw({ chunkSize: CHUNK, flush: constants.Z_SYNC_FLUSH });

  /** `early`: octets of the stream that have already been read from the line. */
  constructor(line: Duplex, early: Buffer) {
    super({ readableHighWaterMark: CHUNK, writableHighWaterMark: CHUNK });
    this.#line = line;
    const broken = (error: Error): void => void this.destroy(error);
    this.#inflate
      .on('data', (octets: Buffer) => void (this.push(octets) || this.#inflate.pause()))
      .on('drain', () => line.resume())
      .on('end', () => this.push(null))
      .on('error', (error: NodeJS.ErrnoException) => broken(fail('protocol', say('engine-imap.compressedUnreadable'), { detail: error.code ?? error.message })));
    this.#deflate
      .on('data', (octets: Buffer) => void (line.write(octets) || this.#deflate.pause()))
      .on('end', () => line.end())
      .on('error', broken);
    line
      .on('drain', () => this.#deflate.resume())
      .on('data', (octets: Buffer) => void (this.#inflate.write(octets) || line.pause()))
      .on('end', () => this.#inflate.end())
      .on('error', broken)
      .on('close', () => void (line.readableEnded || this.destroy()));
    if (early.length > 0) this.#inflate.write(early);
    line.resume();
  }

  override _read(): void {
    this.#inflate.resume();
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#deflate.write(octets, done);
  }

  /** Commands of one turn leave as one block. */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#deflate.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: () => void): void {
    this.#deflate.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate.destroy();
    this.#deflate.destroy();
    this.#line.destroy();
    done(error);
  }
}
