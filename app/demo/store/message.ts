/** A message as the demo store keeps it: exact octets, flags and mod-sequence. */
import { parseMessage, type Part } from '../mime/part.ts';

export interface StoredMessage {
  readonly uid: number;
  readonly raw: Buffer;
  readonly internalDate: Date;
  /** Canonical spelling; see canonicalFlag. */
  flags: Set<string>;
  modseq: number;
  /** Sessions keep their reference until they have told their client. */
  expunged: boolean;
}

const SYSTEM_FLAGS: Readonly<Record<string, string>> = {
  '\\answered': '\\Answered', '\\flagged': '\\Flagged', '\\deleted': '\\Deleted', '\\seen': '\\Seen', '\\draft': '\\Draft',
};

/** `\SEEN` as `\Seen`. Null for a flag that cannot be stored: `\Recent` and unknown system flags (RFC 3501 2.3.2). */
export function canonicalFlag(flag: string): string | null {
  if (!flag.startsWith('\\')) return flag;
  return SYSTEM_FLAGS[flag.toLowerCase()] ?? null;
}

const parsed = new WeakMap<StoredMessage, Part>();

/** The MIME structure, parsed once. */
export function structureOf(message: StoredMessage): Part {
  let part = parsed.get(message);
  if (!part) {
    part = parseMessage(message.raw);
    parsed.set(message, part);
  }
  return part;
}

/** Octets that an IMAP literal can carry: no NUL (RFC 3501 4.3). */
export function withoutNul(raw: Buffer): Buffer {
  if (!raw.includes(0)) return raw;
  const copy = Buffer.from(raw);
  for (let i = copy.indexOf(0); i >= 0; i = copy.indexOf(0, i + 1)) copy[i] = 0x80;
  return copy;
}
