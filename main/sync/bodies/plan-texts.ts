/** Which FETCH commands bring the texts of many messages: those that want the same sections share one. Pure. */
import type { FetchItems } from '../../imap/message.ts';
import { chooseParts } from '../../mime/choose-parts.ts';
import { unpackStructure } from '../../mime/packed-structure.ts';
import type { BodyGap } from '../../mirror/protocol/messages.ts';
import { shapedChoice } from './shaped-choice.ts';

export interface TextWish {
  uid: number;
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
  for (const gap of gaps) {
    const { uid, size } = gap;
    const choice = choose(gap);
    if (!choice || choice.fetch.length === 0) {
      // With attachments alone there is no text to fetch, and it opens without a question.
      if (choice && !choice.damaged && choice.attached) add(groups, '', [], { uid, octets: 0, size, attached: true });
      else if (size <= limit) whole.push(uid);
      continue;
    }
    const { fetch, textOctets, imageOctets, images, attached } = choice;
    if (textOctets > limit) continue;
    const all = imageOctets === 0 || textOctets + imageOctets <= limit;
    const sections = all ? fetch : fetch.filter(({ section }) => !images.has(section));
    add(groups, keyOf(sections), sections, { uid, octets: textOctets + (all ? imageOctets : 0), size, attached });
  }
  return { groups: [...groups.values()], whole };
}

interface Choice {
  fetch: TextGroup['sections'];
  images: { has(section: string): boolean };
  textOctets: number;
  imageOctets: number;
  attached: boolean;
  damaged: boolean;
}

/** Null for what is no structure. */
function choose({ size, structure: packed, leaves }: BodyGap): Choice | null {
  if (leaves) {
    const shaped = shapedChoice(packed);
    if (!shaped) return null;
    const { fetch, texts, images, attached, damaged } = shaped;
    const octets = (places: readonly number[]): number => places.reduce((total, place) => total + (leaves[place] ?? 0), 0);
    return { fetch, images: images.sections, textOctets: octets(texts), imageOctets: octets(images.leaves), attached, damaged };
  }
  const structure = unpackStructure(packed);
  if (!structure) return null;
  const { fetch, html, text, images: pictures, attachments, damaged } = chooseParts(structure);
  const images = new Map(pictures.map((image) => [image.section, image.size]));
  const texts = new Map([...html, ...text].map((part) => [part.section, Number.isFinite(part.size) ? part.size : size]));
  return { fetch, images, textOctets: sum(texts.values()), imageOctets: sum(images.values()), attached: attachments.length > 0, damaged };
}

/** Sections are the same array for thousands of messages of one shape. */
const keys = new WeakMap<TextGroup['sections'], string>();

function keyOf(sections: TextGroup['sections']): string {
  const known = keys.get(sections);
  if (known !== undefined) return known;
  const key = sections.map(({ section, length }) => (length === undefined ? section : `${section}<${length}>`)).sort().join(' ');
  keys.set(sections, key);
  return key;
}

function add(groups: Map<string, TextGroup>, key: string, sections: TextGroup['sections'], wish: TextWish): void {
  const group = groups.get(key) ?? { sections, wishes: [] };
  groups.set(key, group);
  group.wishes.push(wish);
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, n) => total + n, 0);
