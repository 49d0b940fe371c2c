/** What another parser finds in a message, leaf by leaf, and which of it cannot be reached in what this application shows and saves. */
import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { MessageView } from '../../shared/model/message.ts';

export interface SavedFile { name: string; content: Buffer }

interface Leaf { name: string; type: string; content: Buffer }

const hash = (content: Buffer): string => createHash('sha256').update(content).digest('base64');
/** Line ends and blank ones at the end are not content. */
const plain = (content: Buffer): string => content.toString('latin1').replaceAll(/\r\n?/gu, '\n').trim();
const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];
const withoutTags = (html: string): string => html.replace(/<[^>]*>/gu, ' ').replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/giu, ' ');

async function leavesElsewhere(raw: Buffer): Promise<{ files: Leaf[]; texts: string[] } | null> {
  try {
    const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' });
    return {
      files: email.attachments.map(({ filename, mimeType, content }) => ({ name: filename ?? '', type: mimeType, content: Buffer.from(content as ArrayBuffer) })),
      texts: [email.text ?? '', withoutTags(email.html ?? '')],
    };
  } catch {
    return null;
  }
}

/** Leaves by name that are neither saved with the same octets, nor drawn, nor in the text; empty is agreement. `compared` counts them. */
export async function unreachable(raw: Buffer, { body, attachments }: MessageView, saved: readonly SavedFile[], compared: (count: number) => void): Promise<string[]> {
  const elsewhere = await leavesElsewhere(raw);
  if (elsewhere === null || body === null) return [];
  const drawn = Object.values(body.inline).map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  const contents = [...saved.map(({ content }) => content), ...drawn];
  const hashes = new Set(contents.map(hash));
  const texts = new Set(contents.map(plain));
  const readable = new Set([body.text ?? '', withoutTags(body.html ?? ''), ...contents.flatMap((content) => [content.toString('latin1'), content.toString('utf8'), withoutTags(content.toString('utf8'))])].flatMap(words));
  compared(elsewhere.files.length + elsewhere.texts.filter((text) => text.trim() !== '').length);
  const missing = elsewhere.files.filter(({ content, type }) => {
    if (hashes.has(hash(content)) || texts.has(plain(content))) return false;
    // Read in another charset, or cut at another line end: of the same kind and size, or every word of it can be read.
    const twin = attachments.some((one) => one.type === type && Math.abs(one.size - content.length) <= Math.max(4, content.length / 50));
    return !twin && words(content.toString('utf8')).some((word) => !readable.has(word));
  }).map(({ name, type, content }) => `${name || 'without a name'} (${type}, ${content.length} octets: ${words(content.toString('utf8')).filter((word) => !readable.has(word)).slice(0, 5).join(' ')})`);
  const unread = elsewhere.texts.flatMap(words).filter((word) => !readable.has(word));
  return [...missing, ...(unread.length > 0 ? [`words: ${unread.slice(0, 5).join(' ')}`] : [])];
}
