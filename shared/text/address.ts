/** The one parser and printer of address lists (RFC 5322 section 3.4), tolerant of what people type and headers hold. */
import type { Address } from '../model/message.ts';
import { visibleLine } from './visible.ts';

export interface ParsedAddresses {
  /** Every one passes isAddress. */
  addresses: Address[];
  /** What could not be understood, as written, joined by `, `; empty if all was. */
  rest: string;
}

type Token =
  | { kind: 'text' | 'quoted' | 'comment' | 'angle'; value: string; raw: string; /** Whitespace stands before it. */ gap: boolean }
  | { kind: 'separator'; value: ',' | ';' | '\n' | ':' };

interface Entry { addresses: Address[]; raw: string; bad: boolean; wordsOnly: boolean; angled: boolean; end: string }

/** One that is open: what it is called, whether that is an address itself, and how many entries came before it. */
interface Group { label: string; addressed: boolean; at: number }

const FOLD = /\r?\n[ \t]+/gu;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
const LOCAL_DOT_ATOM = /^[^\s()<>[\]:;@\\,"]+$/u;
const LOCAL_QUOTED = /^"(?:[^"\\]|\\.)*"$/u;
const DOMAIN = /^[^\s()<>[\]:;@\\,"]+$/u;
const DOMAIN_LITERAL = /^\[[^\s[\]\\<>]+\]$/u;
/** RFC 5321 4.5.3.1.3 allows 254 octets; VERP addresses in the wild are longer. */
const MAX_LENGTH = 512;

/** May this be handed to a server as a mailbox? One `@` outside quotes, no control character, nothing that ends a path early. */
export function isAddress(address: string): boolean {
  if (address.length > MAX_LENGTH || CONTROL.test(address)) return false;
  const at = address.lastIndexOf('@');
  if (at < 1 || at === address.length - 1) return false;
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  return (LOCAL_DOT_ATOM.test(local) || LOCAL_QUOTED.test(local)) && (DOMAIN.test(domain) || DOMAIN_LITERAL.test(domain));
}

/** Reads a list separated by `,`, `;` or new lines. Groups are flattened; encoded words stay as they are. Linear in its input. */
export function parseAddresses(text: string): ParsedAddresses {
  const tokens = tokenize(text.replace(FOLD, ' '));
  const entries: Entry[] = [];
  let current: Token[] = [];
  let closed = false;
  let group = null as Group | null;
  let outlookStyle = false;
  const finish = (end: string): void => {
    if (current.length) entries.push({ ...readEntry(current), end });
    current = [];
    closed = false;
  };
  /** A group's name is only a label: what counts are its members. Without any it was no group, unless it says so itself (`nobody:;`). */
  const endGroup = (isClosed: boolean): void => {
    if (!group) return;
    const { label, addressed, at } = group;
    group = null;
    const first = entries[at];
    if (!addressed && (first ? entries.slice(at).some((entry) => entry.addresses.length > 0) : isClosed)) return;
    entries.splice(at, first?.bad ? 1 : 0, { addresses: [], raw: first?.bad ? `${label}: ${first.raw}` : `${label}:`, bad: true, wordsOnly: false, angled: false, end: ',' });
  };
  for (const token of tokens) {
    if (token.kind === 'separator') {
      if (token.value === ':') {
        const within: Group | null = group?.at === entries.length ? group : null;
        if (!within) endGroup(false);
        const addressed = current.some((one) => one.kind === 'angle' || (one.kind === 'text' && one.value.includes('@')));
        group = { label: `${within ? `${within.label}: ` : ''}${rawOf(current)}`, addressed: addressed || within?.addressed === true, at: entries.length };
        current = [];
        closed = false;
      } else {
        if (token.value === ';' && !group) outlookStyle = true;
        finish(token.value);
        if (token.value === ';') endGroup(true);
      }
      continue;
    }
    // People paste `A <a@x> B <b@y>`: an entry ends with its angle part, comments aside.
    if (token.kind !== 'comment' && closed) finish(' ');
    current.push(token);
    if (token.kind === 'angle') closed = true;
  }
  finish('');
  endGroup(false);
  return collect(outlookStyle ? joinSurnames(entries) : entries);
}

/** `Doe, John <j@x>; Roe, Jane <r@x>`: where `;` separates, a comma belongs to the name. */
function joinSurnames(entries: Entry[]): Entry[] {
  const joined: Entry[] = [];
  for (const entry of entries) {
    const before = joined.at(-1);
    const only = entry.addresses[0];
    if (before?.wordsOnly && before.end === ',' && entry.angled && only) {
      joined[joined.length - 1] = { ...entry, raw: `${before.raw}, ${entry.raw}`, addresses: [{ name: `${before.raw}, ${only.name}`, address: only.address }] };
    } else joined.push(entry);
  }
  return joined;
}

function collect(entries: readonly Entry[]): ParsedAddresses {
  const addresses: Address[] = [];
  const rest: string[] = [];
  for (const entry of entries) {
    if (entry.bad) rest.push(entry.raw);
    else addresses.push(...entry.addresses);
  }
  return { addresses, rest: rest.filter((part) => part.trim() !== '').join(', ') };
}

const rawOf = (tokens: readonly Token[]): string => tokens.map((t) => (t.kind === 'separator' ? t.value : (t.gap ? ' ' : '') + t.raw)).join('').trim();

function readEntry(tokens: readonly Token[]): Omit<Entry, 'end'> {
  const parts = tokens.filter((t) => t.kind !== 'separator');
  const raw = rawOf(tokens);
  const bad = { addresses: [], raw, bad: parts.some((t) => t.kind !== 'comment'), wordsOnly: parts.every((t) => t.kind === 'text' && !t.value.includes('@')), angled: false };
  const comment = collapse(parts.filter((t) => t.kind === 'comment').map((t) => t.value).join(' '));
  const angle = parts.find((t) => t.kind === 'angle');
  if (angle) {
    const address = addressOfAngle(angle.value);
    if (!isAddress(address)) return { ...bad, wordsOnly: false };
    const phrase = parts.filter((t) => t.kind === 'text' || t.kind === 'quoted');
    const name = collapse(phrase.map((t) => (t.gap ? ' ' : '') + t.value).join(''));
    return { addresses: [{ name: name || comment, address }], raw, bad: false, wordsOnly: false, angled: true };
  }
  return readBare(parts, comment) ?? bad;
}

/** `a@b`, `a @ b`, `a@b (Name)`, `"Name" a@b`, `"quoted local"@b`, or several of them with only spaces between. */
function readBare(parts: readonly Exclude<Token, { kind: 'separator' }>[], comment: string): Omit<Entry, 'end'> | undefined {
  const pieces: string[] = [];
  let name = '';
  let glue = false;
  parts.forEach((part, index) => {
    if (part.kind === 'comment') return;
    const next = parts[index + 1];
    const local = next?.kind === 'text' && next.value.startsWith('@');
    if (part.kind === 'quoted' && !local && !pieces.length) {
      name += ` ${part.value}`;
      return;
    }
    // The obsolete syntax (RFC 5322 4.4) has space around the @.
    if (pieces.length && (glue || !part.gap || part.value.startsWith('@'))) pieces[pieces.length - 1] += part.raw;
    else pieces.push(part.raw);
    glue = part.kind === 'text' && part.value.endsWith('@');
  });
  if (!pieces.length) return undefined;
  if (!pieces.every((piece) => isAddress(piece))) return undefined;
  if (pieces.length > 1 && name) return undefined;
  return {
    addresses: pieces.map((address) => ({ name: pieces.length > 1 ? '' : collapse(name) || comment, address })),
    raw: pieces.join(' '), bad: false, wordsOnly: false, angled: false,
  };
}

function addressOfAngle(inside: string): string {
  // A blank within quotes is a part of the name of the mailbox.
  let text = inside.split(/("(?:[^"\\]|\\.)*")/u).map((part, index) => (index % 2 === 1 ? part : part.replace(/\s+/gu, ' ').replace(/ ?@ ?/gu, '@'))).join('').trim();
  // RFC 5322 4.4: an obsolete route `@a,@b:` is to be ignored.
  if (text.startsWith('@')) text = text.slice(text.indexOf(':') + 1);
  if (/^mailto:/iu.test(text)) text = text.slice('mailto:'.length);
  return text.trim();
}

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let gap = false;
  let word = '';
  let at = 0;
  // A quote or comment that never ends is ordinary text, and then so is every later one: keeps this linear.
  const open = { '"': true, '(': true };
  const flush = (): void => {
    if (word) tokens.push({ kind: 'text', value: word, raw: word, gap });
    if (word) gap = false;
    word = '';
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '\n' || char === '\r' || char === ',' || char === ';' || char === ':') {
      flush();
      tokens.push({ kind: 'separator', value: char === '\r' ? '\n' : char });
      at += 1;
    } else if (/\s/u.test(char)) {
      flush();
      gap = true;
      at += 1;
    } else {
      const found = char === '"' && open['"'] ? quotedAt(text, at) : char === '(' && open['('] ? commentAt(text, at) : char === '<' ? angleAt(text, at) : char === '[' ? literalAt(text, at) : undefined;
      if (found?.kind === 'literal') {
        word += text.slice(at, found.end);
        at = found.end;
      } else if (found) {
        flush();
        tokens.push({ kind: found.kind, value: found.value, raw: text.slice(at, found.end), gap });
        gap = false;
        at = found.end;
      } else {
        if (char === '"' || char === '(') open[char] = false;
        word += char;
        at += 1;
      }
    }
  }
  flush();
  return tokens;
}

