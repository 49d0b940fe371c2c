/** First wall: sanitize-html (its own parser) cuts message HTML down to the policy and turns every URL into a mark. Pure; runs in a worker. */
import sanitizeHtml from 'sanitize-html';
import { breakLongWords } from '../../../../shared/html/long-words.ts';
import { ATTRIBUTES, BODY_CLASS, DROPPED_WITH_CONTENT, ELEMENTS, LIMITS, OWN_ATTRIBUTES } from '../../../../shared/html/policy.ts';
import { ruleAttributes } from '../../../../shared/html/rules.ts';
import { filterSheet, sheetsIn, type SheetRule } from '../../../../shared/html/sheet.ts';
import { withoutFloods } from '../../../../shared/text/flood.ts';

export interface Sanitized {
  /** Holds no URL that a browser would load by itself, except data: URLs of raster images. */
  html: string;
  /** Something is missing: the message is longer or has more elements than shown at first. */
  cut: boolean;
  /** Of its style elements: what is safe of them. They stand nowhere in `html`. */
  sheet: SheetRule[];
}

/** `all` raises the limits; it is what the user asked for after seeing the beginning. */
export function sanitize(raw: string, all = false): Sanitized {
  const limit = all ? LIMITS.lengthAll : LIMITS.length;
  const most = all ? LIMITS.elementsAll : LIMITS.elements;
  const { end, elements } = endOfShown(raw, limit, most);
  let cut = end < raw.length;
  let room: number = all ? LIMITS.textAll : LIMITS.text;
  let spans: number = LIMITS.spans;
  let cells = 0;
  // A tag cut in half is dropped by the parser as a whole.
  const html = sanitizeHtml(cut ? raw.slice(0, end) : raw, {
    allowedTags: [...ELEMENTS],
    nonTextTags: [...DROPPED_WITH_CONTENT],
    disallowedTagsMode: 'discard',
    nestingLimit: LIMITS.depth,
    allowedAttributes: { '*': [...ATTRIBUTES, ...OWN_ATTRIBUTES, 'style', 'id', 'class'], img: ['src'] },
    // Only what ruleAttributes left: raster images inside the message.
    allowedSchemes: [],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    enforceHtmlBoundary: false,
    textFilter: (text) => {
      const shown = text.length > room ? text.slice(0, cutAt(text, room)) : text;
      cut ||= text.length > room;
      room = Math.max(0, room - text.length);
      return shown;
    },
    transformTags: {
      '*': (name, attributes) => {
        // The page's own paper and ink move to an ordinary box; <body> itself would be dropped.
        if (name === 'body') return { tagName: 'div', attribs: ruleAttributes('body', bodyAttributes(attributes)) };
        const attribs = Object.entries(ruleAttributes(name, attributes)).filter(([key, value]) => {
          // One is what every cell covers anyway. What is no number counts as that too.
          if (SPANS.has(key)) spans -= Math.max(0, (Number.parseInt(value, 10) || 1) - 1);
          return !SPANS.has(key) || spans >= 0;
        });
        // A browser lays out a table of thousands of columns for as long as it likes: what is beyond stays as text.
        cells = name === 'tr' ? 0 : name === 'td' || name === 'th' ? cells + 1 : cells;
        return { tagName: cells > LIMITS.cells && (name === 'td' || name === 'th') ? 'span' : name, attribs: Object.fromEntries(attribs) };
      },
    },
  });
  // Only in the whole they come to light: each character reference is a text of its own, and so is what stands between comments.
  return { html: breakLongWords(withoutFloods(html)), cut, sheet: filterSheet(sheetsIn(raw.slice(0, limit)), elements) };
}

const SPANS: ReadonlySet<string> = new Set(['colspan', 'rowspan', 'span']);

/** Text comes with its character references: none of them is cut in two, nor a character of two units. */
function cutAt(text: string, room: number): number {
  const reference = text.lastIndexOf('&', room);
  const end = reference >= 0 && room - reference < 10 && !text.slice(reference, room).includes(';') ? reference : room;
  return /[\ud800-\udbff]/u.test(text[end - 1] ?? '') ? end - 1 : end;
}

/** Where to stop: before parsing, because parsers are slow on tens of thousands of open elements. */
function endOfShown(raw: string, limit: number, most: number): { end: number; elements: number } {
  const tag = /<[a-z]/giu;
  let count = 0;
  for (let found = tag.exec(raw); found && found.index < limit; found = tag.exec(raw)) {
    count += 1;
    if (count > most) return { end: found.index, elements: count };
  }
  return { end: Math.min(raw.length, limit), elements: count };
}

function bodyAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const style = [attributes['bgcolor'] ? `background-color:${attributes['bgcolor']}` : '', attributes['text'] ? `color:${attributes['text']}` : '', attributes['style'] ?? ''];
  const { dir, lang, background, class: classes, id } = attributes;
  return { style: style.filter(Boolean).join(';'), class: `${BODY_CLASS} ${classes ?? ''}`, ...(id ? { id } : {}), ...(dir ? { dir } : {}), ...(lang ? { lang } : {}), ...(background ? { background } : {}) };
}
