/** Content that can be looked at inside the reader: never markup, never more than fits, never decoded before its size is known. */
import type { CommandOutput } from '../../shared/ipc/contract.ts';
import { decodeCharset, markedUtf16 } from '../mime/charset.ts';
import { imageSize, MOST_PIXELS } from '../mime/image-size.ts';

export type Preview = CommandOutput<'attachments.preview'>;

/** Octets of what is previewed. */
export const IMAGE_LIMIT = 16 * 1024 * 1024;
export const PDF_LIMIT = 24 * 1024 * 1024;
export const TEXT_LIMIT = 256 * 1024;

export function previewImage(octets: Buffer): Preview {
  const size = imageSize(octets);
  if (!size || size.width === 0 || size.height === 0) return { kind: 'none', reason: 'unreadable' };
  if (size.width * size.height > MOST_PIXELS) return { kind: 'none', reason: 'too-many-pixels' };
  return { kind: 'image', type: size.type, width: size.width, height: size.height, data: octets.toString('base64') };
}

export const previewPdf = (octets: Buffer, show: ((pdf: Uint8Array) => string) | undefined): Preview =>
  octets.subarray(0, 1_024).includes('%PDF-') ? { kind: 'pdf', path: show?.(octets) ?? null } : { kind: 'none', reason: 'unreadable' };

export function previewText(octets: Buffer, charset: string, more: boolean): Preview {
  // A picture or a program called text is no text.
  if (octets.subarray(0, 4_096).includes(0) && markedUtf16(octets) === null && !/^utf-?(?:16|32)/iu.test(charset)) return { kind: 'none', reason: 'unreadable' };
  return { kind: 'text', text: decodeCharset(octets, charset), truncated: more };
}

/** How it would be looked at, by what it really is and by what it says it is. */
export function previewKind(type: string, declared: string, sniffed: boolean): 'image' | 'pdf' | 'text' | null {
  if (/^image\/(?:png|jpeg|gif|webp|bmp|x-ms-bmp|apng)$/u.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  // Markup, calendars and messages are shown as what they are: text.
  return !sniffed || /^(?:text\/|application\/(?:xml|json)|image\/svg)/u.test(type) ? (/^(?:text|message)\/|^application\/(?:json|xml|ics|pgp-|x-sh)|\+(?:xml|json)$/u.test(declared) ? 'text' : null) : null;
}
