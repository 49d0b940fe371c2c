/** A message as a tree of parts (RFC 2046), each one offsets into the same octets. */
import { fieldValue, readHeader, type HeaderField } from './header.ts';
import { parameter, readParameters, type Parameterized } from './parameters.ts';

export interface Part {
  raw: Buffer;
  fields: HeaderField[];
  /** Header block with its empty line: [headerStart, bodyStart). */
  headerStart: number;
  bodyStart: number;
  bodyEnd: number;
  /** Lower case. */
  type: string;
  subtype: string;
  contentType: Parameterized;
  /** Lower case; `7bit` where nothing is said. */
  encoding: string;
  /** Of a multipart. */
  children: Part[];
  /** Of a message/rfc822. */
  message: Part | null;
}

const MAX_DEPTH = 40;
const MAX_CHILDREN = 1000;

export function parseMessage(raw: Buffer): Part {
  return parsePart(raw, 0, raw.length, 'text/plain', 0);
}

export function isMultipart(part: Part): boolean {
  return part.type === 'multipart';
}

/** The decoded parts without children, in order, through enclosed messages too. */
export function* leaves(part: Part): Generator<Part> {
  if (isMultipart(part)) for (const child of part.children) yield* leaves(child);
  else if (part.message) yield* leaves(part.message);
  else yield part;
}

function parsePart(raw: Buffer, start: number, end: number, defaultType: string, depth: number): Part {
  const { fields, bodyStart } = readHeader(raw, start, end);
  const contentType = readParameters(fieldValue(fields, 'Content-Type') ?? defaultType);
  let match = /^([^\s/;]+)\/([^\s/;]+)$/.exec(contentType.value.toLowerCase());
  if (!match) match = /^(text)\/(plain)$/.exec('text/plain');
  let [, type = 'text', subtype = 'plain'] = match ?? [];
  const boundary = parameter(contentType, 'boundary');
  // A multipart that cannot be taken apart is shown as text rather than not at all.
  if (type === 'multipart' && (!boundary || depth >= MAX_DEPTH)) [type, subtype] = ['text', 'plain'];
  const part: Part = {
    raw, fields, headerStart: start, bodyStart, bodyEnd: end, type, subtype, contentType,
    encoding: encodingOf(fieldValue(fields, 'Content-Transfer-Encoding')),
    children: [], message: null,
  };
  if (type === 'multipart' && boundary) {
    const childType = subtype === 'digest' ? 'message/rfc822' : 'text/plain';
    part.children = splitMultipart(raw, bodyStart, end, boundary).map(([from, to]) => parsePart(raw, from, to, childType, depth + 1));
    // BODYSTRUCTURE has no multipart without parts (RFC 3501 9, body-type-mpart).
    if (part.children.length === 0) part.children = [parsePart(raw, end, end, 'text/plain', depth + 1)];
  } else if (type === 'message' && subtype === 'rfc822' && depth < MAX_DEPTH) {
    part.message = parsePart(raw, bodyStart, end, 'text/plain', depth + 1);
  }
  return part;
}

/** What is not an encoding is none. */
function encodingOf(value: string | null): string {
  const token = /^[\w-]+/.exec(value ?? '')?.[0].toLowerCase() ?? '7bit';
  return ['7bit', '8bit', 'binary', 'base64', 'quoted-printable'].includes(token) ? token : '7bit';
}

/** [start, end) of every body part; the line end before a delimiter belongs to the delimiter. */
function splitMultipart(raw: Buffer, start: number, end: number, boundary: string): [number, number][] {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1');
  const parts: [number, number][] = [];
  let open = -1;
  let at = start;
  while (at < end && parts.length < MAX_CHILDREN) {
    const hit = raw.indexOf(delimiter, at);
    if (hit < 0 || hit >= end) break;
    const newline = raw.indexOf(10, hit);
    const lineEnd = newline < 0 || newline >= end ? end : newline + 1;
    const rest = raw.toString('latin1', hit + delimiter.length, lineEnd);
    at = lineEnd;
    if ((hit > start && raw[hit - 1] !== 10) || !/^(--)?[ \t]*\r?\n?$/.test(rest)) {
      at = hit + delimiter.length;
      continue;
    }
    if (open >= 0) parts.push([open, Math.max(open, beforeLineEnd(raw, hit))]);
    if (rest.startsWith('--')) return parts;
    open = lineEnd;
  }
  if (open >= 0) parts.push([open, end]);
  return parts;
}

function beforeLineEnd(raw: Buffer, at: number): number {
  return raw[at - 2] === 13 ? at - 2 : at - 1;
}
