/** Handlers: attachments from the server to a file of the user, piece by piece. */
import { open } from 'node:fs/promises';
import { fail } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { chooseParts } from '../mime/choose-parts.ts';
import { decodeStream } from '../mime/decode-stream.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import type { FileToSave } from '../ports.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { fetchAttachment } from '../sync/bodies/attachment-fetch.ts';
import { storedBody } from '../sync/open-body.ts';

export function attachmentHandlers(parts: Parts): Pick<Commands, 'attachments.save'> {
  return {
    async 'attachments.save'({ messageId: asked, section }, { signal }) {
      const messageId = await whereabouts(parts, asked);
      const { summary, place } = await summaryOf(parts.mirror, messageId);
      const structure = (await storedBody(parts.mirror, messageId))?.structure ?? unpackStructure(summary[11]);
      const part = structure ? chooseParts(structure).attachments.find((one) => one.section === section) : undefined;
      if (!part) throw fail('not-found', 'This attachment is not part of the message.');
      const { folderId } = splitMessageId(messageId);
      const { accountId } = splitFolderId(folderId);
      const [folder, account] = [await folderById(parts, folderId), runningAccount(parts, accountId)];
      const transfer = parts.transfers.begin(asked, section, part.size);
      try {
        const path = await fetchAttachment({ cache: parts.attachments, folder, id: messageId, at: place, section, lease: (work, until) => account.interactive(work, until), signal, onOctets: (octets) => transfer.at(octets) });
        const file = await encodedFile(path, part);
        try {
          // Open, it can be read even if it is the one that has to go.
          await parts.attachments.fit(accountId, parts.accounts.storage(accountId).attachmentOctets);
        } catch (error) {
          await file.release();
          throw error;
        }
        return { saved: await parts.ports.desktop.saveFile(file) };
      } finally {
        transfer.end();
      }
    },
  };
}

async function encodedFile(path: string, { name, type, encoding }: { name: string; type: string; encoding: string }): Promise<FileToSave> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw fail('storage', 'The attachment cannot be read from the disk.', { detail: error.code ?? 'unknown' });
  });
  let released: Promise<void> | undefined;
  return {
    name,
    type,
    read: () => decodeStream(file.createReadStream({ autoClose: false }), encoding),
    release: () => (released ??= file.close()),
  };
}
