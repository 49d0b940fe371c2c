/** Commands and responses as they may be logged: without tokens, and, unless asked for, without what people wrote. */
import type { CommandPart } from './wire/encoder.ts';

const LONGEST = 400;
const LONGEST_WITH_CONTENT = 16_384;
/** RFC 4467 5: whoever has the token can read the message. */
const URL_TOKEN = /(URLAUTH=[^\s:"]{1,200}:[^\s:"]{1,40}:)[^\s")]+/giu;
/** Their texts are what somebody searches for or has written. */
const PRIVATE_WORDS = /^(?:(?:UID )?(?:SEARCH|SORT|THREAD|ESEARCH)|SETMETADATA|ANNOTATE) /iu;
const PRIVATE_RESPONSES = /^\* (?:METADATA|ANNOTATION|URLFETCH) /iu;
const QUOTED = /"(?:[^"\\]|\\.)*"/gu;

/** `hidden`: to be shown instead, where the arguments are secret. */
export function loggableCommand(tag: string, parts: readonly CommandPart[], hidden: string | null, content = false): string {
  if (hidden !== null) return `${tag} ${hidden} …`;
  const text = parts.map((part) => (typeof part === 'string' ? part : literal(part, content))).join('');
  const shown = !content && PRIVATE_WORDS.test(text) ? text.replace(QUOTED, '"…"') : text;
  return `${tag} ${withoutTokens(shown)}`;
}

function literal(part: Exclude<CommandPart, string>, content: boolean): string {
  const header = Buffer.isBuffer(part) ? `{${part.length}}` : `${part.binary === true ? '~' : ''}{${part.size}}`;
  return content && Buffer.isBuffer(part) ? `${header}\r\n${part.toString('latin1', 0, LONGEST_WITH_CONTENT)}` : header;
}

/** A response lies in `bytes` between `from` and `to`, its literals with it. Only the beginning of a long one is shown. */
export function loggableResponse(bytes: Buffer, from: number, to: number, content = false): string {
  if (content) return withoutTokens(bytes.toString('latin1', from, Math.min(to, from + LONGEST_WITH_CONTENT)));
  const fetch = /^\* \d+ (?:UID)?FETCH /iu.exec(bytes.toString('latin1', from, Math.min(to, from + 30)));
  if (fetch !== null) return `${fetch[0]}(${to - from} octets)`;
  const text = withoutLiterals(bytes, from, to);
  return withoutTokens(PRIVATE_RESPONSES.test(text) ? text.replace(QUOTED, '"…"') : text);
}

/** `{n}` stays, what it announces does not. Status text may end in such a thing and announces nothing: there the rest is the text. */
function withoutLiterals(bytes: Buffer, from: number, to: number): string {
  let shown = '';
  for (let at = from; at < to && shown.length < LONGEST; ) {
    const end = bytes.indexOf(10, at);
    if (end < 0 || end >= to) return shown + bytes.toString('latin1', at, Math.min(to, at + LONGEST));
    const size = /\{(\d{1,10})\+?\}\r?$/u.exec(bytes.toString('latin1', Math.max(at, end - 16), end))?.[1];
    shown += bytes.toString('latin1', at, Math.min(end, at + LONGEST)).replace(/\r$/u, '');
    at = end + 1 + (size === undefined ? 0 : Number(size));
  }
  return shown;
}

/** URLs with the right to read a message. */
function withoutTokens(text: string): string {
  return text.replace(URL_TOKEN, '$1…');
}
