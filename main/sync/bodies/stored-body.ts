/** The text of a message as the mirror keeps it: the sections as they came, decoded when it is opened, or what our own walker made of the whole message. */
import type { BodyPart } from '../../imap/message.ts';
import { buildBody, type MessageBody } from '../../mime/body.ts';
import { chooseParts } from '../../mime/choose-parts.ts';
import { unpackStructure } from '../../mime/packed-structure.ts';

export interface OpenedBody { body: MessageBody; /** As walked by us, where the server's BODYSTRUCTURE was of no use. */ structure: BodyPart }

/** `complete`: nothing that is shown is missing; pictures may be, where they were too large to be fetched unasked. */
export interface StoredBody extends OpenedBody { complete: boolean }

export type Sections = ReadonlyMap<string, Buffer | null>;

/** First octet of sections; what was walked is a JSON object. */
const SECTIONS = 0x53; // S
const NEWLINE = 0x0a;

/** In pieces, to be joined by whoever keeps it. `packed`: the structure as main/mime/packed-structure makes it. */
export function storeSections(packed: unknown, sections: Sections): Buffer[] {
  const found = [...sections].filter((entry): entry is [string, Buffer] => entry[1] !== null);
  return [Buffer.from(`S${JSON.stringify([packed, found.map(([name, content]) => [name, content.length])])}\n`), ...found.map(([, content]) => content)];
}

export const storeWalked = (opened: OpenedBody): Buffer => Buffer.from(JSON.stringify({ body: opened.body, structure: opened.structure }));

/** Null for what neither of the two made, and for sections that turn out to hold nothing to show: the whole message may. */
export function readStored(content: Uint8Array): StoredBody | null {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes[0] !== SECTIONS) return { ...(JSON.parse(bytes.toString('utf8')) as OpenedBody), complete: true };
  const end = bytes.indexOf(NEWLINE);
  const [packed, lengths] = JSON.parse(bytes.toString('utf8', 1, end)) as [unknown, [string, number][]];
  const structure = unpackStructure(packed);
  if (!structure) return null;
  const sections = new Map<string, Buffer>();
  let at = end + 1;
  for (const [name, length] of lengths) sections.set(name, bytes.subarray(at, (at += length)));
  return openSections(structure, sections);
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
