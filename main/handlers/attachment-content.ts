/** One part of a message as content: its first octets, or all of it as a file of the cache. */
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fail } from '../../shared/failure.ts';
import { splitFolderId, splitMessageId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { attachmentName } from '../mime/attachment-name.ts';
import { attachment, chooseParts, type AttachmentPart } from '../mime/choose-parts.ts';
import { decodeStream } from '../mime/decode-stream.ts';
import { leafAt } from '../mime/describe-structure.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { decodeTransfer } from '../mime/transfer-encoding.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import type { FileToSave } from '../ports.ts';
import { fetchAttachment } from '../sync/bodies/attachment-fetch.ts';
import { fetchSections, selectForReading, storedBody } from '../sync/open-body.ts';
import { walkedSection } from './walked-part.ts';

export interface LocatedPart {
  /** As the window calls the message, and where it is now. */
  asked: MessageId;
  messageId: MessageId;
  place: { uidValidity: number; uid: number };
  part: AttachmentPart;
  /** As declared, '' if not. */
  charset: string;
  /** Found by our own walker: the server knows no such section. */
  walked: boolean;
}

/** Rejects 'not-found' if the message has no such part. `section` '': the whole message. */
export async function locatePart(parts: Parts, asked: MessageId, section: string): Promise<LocatedPart> {
  const messageId = await whereabouts(parts, asked);
  const { summary, place } = await summaryOf(parts.mirror, messageId);
  const base = { asked, messageId, place, charset: '', walked: false };
  if (section === '') return { ...base, part: { section: '', name: emlName(summary[3]), type: 'message/rfc822', size: summary[2], encoding: '', cid: null } };
  const stored = await storedBody(parts.mirror, messageId);
  const structure = stored?.structure ?? unpackStructure(summary[11]);
  const leaf = structure && leafAt(structure, section);
  if (!leaf) throw fail('not-found', say('engine-handlers.noSuchAttachment'));
  return { ...base, part: attachment(leaf, null), charset: leaf.p?.['charset'] ?? '', walked: stored?.walked === true };
}

/** A message as a file is called by its subject. */
const emlName = (subject: string): string => attachmentName(`${subject.slice(0, 500).replace(/[/\\]/gu, '_') || 'message'}.eml`, 'message/rfc822');

/** Those that a message offers for saving, in order. */
export async function locateAll(parts: Parts, asked: MessageId): Promise<LocatedPart[]> {
  const messageId = await whereabouts(parts, asked);
  const { summary, place } = await summaryOf(parts.mirror, messageId);
  const stored = await storedBody(parts.mirror, messageId);
  const structure = stored?.structure ?? unpackStructure(summary[11]);
  return structure ? chooseParts(structure).attachments.map((part) => ({ asked, messageId, place, part, charset: '', walked: stored?.walked === true })) : [];
}

/** Fetched whole into the cache, as a file to be read once. */
export async function fetchFile(parts: Parts, located: LocatedPart, signal: AbortSignal, name = located.part.name): Promise<FileToSave> {
  const { asked, messageId, place, part } = located;
  const { folderId } = splitMessageId(messageId);
  const { accountId } = splitFolderId(folderId);
  const [folder, account] = [await folderById(parts, folderId), runningAccount(parts, accountId)];
  const transfer = parts.transfers.begin(asked, part.section, part.size);
  const letGo = parts.attachments.hold(parts.attachments.place(messageId, located.walked ? '' : part.section));
  try {
    const path = await fetchAttachment({ cache: parts.attachments, folder, id: messageId, at: place, section: located.walked ? '' : part.section, lease: (work, until) => account.interactive(work, until), signal, onOctets: (octets) => transfer.at(octets) });
    const file = located.walked ? encodedOctets(await walkedSection(path, part.section), { ...part, name }) : await encodedFile(path, { ...part, name });
    try {
      // Open, it can be read even if it is the one that has to go.
      letGo();
      await parts.attachments.fit(accountId, parts.accounts.storage(accountId).attachmentOctets);
    } catch (error) {
      await file.release();
      throw error;
    }
    return file;
  } finally {
    letGo();
    transfer.end();
  }
}

/** All of them, before any is offered: an offer may be good for no longer than the next one takes to come. */
export async function fetchFiles(parts: Parts, located: readonly LocatedPart[], names: readonly string[], signal: AbortSignal): Promise<FileToSave[]> {
  const files: FileToSave[] = [];
  try {
    for (const [index, one] of located.entries()) files.push(await fetchFile(parts, one, signal, names[index]));
    return files;
  } catch (error) {
    await Promise.all(files.map((file) => file.release()));
    throw error;
  }
}

/** Its content in memory; null if that would be more than `most` octets. */
export async function fetchOctets(parts: Parts, located: LocatedPart, most: number, signal: AbortSignal): Promise<Buffer | null> {
  // An estimate from what the server said, so with room; the octets themselves are counted below.
  if (located.part.size > most * 1.1) return null;
  const file = await fetchFile(parts, located, signal);
  try {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of file.read()) {
      size += piece.length;
      if (size > most) return null;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  } finally {
    await file.release();
  }
}

/** The first octets, decoded; `more`: there are others behind them. */
export async function firstOctets(parts: Parts, located: LocatedPart, most: number, signal: AbortSignal): Promise<{ octets: Buffer; more: boolean }> {
  const { messageId, place, part } = located;
  if (located.walked) {
    const octets = (await fetchOctets(parts, located, Infinity, signal)) ?? Buffer.alloc(0);
    return { octets: octets.subarray(0, most), more: octets.length > most };
  }
  const { folderId } = splitMessageId(messageId);
  const length = Math.ceil(most * 1.4) + 100;
  const here = parts.attachments.place(messageId, part.section);
  const encoded = await parts.attachments.has(here) ? await beginningOf(here.path, length) : await fetchBeginning();
  const octets = decodeTransfer(encoded, part.encoding).bytes;
  return { octets: octets.subarray(0, most), more: encoded.length >= length || octets.length > most };

  async function fetchBeginning(): Promise<Buffer> {
    const folder = await folderById(parts, folderId);
    return runningAccount(parts, splitFolderId(folderId).accountId).interactive(async (session) => {
      await selectForReading(session, folder, place.uidValidity);
      const found = new Map<string, Buffer | null>();
      await fetchSections(session, place.uid, [{ section: part.section, offset: 0, length }], found);
      const content = found.get(part.section.toUpperCase());
      if (!content) throw fail('message-gone', say('engine-sync.partGone'));
      return content;
    }, signal);
  }
}

async function beginningOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r').catch(unreadable);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function encodedFile(path: string, { name, type, encoding }: { name: string; type: string; encoding: string }): Promise<FileToSave> {
  const file = await open(path, 'r').catch(unreadable);
  let released: Promise<void> | undefined;
  return {
    name,
    type,
    read: () => decodeStream(file.createReadStream({ autoClose: false }), encoding),
    release: () => (released ??= file.close()),
  };
}

const encodedOctets = (content: Buffer, { name, type, encoding }: { name: string; type: string; encoding: string }): FileToSave =>
  ({ name, type, read: () => decodeStream(Readable.from([content]), encoding), release: () => Promise.resolve() });

function unreadable(error: NodeJS.ErrnoException): never {
  throw fail('storage', say('engine-handlers.attachmentUnreadable'), { detail: error.code ?? 'unknown' });
}
