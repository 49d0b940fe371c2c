/** Header fields of a block (RFC 5322 2.2), kept as octets: one character per octet. */

export interface HeaderField {
  name: string;
  /** Unfolded, outer blanks removed. */
  value: string;
  /** As it stands, with folds and the final line end. */
  raw: string;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** Offset of the first octet after the empty line, or the end. */
  bodyStart: number;
}

/** Reads from `start` to the first empty line, never past `end`. Lines that are no field are skipped. */
export function readHeader(raw: Buffer, start: number, end: number): HeaderBlock {
  const fields: HeaderField[] = [];
  let lines: string[] = [];
  const finish = (): void => {
    const text = lines.join('');
    const colon = text.indexOf(':');
    const name = text.slice(0, colon).trimEnd();
    if (colon > 0 && /^[\x21-\x7e]+$/.test(name)) {
      fields.push({ name, value: withoutOuterBlanks(text.slice(colon + 1).replace(/\r?\n/g, '')), raw: text });
    }
    lines = [];
  };
  let at = start;
  while (at < end) {
    const newline = raw.indexOf(10, at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    const line = raw.toString('latin1', at, next);
    at = next;
    if (line === '\r\n' || line === '\n') {
      finish();
      return { fields, bodyStart: at };
    }
    if (!/^[ \t]/.test(line)) finish();
    lines.push(line);
  }
  finish();
  return { fields, bodyStart: end };
}

/** Not trim(): that would take octet A0 too, which may be half a character. */
function withoutOuterBlanks(text: string): string {
  const isBlank = (index: number): boolean => text[index] === ' ' || text[index] === '\t';
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}

/** The first field of that name; null if there is none. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  const wanted = name.toLowerCase();
  return fields.find((field) => field.name.toLowerCase() === wanted)?.value ?? null;
}
