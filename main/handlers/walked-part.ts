/** A part of a message whose structure the server got wrong: cut out of the whole message by our own walker, since the server knows no such section. */
import { readFile, stat } from 'node:fs/promises';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { parseMessage } from '../mime/parse-message.ts';

/** Octets of a whole message that is read into memory for one part of it. */
const LARGEST = 64 * 1024 * 1024;

/** As encoded. `path`: of the whole message. Rejects 'not-found' if the walker finds no such part, 'unsupported' where the message is too large to be walked. */
export async function walkedSection(path: string, section: string): Promise<Buffer> {
  if ((await stat(path)).size > LARGEST) throw fail('unsupported', say('engine-handlers.tooLargeToTakeApart'));
  const content = parseMessage(await readFile(path)).sections.get(section);
  if (!content) throw fail('not-found', say('engine-handlers.noSuchAttachment'));
  return content;
}
