/** What a person would read in a message: for SEARCH and PREVIEW (RFC 8970). */
import { structureOf, type StoredMessage } from '../store/message.ts';
import { decodeCharset } from './charset.ts';
import { decodeHeaderText } from './encoded-word.ts';
import { parameter } from './parameters.ts';
import { leaves, type Part } from './part.ts';

/** Body of a part with its transfer encoding undone. */
function decodedOctets(part: Part): Buffer {
  const body = part.raw.subarray(part.bodyStart, part.bodyEnd);
  if (part.encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (part.encoding !== 'quoted-printable') return body;
  const text = body.toString('latin1').replace(/(?<![ \t])[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '');
  return Buffer.from(text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

function textOf(part: Part): string {
  const text = decodeCharset(decodedOctets(part), parameter(part.contentType, 'charset') ?? 'utf-8');
  if (part.subtype !== 'html') return text;
  return unescapeHtml(text.replace(/<(style|script|head)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ').replace(/<[^<>]*>/g, ' '));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', zwnj: '', ndash: '–', mdash: '—', copy: '©' };

function unescapeHtml(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w{1,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal || hex) return String.fromCodePoint(Math.min(decimal ? Number(decimal) : parseInt(hex ?? '', 16), 0x10ffff));
    return ENTITIES[name ?? ''] ?? whole;
  });
}

/** The form in which text is compared: no case, no compatibility variants. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

const bodies = new WeakMap<StoredMessage, string>();

/** Every text part, folded. */
export function bodyForSearch(message: StoredMessage): string {
  let text = bodies.get(message);
  if (text === undefined) {
    text = fold([...leaves(structureOf(message))].filter((part) => part.type === 'text').map(textOf).join('\n'));
    bodies.set(message, text);
  }
  return text;
}

/** Values of a field, decoded and folded; every field with its name where none is given. */
export function headerForSearch(message: StoredMessage, name: string | null): string[] {
  return structureOf(message).fields
    .filter((field) => name === null || field.name.toLowerCase() === name.toLowerCase())
    .map((field) => fold((name === null ? `${field.name}: ` : '') + decodeHeaderText(field.value)));
}

/** At most 200 characters of the first text (RFC 8970 3.1); '' if there is none. */
export function previewOf(message: StoredMessage): string {
  const texts = [...leaves(structureOf(message))].filter((part) => part.type === 'text' && (part.subtype === 'plain' || part.subtype === 'html'));
  for (const part of texts) {
    const text = textOf(part).replace(/^>.*$/gm, '').replace(/\s+/g, ' ').trim();
    if (text !== '') return [...text].slice(0, 200).join('');
  }
  return '';
}
