/** BODY[section] (RFC 3501 6.4.5): the octets it names. */
import { isMultipart, type Part } from './part.ts';

export interface Section {
  /** Part numbers; empty for the whole message. */
  path: number[];
  what: 'all' | 'HEADER' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT' | 'MIME' | 'TEXT';
  fields: string[];
}

/** Null where the message has no such part. */
export function sectionOctets(message: Part, section: Section): Buffer | null {
  const found = findPart(message, section.path);
  if (!found) return null;
  const { part, top } = found;
  const cut = (start: number, end: number): Buffer => part.raw.subarray(start, end);
  if (section.what === 'all') return top ? cut(part.headerStart, part.bodyEnd) : cut(part.bodyStart, part.bodyEnd);
  if (section.what === 'MIME') return top ? null : cut(part.headerStart, part.bodyStart);
  const inner = top ? part : part.message;
  if (!inner) return null;
  if (section.what === 'TEXT') return cut(inner.bodyStart, inner.bodyEnd);
  if (section.what === 'HEADER') return cut(inner.headerStart, inner.bodyStart);
  const wanted = new Set(section.fields.map((field) => field.toLowerCase()));
  const keep = section.what === 'HEADER.FIELDS';
  const lines = inner.fields.filter((field) => wanted.has(field.name.toLowerCase()) === keep);
  return Buffer.from(`${lines.map((field) => (field.raw.endsWith('\n') ? field.raw : `${field.raw}\r\n`)).join('')}\r\n`, 'latin1');
}

function findPart(message: Part, path: readonly number[]): { part: Part; top: boolean } | null {
  let part = message;
  let top = true;
  for (const number of path) {
    // Numbers go through an enclosed message without a level of its own.
    const container = top ? part : (part.message ?? part);
    if (isMultipart(container)) {
      const child = container.children[number - 1];
      if (!child) return null;
      part = child;
    } else if (number === 1 && (top || part.message)) {
      part = container;
    } else return null;
    top = false;
  }
  return { part, top };
}
