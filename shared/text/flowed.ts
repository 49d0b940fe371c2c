/** RFC 3676 (text/plain; format=flowed; DelSp): decoding into paragraphs with a quote depth, and encoding for sending. */

export interface Paragraph {
  /** Number of `>` marks. */
  depth: number;
  text: string;
}

export const SIGNATURE = '-- ';

interface Line { depth: number; text: string }

/** Quote depth of a raw line (RFC 3676 4.5: `>` marks stand together at the start), with space-stuffing removed (4.4). */
function flowedLine(raw: string): Line {
  let depth = 0;
  while (raw[depth] === '>') depth += 1;
  const text = raw.slice(depth);
  return { depth, text: text.startsWith(' ') ? text.slice(1) : text };
}

/** Joins soft-broken lines. Lines of different depth are never joined (4.5); `-- ` is never soft (4.3). */
export function decodeFlowed(text: string, delSp: boolean): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let parts: string[] = [];
  let depth = 0;
  const finish = (): void => {
    if (parts.length) paragraphs.push({ depth, text: parts.join('') });
    parts = [];
  };
  for (const raw of splitLines(text)) {
    const line = flowedLine(raw);
    const signature = line.text === SIGNATURE;
    if (parts.length && (line.depth !== depth || signature)) finish();
    depth = line.depth;
    const soft = line.text.endsWith(' ') && !signature;
    parts.push(soft && delSp ? line.text.slice(0, -1) : line.text);
    if (!soft) finish();
  }
  finish();
  return paragraphs;
}

/** Fixed text: one paragraph per line. `> > x` and `>> x` both have depth 2. */
export function decodeFixed(text: string): Paragraph[] {
  return splitLines(text).map((raw) => {
    const mark = /^(?:> ?)+/u.exec(raw)?.[0] ?? '';
    // `>From` is mbox quoting and `>:(` a face: one lone mark counts only before a space, another mark or the end.
    if (mark === '>' && raw.length > 1 && /^>(?:From |[:;]-?[()])/u.test(raw)) return { depth: 0, text: raw };
    return { depth: mark.replace(/ /gu, '').length, text: raw.slice(mark.length) };
  });
}

function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/u);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** RFC 3676 4.2: lines of at most 78, better 72; only what would be longer is broken. */
const WIDTH = 72;

/** Typed text as format=flowed with DelSp=no. CRLF line ends. Lines that begin with `>` stay quotes and are broken as such. */
export function encodeFlowed(text: string): string {
  const out: string[] = [];
  for (const raw of text.split(/\r\n|\n|\r/u)) {
    const marks = /^(?:> ?)+/u.exec(raw)?.[0] ?? '';
    const depth = marks.replace(/ /gu, '').length;
    const quote = '>'.repeat(depth);
    const body = raw.slice(marks.length);
    // A space that was typed at the end would join this line with the next.
    const content = body === SIGNATURE ? SIGNATURE : body.replace(/(?<![ \t])[ \t]+$/u, '');
    for (const piece of content === SIGNATURE ? [content] : breakSoft(content, WIDTH - depth - 1)) {
      const stuffed = depth > 0 ? (piece === '' ? '' : ` ${piece}`) : /^(?: |From |>)/u.test(piece) ? ` ${piece}` : piece;
      out.push(quote + stuffed);
    }
  }
  return out.join('\r\n');
}

function breakSoft(text: string, width: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  const room = Math.max(20, width);
  while (text.length - from > room) {
    let cut = text.lastIndexOf(' ', from + room - 1);
    // A long word (a URL) stays whole; `-- ` alone on its line would say that a signature begins.
    if (cut <= from || text.slice(from, cut + 1) === SIGNATURE) cut = text.indexOf(' ', from + room);
    if (cut === -1) break;
    // The break keeps its space; the last piece must not end in one.
    while (text[cut + 1] === ' ') cut += 1;
    if (cut + 1 >= text.length) break;
    pieces.push(text.slice(from, cut + 1));
    from = cut + 1;
  }
  pieces.push(text.slice(from));
  return pieces;
}