interface Found { kind: 'quoted' | 'comment' | 'angle' | 'literal'; value: string; end: number }

function quotedAt(text: string, start: number): Found | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\n' || char === '\r') return undefined;
    if (char === '"') return { kind: 'quoted', value, end: at + 1 };
    if (char === '\\' && at + 1 < text.length) at += 1;
    value += text[at] ?? '';
  }
  return undefined;
}

function commentAt(text: string, start: number): Found | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\n' || char === '\r') return undefined;
    if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return { kind: 'comment', value: text.slice(start + 1, at).replace(/\\(.)/gu, '$1'), end: at + 1 };
  }
  return undefined;
}

/** `<…>` on one line. A second `<` or no `>` leaves the `<` as text, which no address may hold. */
function angleAt(text: string, start: number): Found | undefined {
  let quoted = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\n' || char === '\r') return undefined;
    if (quoted && char === '\\') at += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === '<' && !quoted) return undefined;
    else if (char === '>' && !quoted) return { kind: 'angle', value: text.slice(start + 1, at), end: at + 1 };
  }
  return undefined;
}

/** A domain literal `[IPv6:…]`: its colons separate nothing. */
function literalAt(text: string, start: number): Found | undefined {
  const end = text.slice(start, start + 64).search(/[\]\s]/u);
  return text[start - 1] === '@' && end > 0 && text[start + end] === ']' ? { kind: 'literal', value: '', end: start + end + 1 } : undefined;
}

/** `Name <address>`, quoted where it must be; reads back as the same. What is no address comes out as a quoted string, which reads back as nothing. */
export function formatAddress({ name, address }: Address): string {
  const plain = collapse(name.replace(new RegExp(CONTROL.source, 'gu'), ' '));
  if (!isAddress(address)) return quote(collapse(`${plain} ${address}`.replace(new RegExp(CONTROL.source, 'gu'), ' ')));
  if (!plain || plain === address) return address;
  return `${/[()<>[\]:;@\\,."]/u.test(plain) ? quote(plain) : plain} <${address}>`;
}

const quote = (text: string): string => `"${text.replace(/["\\]/gu, '\\$&')}"`;

/** For people to read, on one line: however long the name, the address stands behind it. */
export const addressLine = ({ name, address }: Address): string => formatAddress({ name: visibleLine(name, 200), address: visibleLine(address, MAX_LENGTH) });
