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
/** Types a browser draws without running anything, and what it calls those that older programs call otherwise. */
const RASTER: ReadonlyMap<string, string> = new Map([
  ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'].map((type) => [type, type] as const),
  ['image/jpg', 'image/jpeg'], ['image/pjpeg', 'image/jpeg'], ['image/x-png', 'image/png'],
]);

export interface InlineImage {
  section: string;
  cid: string;
  /** As browsers call it. */
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
  const drawn = drawnIds(html);
  return chosen.attachments.filter((part) => part.cid === null || !drawn.has(part.cid.toLowerCase()));
}

/** Comments, and what of an image element stands before the next angle bracket. */
const COMMENT_OR_IMAGE = /<!--|<img\b[^<>]*/giu;
const SOURCE = /\ssrc\s*=\s*(?:"\s*cid:([^"]{1,400})"|'\s*cid:([^']{1,400})'|cid:([^\s"']{1,400}))/iu;

/** Content-IDs that image elements name: the only place where the reader draws them. One that is missed is drawn and listed; one too many could not be had at all. */
function drawnIds(html: string): Set<string> {
  const ids = new Set<string>();
  COMMENT_OR_IMAGE.lastIndex = 0;
  for (let found = COMMENT_OR_IMAGE.exec(html); found; found = COMMENT_OR_IMAGE.exec(html)) {
    if (found[0] === '<!--') {
      const end = html.indexOf('-->', COMMENT_OR_IMAGE.lastIndex);
      if (end < 0) break;
      COMMENT_OR_IMAGE.lastIndex = end;
      continue;
    }
    const [, double, single, bare] = SOURCE.exec(found[0]) ?? [];
    const raw = (double ?? single ?? bare ?? '').trim();
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
  const names = new Set<string>();
  let room = IMAGE_TOTAL;
  for (const { part } of leaves) {
    if (images.length >= MOST_SHOWN) break;
    const size = part.n ?? 0;
    const decoded = decodedSize(part);
    const type = RASTER.get(part.t);
    const name = part.id?.toLowerCase() ?? '';
    // Of two with one name only one can be drawn: the other is listed.
    if (part.id === undefined || name === '' || names.has(name) || type === undefined || decoded > IMAGE_LIMIT || decoded > room) continue;
    room -= decoded;
    names.add(name);
    images.push({ section: part.s, cid: part.id, type, encoding: part.e ?? '', size });
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
