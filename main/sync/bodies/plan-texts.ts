/** Which FETCH commands bring the texts of many messages: those that want the same sections share one. Pure. */
import type { FetchItems } from '../../imap/message.ts';
import { chooseParts } from '../../mime/choose-parts.ts';
import { unpackStructure } from '../../mime/packed-structure.ts';
import type { BodyGap } from '../../mirror/protocol/messages.ts';

export interface TextWish {
  uid: number;
  /** As the mirror keeps it. */
  packed: unknown;
  /** Expected, as encoded. */
  octets: number;
  /** Of the whole message. */
  size: number;
  /** There is something to save, so that a text of blanks may be all there is. */
  attached: boolean;
}

export interface TextGroup {
  sections: NonNullable<FetchItems['sections']>;
  wishes: TextWish[];
}

export interface TextPlan {
  groups: TextGroup[];
  /** UIDs of messages of whose structure nothing can be made: fetched whole. */
  whole: number[];
}

/** Newest first in, newest first within each group out; groups by their newest message. What is larger than `limit` octets is left out, pictures before text. */
export function planTexts(gaps: readonly BodyGap[], limit: number): TextPlan {
  const groups = new Map<string, TextGroup>();
  const whole: number[] = [];
  for (const { uid, size, structure: packed } of gaps) {
    const structure = unpackStructure(packed);
    const chosen = structure && chooseParts(structure);
    if (!chosen || chosen.fetch.length === 0) {
      // With attachments alone there is no text to fetch, and it opens without a question.
      if (chosen && !chosen.damaged && chosen.attachments.length > 0) add(groups, [], { uid, packed, octets: 0, size, attached: true });
      else if (size <= limit) whole.push(uid);
      continue;
    }
    const sizes = new Map([...chosen.html, ...chosen.text].map((part) => [part.section, Number.isFinite(part.size) ? part.size : size]));
    const images = new Map(chosen.images.map((image) => [image.section, image.size]));
    const textOctets = sum(sizes.values());
    if (textOctets > limit) continue;
    const all = textOctets + sum(images.values()) <= limit;
    const sections = all ? chosen.fetch : chosen.fetch.filter(({ section }) => !images.has(section));
    add(groups, sections, { uid, packed, octets: textOctets + (all ? sum(images.values()) : 0), size, attached: chosen.attachments.length > 0 });
  }
  return { groups: [...groups.values()], whole };
}

function add(groups: Map<string, TextGroup>, sections: TextGroup['sections'], wish: TextWish): void {
  const key = sections.map(({ section, length }) => (length === undefined ? section : `${section}<${length}>`)).sort().join(' ');
  const group = groups.get(key) ?? { sections, wishes: [] };
  groups.set(key, group);
  group.wishes.push(wish);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0);
