/** From fetched sections to the body the screen shows: charsets decoded, images as data: URLs. The HTML stays as hostile as it came. */
import type { MessageView } from '../../shared/model/message.ts';
import { withoutFloods } from '../../shared/text/flood.ts';
import { decodeFlowed } from '../../shared/text/flowed.ts';
import type { BodyPart } from '../imap/message.ts';
import { decodeCharset } from './charset.ts';
import { chooseParts, TEXT_LIMIT, type ChosenParts } from './choose-parts.ts';
import type { TextPart } from './text-view.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export type MessageBody = NonNullable<MessageView['body']>;

interface Piece { part: TextPart; text: string }

/** `sections` by section name as fetched for `chooseParts(structure).fetch`; a section that is missing or null makes the body `damaged`. Never throws. */
export function buildBody(structure: BodyPart, sections: ReadonlyMap<string, Buffer | null>, chosen: ChosenParts = chooseParts(structure)): MessageBody {
  const state = { damaged: chosen.damaged, truncated: chosen.truncated };
  const decoded = new Map<string, string>();
  const read = (part: TextPart): Piece => {
    let text = decoded.get(part.section);
    if (text === undefined) {
      text = readText(part, sections.get(part.section.toUpperCase()) ?? null, state);
      decoded.set(part.section, text);
    }
    return { part, text };
  };
  const html = chosen.html.map(read);
  const text = chosen.text.map(read);
  const uniform = text.every(({ part }) => part.flowed === text[0]?.part.flowed && part.delSp === text[0]?.part.delSp);
  return {
    html: html.length === 0 ? null : html.map(({ part, text: source }) => (part.type === 'text/html' ? source : textAsHtml(part, source))).join('\n<hr>\n'),
    text: text.length === 0 ? null : text.map(({ part, text: source }) => (uniform ? source : fixed(part, source))).join('\n'),
    flowed: uniform && text[0]?.part.flowed === true,
    delSp: uniform && text[0]?.part.delSp === true,
    inline: inlineImages(chosen, sections, state),
    damaged: state.damaged,
    truncated: state.truncated,
  };
}

function readText(part: TextPart, source: Buffer | null, state: { damaged: boolean; truncated: boolean }): string {
  if (source === null) {
    state.damaged = true;
    return '';
  }
  const { bytes, known } = decodeTransfer(source, part.encoding);
  if (!known) state.damaged = true;
  // Cut here, or by asking the server for the beginning only.
  const cut = bytes.length > TEXT_LIMIT || (source.length >= TEXT_LIMIT && part.size > source.length);
  if (bytes.length > TEXT_LIMIT || (cut && !Number.isFinite(part.size))) state.truncated = true;
  const shown = cut ? wholeCharacters(bytes.subarray(0, TEXT_LIMIT)) : bytes;
  const charset = part.charset === '' && part.type === 'text/html' ? declaredInHtml(shown) : part.charset;
  const text = withoutFloods(decodeCharset(shown, charset));
  return cut ? text.replace(/\ufffd{1,3}$/u, '') : text;
}

/** Without a UTF-8 character that a cut has split: with it, text without a charset would no longer be taken for UTF-8. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const octet = bytes[bytes.length - back]!;
    if (octet < 0x80) return bytes;
    if (octet >= 0xc0) return back < (octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : 2) ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

/** `<meta charset>` of a part without a charset parameter (HTML 13.2.3.2), '' if there is none. */
export function declaredInHtml(bytes: Buffer): string {
  const head = bytes.toString('latin1', 0, 2048);
  const label = /<meta[^>]{0,200}charset\s*=\s*(?:["']\s*)?([\w.:-]{1,40})/iu.exec(head)?.[1] ?? '';
  // The tag could be read as ASCII, so it is not in UTF-16 whatever it says.
  return /^utf-?16/iu.test(label) ? '' : label;
}

/** Text that stands between HTML parts, as harmless HTML. */
function textAsHtml(part: TextPart, source: string): string {
  const escaped = fixed(part, source).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div>${escaped.replace(/\r?\n/gu, '<br>\n').replaceAll('  ', '&nbsp; ')}</div>`;
}

/** Flowed text rewritten with one line per paragraph. */
function fixed(part: TextPart, source: string): string {
  if (!part.flowed) return source;
  return decodeFlowed(source, part.delSp).map(({ depth, text }) => (depth > 0 ? `${'>'.repeat(depth)} ${text}` : text)).join('\n');
}

function inlineImages(chosen: ChosenParts, sections: ReadonlyMap<string, Buffer | null>, state: { damaged: boolean }): Record<string, string> {
  const images: [string, string][] = [];
  for (const image of chosen.images) {
    const source = sections.get(image.section.toUpperCase()) ?? null;
    if (source === null) {
      state.damaged = true;
      continue;
    }
    images.push([image.cid, `data:${image.type};base64,${decodeTransfer(source, image.encoding).bytes.toString('base64')}`]);
  }
  // Not by assignment: a Content-ID may be called `__proto__`.
  return Object.fromEntries(images);
}
