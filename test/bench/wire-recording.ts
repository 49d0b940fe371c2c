/** The answer of a real Dovecot to one FETCH over the whole mailbox, kept in a file: what both sides have to parse. */
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drain } from './drain.ts';

/** Path of the recording, its tagged line cut off. Made once for each mailbox. */
export async function recordedFetch(directory: string, port: number): Promise<string> {
  const path = join(directory, 'fetch.recording');
  if (existsSync(path)) return path;
  const chunks: Buffer[] = [];
  await drain(port, (chunk) => void chunks.push(chunk));
  const all = Buffer.concat(chunks);
  const end = all.lastIndexOf('\r\nc OK ', undefined, 'latin1');
  if (end < 0) throw new Error('the recording has no end');
  writeFileSync(`${path}.new`, all.subarray(0, end + 2));
  renameSync(`${path}.new`, path);
  return path;
}
