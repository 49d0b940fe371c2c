/** What is packed into a winmail.dat: the text, the files listed, and one of them taken out. */
import { fail } from '../../shared/failure.ts';
import type { MessageId } from '../../shared/ids.ts';
import type { CommandOutput } from '../../shared/ipc/contract.ts';
import { say } from '../../shared/locales/say.ts';
import { readTnef, TNEF_LIMIT, type Tnef } from '../mime/tnef.ts';
import type { Parts } from '../parts.ts';
import type { FileToSave } from '../ports.ts';
import { fetchOctets, locatePart } from './attachment-content.ts';

async function unpack(parts: Parts, messageId: MessageId, section: string, signal: AbortSignal): Promise<Tnef> {
  const octets = await fetchOctets(parts, await locatePart(parts, messageId, section), TNEF_LIMIT, signal);
  if (!octets) throw fail('unsupported', say('engine-handlers.tooLargePacked'));
  const found = readTnef(octets);
  if (!found) throw fail('unsupported', say('engine-handlers.notPacked'));
  return found;
}

/** Rejects 'not-found' without such a part, 'unsupported' for what is no winmail.dat or too large for one, and what fetching it rejects with. */
export async function packedFiles(parts: Parts, messageId: MessageId, section: string, signal: AbortSignal): Promise<CommandOutput<'attachments.packed'>> {
  const { text, files, damaged } = await unpack(parts, messageId, section, signal);
  return { text, files: files.map(({ name, content }, index) => ({ index, name, size: content.length })), damaged };
}

/** As `packedFiles`. */
export async function packedFile(parts: Parts, messageId: MessageId, section: string, index: number, signal: AbortSignal): Promise<FileToSave> {
  const file = (await unpack(parts, messageId, section, signal)).files[index];
  if (!file) throw fail('not-found', say('engine-handlers.noSuchAttachment'));
  // What a stranger says it is does not travel on with it.
  return { name: file.name, type: 'application/octet-stream', async *read() { yield file.content; }, release: () => Promise.resolve() };
}
