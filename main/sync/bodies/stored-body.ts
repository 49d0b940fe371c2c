/** The text of a message as the mirror keeps it: the sections as they came, decoded when it is opened, or what our own walker made of the whole message. */
import type { BodyPart } from '../../imap/message.ts';
import { buildBody, type MessageBody } from '../../mime/body.ts';
import { chooseParts } from '../../mime/choose-parts.ts';
import { unpackStructure } from '../../mime/packed-structure.ts';
import type { StoredText } from '../../mirror/protocol/messages.ts';
import { unpackBlock } from './block.ts';

export interface OpenedBody { body: MessageBody; /** As walked by us, where the server's BODYSTRUCTURE was of no use. */ structure: BodyPart }

/** `complete`: nothing that is shown is missing; pictures may be, where they were too large to be fetched unasked. */
export interface StoredBody extends OpenedBody { complete: boolean; /** The structure is our own walker's: the server may know no such sections. */ walked?: true }

export type Sections = ReadonlyMap<string, Buffer | null>;

/** First octet of sections; what was walked is a JSON object. */
const SECTIONS = 0x53; // S
const WALKED = 0x7b; // {
const NEWLINE = 0x0a;
/** Octets of a block: a pack's worth, and the largest text there may be in it. */
const MOST_UNPACKED = 64 * 1024 * 1024;

/** What is stored of a text: a line that says what follows, and the sections as they came. */
export interface StoredPieces { head: string; pieces: Uint8Array[] }

export function storeSections(sections: Sections): StoredPieces {
  let head = 'S';
  const pieces: Uint8Array[] = [];
  for (const [name, content] of sections) {
    if (!content) continue;
    head += `${pieces.length > 0 ? ' ' : ''}${name}:${content.length}`;
    pieces.push(content);
  }
  return { head: `${head}\n`, pieces };
}

/** `aside`: what else is kept with it, by section name. */
export const storeWalked = (opened: OpenedBody, aside?: Sections): StoredPieces =>
  ({ head: JSON.stringify({ body: opened.body, structure: opened.structure, ...(aside && { aside: Object.fromEntries([...aside].flatMap(([name, content]) => (content ? [[name, content.toString('latin1')]] : []))) }) }), pieces: [] });

/** Everything that is kept of a text, by section name; `walked`: what our own walker made of the whole message. Null for what neither made. */
export function storedPieces(content: Uint8Array): { sections: Map<string, Buffer>; walked: OpenedBody | null } | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes[0] === WALKED) {
    const { aside, ...walked } = JSON.parse(bytes.toString('utf8')) as OpenedBody & { aside?: Record<string, string> };
    return { walked, sections: new Map(Object.entries(aside ?? {}).map(([name, text]) => [name, Buffer.from(text, 'latin1')])) };
  }
  return bytes[0] === SECTIONS ? { walked: null, sections: sectionsIn(bytes) } : null;
}

function sectionsIn(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.indexOf(NEWLINE);
  const sections = new Map<string, Buffer>();
  let at = end + 1;
  for (const [, name = '', length] of bytes.toString('latin1', 1, Math.max(1, end)).matchAll(/(?<![^ :])([^ :]+):(\d+)/gu)) sections.set(name, bytes.subarray(at, (at += Number(length))));
  return sections;
}

export const joined = ({ head, pieces }: StoredPieces): Buffer => Buffer.concat([Buffer.from(head), ...pieces]);

/** The text in its block; null if that cannot be unpacked. */
export async function textIn({ content, from, to }: Pick<StoredText, 'content' | 'from' | 'to'>): Promise<Uint8Array | null> {
  const plain = await unpacked(content);
  return plain && plain.length >= to ? plain.subarray(from, to) : null;
}

/** Texts by UID, out of blocks of one content that each may hold several; null if one cannot be unpacked. */
export async function textsIn(places: readonly { uid: number; start: number; end: number; from: number; to: number }[], content: Uint8Array): Promise<Map<number, Uint8Array> | null> {
  const blocks = new Map<number, Uint8Array>();
  const texts = new Map<number, Uint8Array>();
  for (const { uid, start, end, from, to } of places) {
    const plain = blocks.get(start) ?? (await unpacked(content.subarray(start, end)));
    if (!plain || plain.length < to) return null;
    blocks.set(start, plain);
    texts.set(uid, plain.subarray(from, to));
  }
  return texts;
}

/** What was opened lies as it is. */
const unpacked = async (block: Uint8Array): Promise<Uint8Array | null> => (block[0] === SECTIONS || block[0] === WALKED ? block : unpackBlock(block, MOST_UNPACKED));

/** Null for what neither of the two made, and for sections that turn out to hold nothing to show: the whole message may. `packed`: the structure as in the row. */
export function readStored(content: Uint8Array, packed: unknown): StoredBody | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes[0] === WALKED) {
    const { body, structure } = JSON.parse(bytes.toString('utf8')) as OpenedBody;
    return { body, structure, complete: true, walked: true };
  }
  const structure = unpackStructure(packed);
  return bytes[0] === SECTIONS && structure ? openSections(structure, sectionsIn(bytes)) : null;
}

/** Null if text is missing, or there is nothing to show: perhaps empty, more often a structure that misses what is there. */
export function openSections(structure: BodyPart, sections: Sections): StoredBody | null {
  const chosen = chooseParts(structure);
  if (chosen.damaged && chosen.fetch.length === 0) return null;
  const has = ({ section }: { section: string }): boolean => Boolean(sections.get(section.toUpperCase()));
  if (![...chosen.html, ...chosen.text].every(has)) return null;
  const images = chosen.images.filter(has);
  const body = buildBody(structure, sections, { ...chosen, images });
  if (!body.text?.trim() && !body.html?.trim() && chosen.attachments.length === 0) return null;
  return { body, structure, complete: images.length === chosen.images.length };
}
