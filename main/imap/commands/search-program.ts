/** Compiles a SearchKey (RFC 3501 6.4.4, 9 `search-program`) for SEARCH, SORT, THREAD and ESEARCH. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { encodeCharset } from '../../mime/encode-charset.ts';
import { textOf, textsOf, tooDeep, type SearchKey } from '../search-key.ts';
import { withoutNegatedBounds } from '../search-rewrite.ts';
import { formatUidSet } from '../uid-set.ts';
import type { CommandWriter } from '../wire/encoder.ts';
import { wireMailboxName } from '../wire/modified-utf7.ts';

/** `charset`: how texts that are not ASCII are written; null is UTF-8. */
export const writeSearchKey = (writer: CommandWriter, key: SearchKey, charset: string | null): void => writeKey(writer, withoutNegatedBounds(key), charset, 0);

function writeKey(writer: CommandWriter, key: SearchKey, charset: string | null, depth: number): void {
  if (tooDeep(depth)) throw fail('invalid-input', say('engine-imap.searchDeep'));
  if ('and' in key) {
    if (key.and.length === 0) throw fail('invalid-input', say('engine-imap.searchEmpty'));
    writer.word('(');
    for (const [index, one] of key.and.entries()) {
      if (index > 0) writer.word(' ');
      writeKey(writer, one, charset, depth + 1);
    }
    writer.word(')');
  } else if ('or' in key) {
    writer.word('OR ');
    writeKey(writer, key.or[0], charset, depth + 1);
    writer.word(' ');
    writeKey(writer, key.or[1], charset, depth + 1);
  } else if ('not' in key) {
    writer.word('NOT ');
    writeKey(writer, key.not, charset, depth + 1);
  } else if ('fuzzy' in key) {
    writer.word('FUZZY ');
    writeKey(writer, key.fuzzy, charset, depth + 1);
  } else if (textOf(key) !== null) writeText(writer, key, charset);
  else writePlain(writer, key);
}

export const isAscii = (key: SearchKey): boolean => textsOf(key).every((text) => /^[\0-\x7f]*$/u.test(text));

/** A charset's name as an atom; another would be a server's trick. */
export function charsetName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,60}$/u.test(name)) throw fail('invalid-input', say('engine-imap.notACharset'));
  return name;
}

const TEXT_WORDS: readonly [string, string][] = [['text', 'TEXT'], ['body', 'BODY'], ['subject', 'SUBJECT'], ['from', 'FROM'], ['to', 'TO'], ['cc', 'CC'], ['bcc', 'BCC'], ['gmailRaw', 'X-GM-RAW']];

function writeText(writer: CommandWriter, key: SearchKey, charset: string | null): void {
  if ('header' in key) writer.word('HEADER ').string(headerField(key.header.field)).word(' ');
  else writer.word(`${TEXT_WORDS.find(([name]) => name in key)![1]} `);
  const text = textOf(key)!;
  if (charset === null || /^[\0-\x7f]*$/u.test(text)) writer.string(text);
  else {
    // The same refusals as CommandWriter.string has for the text itself.
    if (/[\0\r\n]/u.test(text)) throw fail('invalid-input', say('engine-imap.lineBreak'));
    const octets = encodeText(text, charset);
    if (octets === null) throw fail('invalid-input', say('engine-imap.charset'), { detail: charset });
    writer.literal(octets);
  }
}

/** Octets of a text, or null where the charset is unknown, has no room for it, or would need octets that no literal may hold. */
export function encodeText(text: string, charset: string): Buffer | null {
  const octets = encodeCharset(text, charset);
  return octets === null || octets.includes(0) ? null : octets;
}

