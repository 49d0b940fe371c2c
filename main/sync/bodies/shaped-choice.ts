/** The parts chosen for all messages of one shape (mirror/protocol/body-gaps): worked out once for thousands. */
import type { BodyPart } from '../../imap/message.ts';
import { chooseParts, type ChosenParts } from '../../mime/choose-parts.ts';
import { unpackStructure } from '../../mime/packed-structure.ts';

/** Leaves by their number in the order of the structure. */
export interface ShapedChoice {
  fetch: ChosenParts['fetch'];
  texts: number[];
  images: { leaves: number[]; sections: Set<string> };
  attached: boolean;
  damaged: boolean;
}

const known = new WeakMap<object, ShapedChoice>();

/** `sample`: the structure of one of them. Null for what is no structure. */
export function shapedChoice(sample: unknown): ShapedChoice | null {
  if (typeof sample !== 'object' || sample === null) return null;
  const before = known.get(sample);
  if (before) return before;
  const structure = unpackStructure(sample);
  if (!structure) return null;
  const counter = { next: 0 };
  const { fetch, html, text, images, attachments, damaged } = chooseParts(numbered(structure, counter));
  const choice: ShapedChoice = {
    fetch,
    texts: [...new Map([...html, ...text].map(({ section, size }) => [section, size])).values()],
    images: { leaves: images.map(({ size }) => size), sections: new Set(images.map(({ section }) => section)) },
    attached: attachments.length > 0,
    damaged,
  };
  known.set(sample, choice);
  return choice;
}

/** Each leaf with its number for a size: as small as all that have a shape. */
function numbered(part: BodyPart, counter: { next: number }): BodyPart {
  if (part.t.startsWith('multipart/')) return { ...part, c: (part.c ?? []).map((child) => numbered(child, counter)) };
  return { ...part, n: counter.next++ };
}
