/** Handlers: reading beyond the view: source, remote images, attachments, links. */
import { readFile } from 'node:fs/promises';
import { fail } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { chooseParts } from '../mime/choose-parts.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { decodeTransfer } from '../mime/transfer-encoding.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { fetchAttachment } from '../sync/bodies/attachment-fetch.ts';
import { fetchSections, selectForReading, storedBody } from '../sync/open-body.ts';
import { summaryOf } from '../mirror/read-summary.ts';

const SOURCE_LIMIT = 5 * 1024 * 1024;
const ATTACHMENT_LIMIT = 64 * 1024 * 1024;

type Names = 'messages.source' | 'messages.allowRemote' | 'attachments.save' | 'app.openLink';

export function readingHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'messages.source'({ messageId }, { signal }) {
      const raw = await section(parts, messageId, { section: '', offset: 0, length: SOURCE_LIMIT }, signal);
      return { source: raw.toString('latin1'), truncated: raw.length >= SOURCE_LIMIT };
    },
    async 'messages.allowRemote'({ messageId }) {
      await summaryOf(parts.mirror, messageId);
      return { prefix: `/remote/${parts.grants.allow()}/` };
    },
    async 'attachments.save'({ messageId, section: wanted }, { signal }) {
      const { summary } = await summaryOf(parts.mirror, messageId);
      const structure = (await storedBody(parts.mirror, messageId))?.structure ?? unpackStructure(summary[11]);
      const part = structure ? chooseParts(structure).attachments.find((one) => one.section === wanted) : undefined;
      if (!part) throw fail('not-found', 'This attachment is not part of the message.');
      if (part.size > ATTACHMENT_LIMIT) throw fail('unsupported', 'This attachment is too large to save yet.');
      const { folderId } = splitMessageId(messageId);
      const { accountId } = splitFolderId(folderId);
      const [folder, account] = [await folderById(parts, folderId), runningAccount(parts, accountId)];
      const path = await fetchAttachment({ cache: parts.attachments, folder, id: messageId, section: wanted, lease: (work, until) => account.interactive(work, until), signal });
      const content = decodeTransfer(await readFile(path), part.encoding);
      await parts.attachments.fit(accountId, parts.accounts.storage(accountId).attachmentOctets);
      return { saved: await parts.ports.desktop.saveFile(part.name, part.type, content.bytes) };
    },
    async 'app.openLink'({ url }) {
      if (!URL.canParse(url) || !/^(https?|mailto):$/u.test(new URL(url).protocol)) throw fail('invalid-input', 'Only web and mail links are opened.');
      await parts.ports.desktop.openLink(url);
      return {};
    },
  };
}

async function section(parts: Parts, id: MessageId, wanted: { section: string; offset?: number; length?: number }, signal: AbortSignal): Promise<Buffer> {
  const { folderId, uid, uidValidity } = splitMessageId(id);
  const folder = await folderById(parts, folderId);
  return runningAccount(parts, splitFolderId(folderId).accountId).interactive(async (session) => {
    await selectForReading(session, folder, uidValidity);
    const found = new Map<string, Buffer | null>();
    await fetchSections(session, uid, [wanted], found);
    const content = found.get(wanted.section.toUpperCase());
    if (!content) throw fail('message-gone', 'The server no longer has this part of the message.');
    return content;
  }, signal);
}