function writePlain(writer: CommandWriter, key: SearchKey): void {
  if ('all' in key) writer.word('ALL');
  else if ('uid' in key) writer.word(`UID ${formatUidSet(key.uid)}`);
  else if ('sequence' in key) writer.word(formatUidSet(key.sequence));
  else if ('answered' in key) writer.word(key.answered ? 'ANSWERED' : 'UNANSWERED');
  else if ('deleted' in key) writer.word(key.deleted ? 'DELETED' : 'UNDELETED');
  else if ('draft' in key) writer.word(key.draft ? 'DRAFT' : 'UNDRAFT');
  else if ('flagged' in key) writer.word(key.flagged ? 'FLAGGED' : 'UNFLAGGED');
  else if ('seen' in key) writer.word(key.seen ? 'SEEN' : 'UNSEEN');
  else if ('recent' in key) writer.word('RECENT');
  else if ('new' in key) writer.word('NEW');
  else if ('old' in key) writer.word('OLD');
  else if ('keyword' in key) writer.word('KEYWORD ').flag(keyword(key.keyword));
  else if ('unkeyword' in key) writer.word('UNKEYWORD ').flag(keyword(key.unkeyword));
  else if ('larger' in key) writer.word('LARGER ').number(key.larger);
  else if ('smaller' in key) writer.word('SMALLER ').number(key.smaller);
  else if ('older' in key) writer.word('OLDER ').number(interval(key.older));
  else if ('younger' in key) writer.word('YOUNGER ').number(interval(key.younger));
  else if ('modseq' in key) writeModseq(writer, key);
  else if ('uidAfter' in key) writer.word('UIDAFTER ').number(key.uidAfter);
  else if ('uidBefore' in key) writer.word('UIDBEFORE ').number(key.uidBefore);
  else if ('saveDateSupported' in key) writer.word('SAVEDATESUPPORTED');
  else if ('emailId' in key) writer.word('EMAILID ').atom(objectId(key.emailId));
  else if ('threadId' in key) writer.word('THREADID ').atom(objectId(key.threadId));
  else if ('gmailLabel' in key) writer.word('X-GM-LABELS ').string(wireMailboxName(key.gmailLabel, false));
  else if ('gmailMessage' in key) writer.word('X-GM-MSGID ').digits(key.gmailMessage);
  else if ('gmailThread' in key) writer.word('X-GM-THRID ').digits(key.gmailThread);
  else writeDate(writer, key);
}

const DATE_WORDS: readonly [string, string][] = [['since', 'SINCE'], ['before', 'BEFORE'], ['on', 'ON'], ['sentSince', 'SENTSINCE'], ['sentBefore', 'SENTBEFORE'], ['sentOn', 'SENTON'], ['savedSince', 'SAVEDSINCE'], ['savedBefore', 'SAVEDBEFORE'], ['savedOn', 'SAVEDON']];

function writeDate(writer: CommandWriter, key: SearchKey): void {
  const [name, word] = DATE_WORDS.find(([known]) => known in key) ?? ['', ''];
  const date = (key as Readonly<Record<string, unknown>>)[name];
  if (!(date instanceof Date)) throw fail('invalid-input', say('engine-imap.notSearchable'));
  writer.word(`${word} ${day(date)}`);
}

/** `MODSEQ "/flags/\\draft" all 620162338` (RFC 7162 3.1.5). */
function writeModseq(writer: CommandWriter, key: Extract<SearchKey, { modseq: string }>): void {
  writer.word('MODSEQ ');
  if (key.flag !== undefined) {
    if (!/^\\?[!#$&'+,\-./0-9:;<=>?@A-Z[\]^_`a-z|}~]{1,200}$/u.test(key.flag.name)) throw fail('invalid-input', say('engine-imap.notAFlag'));
    writer.string(`/flags/${key.flag.name}`).word(` ${key.flag.scope} `);
  }
  writer.digits(key.modseq);
}

function headerField(name: string): string {
  if (!/^[!-9;-~]{1,200}$/u.test(name)) throw fail('invalid-input', say('engine-imap.notAHeader'));
  return name;
}

/** RFC 3501 9 `flag-keyword`: an atom; a system flag has its own key. */
function keyword(name: string): string {
  if (name.startsWith('\\')) throw fail('invalid-input', say('engine-imap.notAKeyword'));
  return name;
}

/** RFC 8474 7 `objectid`. */
function objectId(value: string): string {
  if (!/^[A-Za-z0-9_-]{1,255}$/u.test(value)) throw fail('invalid-input', say('engine-imap.notAnId'));
  return value;
}

/** RFC 5032 3: seconds, not zero. */
function interval(seconds: number): number {
  if (seconds < 1) throw fail('invalid-input', say('engine-imap.numberRange'));
  return seconds;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The UTC day. */
function day(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1000 || year > 9999) throw fail('invalid-input', say('engine-imap.notASearchDate'));
  return `${date.getUTCDate()}-${MONTHS[date.getUTCMonth()]}-${year}`;
}
