/** Response codes that are about a command under way: INPROGRESS (RFC 9585 3), MESSAGELIMIT (RFC 9738 3.1), BADCHARSET (RFC 3501 7.1). */
import type { ResponseCode, StatusResponse } from './wire/response.ts';

export interface MessageLimit {
  /** Messages one command may process. */
  limit: number;
  /** The lowest UID that was processed: those below it are still to be asked for. Null where the server did not say. */
  lowestUid: number | null;
}

/** Null for another code, and for one that cannot be read. */
export function readMessageLimit(code: ResponseCode | null): MessageLimit | null {
  if (code?.name !== 'MESSAGELIMIT') return null;
  const parts = /^\s*(\d{1,10})(?: +(\d{1,10}))?\s*$/u.exec(code.rest);
  if (parts === null) return { limit: 0, lowestUid: null };
  const uid = parts[2] === undefined ? 0 : Number(parts[2]);
  return { limit: Number(parts[1]), lowestUid: uid > 0 && uid <= 0xffff_ffff ? uid : null };
}

export interface InProgress {
  /** Null: the server does not say which command. */
  tag: string | null;
  done: number | null;
  total: number | null;
}

/** Null for another code. Numbers that make no sense are null. */
export function readInProgress(code: ResponseCode | null): InProgress | null {
  if (code?.name !== 'INPROGRESS') return null;
  const parts = /^\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|NIL)\s+(\d{1,15}|NIL)\s+(\d{1,15}|NIL)\s*\)\s*$/iu.exec(code.rest);
  if (parts === null) return { tag: null, done: null, total: null };
  const done = asNumber(parts[2]);
  const total = asNumber(parts[3]);
  return { tag: parts[1] ?? null, done, total: total !== null && (total === 0 || (done !== null && done > total)) ? null : total };
}

const asNumber = (text: string | undefined): number | null => (text === undefined || text.toUpperCase() === 'NIL' ? null : Number(text));

/** Charsets a server offers in place of the one it refused, maybe none; null if that is not what the refusal says. */
export function readBadCharset(status: StatusResponse): string[] | null {
  if (status.code?.name === 'BADCHARSET') return charsets(status.code.rest);
  // Binc IMAP 1.2.7: `NO SEARCH failed: [BADCHARSET ("US-ASCII")]`, the code not at the start; 2026-11-20.
  const late = /\[BADCHARSET([^\]]*)\]/iu.exec(status.text);
  if (late !== null) return charsets(late[1]!);
  // Cyrus 3.6 and 3.12: `BAD Unrecognized character set`; 2026-11-20.
  if (/(?:unrecogni[sz]ed|unknown|unsupported|invalid|bad) (?:character ?set|charset)|charset (?:is )?not (?:valid|supported)/iu.test(status.text)) return [];
  return null;
}

/** Courier 5.0 with UTF8=ACCEPT: `NO CHARSET is not valid in UTF8 mode as per RFC 6855`; 2026-11-20. */
export const refusesAnyCharset = (status: StatusResponse): boolean => /charset is not (?:valid|allowed) in utf-?8/iu.test(status.text);

function charsets(rest: string): string[] {
  const names = rest.match(/"(?:[^"\\]|\\.)*"|[^\s()"]+/gu) ?? [];
  return names.slice(0, 200).map((name) => (name.startsWith('"') ? name.slice(1, -1).replace(/\\(.)/gu, '$1') : name));
}
