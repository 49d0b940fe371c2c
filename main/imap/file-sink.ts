/** A file as the place where a literal goes. */
import type { FileHandle } from 'node:fs/promises';
import type { LiteralSink } from './command.ts';

/** Writes where the file stands. Opening, flushing to the disk and closing are the caller's. */
export function fileSink(file: FileHandle): LiteralSink {
  return { write: (chunk) => file.writeFile(chunk), end: () => undefined };
}
