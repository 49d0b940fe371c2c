/** Which parts of a message are its text, which are pictures inside it, and which are attachments (RFC 2046, 2387, 2183). Pure. */
import type { BodyPart } from '../imap/message.ts';
import { attachmentName } from './attachment-name.ts';
import { collectViews, type TextPart } from './text-view.ts';

/** Decoded octets of one text part that are shown. */
export const TEXT_LIMIT = 2 * 1024 * 1024;
const TEXT_TOTAL = 8 * 1024 * 1024;
const IMAGE_LIMIT = 2 * 1024 * 1024;
const IMAGE_TOTAL = 8 * 1024 * 1024;
/** Texts, and images, of one message that are fetched and shown; what is beyond them is listed. Dovecot 2.3 (2026-11-21) refuses a FETCH of thousands of sections: "IMAP command line too large". */
const MOST_SHOWN = 100;
/** Types a browser draws without running anything. */
const RASTER: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/pjpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp', 'image/x-png']);

export interface InlineImage {
  section: string;
  cid: string;
  type: string;
  encoding: string;
  /** Octets as encoded. */
  size: number;
}

/** A leaf that is offered for saving. `cid` if it is also drawn inside the HTML, should that refer to it. */
export interface AttachmentPart {
  section: string;
  name: string;
  type: string;
  /** Octets, estimated from the encoded size. */
  size: number;
  encoding: string;
  cid: string | null;
}

export interface ChosenParts {
  /** Shown one after another; holds text/plain parts too where those have no HTML of their own. Empty without any HTML. */
  html: TextPart[];
  /** The text/plain reading. Empty if some part of the message exists as HTML only. */
  text: TextPart[];
  images: InlineImage[];
  /** Every leaf that is neither in html, text: nothing is unreachable. */
  attachments: AttachmentPart[];
  /** For Session.uidFetch. `length` where only the beginning is wanted. */
  fetch: { section: string; offset?: number; length?: number }[];
  /** The structure itself makes no sense somewhere. */
  damaged: boolean;
  /** There is more text than is fetched or shown. */
  truncated: boolean;
}

export function chooseParts(root: BodyPart): ChosenParts {
  const views = collectViews(root);
  let room = TEXT_TOTAL;
  let truncated = false;
  const kept = new Map<string, number>();
  const keep = (part: TextPart): boolean => {
    if (kept.has(part.section)) return true;
    const length = fetchLength(part);
    if (kept.size >= MOST_SHOWN || (kept.size > 0 && length > room)) {
      truncated = true;
      return false;
    }
    room -= length;
    kept.set(part.section, length);
    if (Number.isFinite(part.size) && part.size > length) truncated = true;
    return true;
  };
  const html = views.html.filter(keep);
  const text = views.text.filter(keep);
  // By section: a message may have thousands of parts.
  const sizes = new Map([...html, ...text].map(({ section, size }) => [section, size]));
  const fetch: ChosenParts['fetch'] = [...kept].map(([section, length]) => ((sizes.get(section) ?? 0) > length ? { section, offset: 0, length } : { section }));
  const images = html.length > 0 ? chooseImages(views.leaves) : [];
  for (const image of images) fetch.push({ section: image.section });
  const drawn = new Map(images.map((image) => [image.section, image.cid]));
  const attachments = views.leaves
    .filter((leaf) => !kept.has(leaf.part.s) || leaf.alsoAttached)
    .map(({ part }) => attachment(part, drawn.get(part.s) ?? null));
  return { html, text, images, attachments, fetch, damaged: views.damaged, truncated };
}

/** What to list under an opened message: an image is left out once the HTML is known to show it. */
export function listedAttachments(chosen: ChosenParts, html: string | null): AttachmentPart[] {
  if (html === null) return chosen.attachments;
  const shown = referredIds(html);
  return chosen.attachments.filter((part) => part.cid === null || !shown.has(part.cid.toLowerCase()));
}

function referredIds(html: string): Set<string> {
  const ids = new Set<string>();
  for (const match of html.matchAll(/cid:([^"'\s)>]{1,400})/giu)) {
    const raw = match[1] ?? '';
    ids.add(raw.toLowerCase().replaceAll('&amp;', '&'));
    try {
      ids.add(decodeURIComponent(raw).toLowerCase());
    } catch {
      // Not percent-encoded (RFC 2392): the raw form was added above.
    }
  }
  return ids;
}

/** Encoded octets worth fetching for TEXT_LIMIT decoded ones. */
function fetchLength(part: TextPart): number {
  const most = part.encoding.includes('base64') ? Math.ceil(TEXT_LIMIT * 1.4) : TEXT_LIMIT;
  return Math.min(part.size, most);
}

function chooseImages(leaves: readonly { part: BodyPart; related: boolean }[]): InlineImage[] {
  const images: InlineImage[] = [];
  let room = IMAGE_TOTAL;
  for (const { part } of leaves) {
    if (images.length >= MOST_SHOWN) break;
    const size = part.n ?? 0;
    const decoded = decodedSize(part);
    if (part.id === undefined || part.id === '' || !RASTER.has(part.t) || decoded > IMAGE_LIMIT || decoded > room) continue;
    room -= decoded;
    images.push({ section: part.s, cid: part.id, type: part.t, encoding: part.e ?? '', size });
  }
  return images;
}

/** A leaf as it is offered for saving. */
export function attachment(part: BodyPart, cid: string | null): AttachmentPart {
  return {
    section: part.s,
    name: attachmentName(part.dp?.['filename'] ?? part.p?.['name'] ?? '', part.t),
    type: part.t,
    size: decodedSize(part),
    encoding: part.e ?? '',
    cid,
  };
}

function decodedSize(part: BodyPart): number {
  const size = part.n ?? 0;
  // 76 characters and a line end hold 57 octets.
  return (part.e ?? '').includes('base64') ? Math.floor((size * 57) / 78) : size;
}
