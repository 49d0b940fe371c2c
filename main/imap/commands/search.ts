/** UID SEARCH (RFC 3501 6.4.4; ESEARCH RFC 4731). Keys are compiled here, so that no text can become protocol. */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';
import type { SearchKey } from '../search-key.ts';
import { formatUidSet, parseUidSet, uidsOf } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';

const MAX_DEPTH = 40;

/** Ascending UIDs. */
export function uidSearch(key: SearchKey, esearch: boolean): Command<number[]> {
  let uids: number[] | null = null;
  return {
    name: 'UID SEARCH',
    lane: { kind: 'search', correlated: esearch },
    parts() {
      const writer = new CommandWriter().word('UID SEARCH ');
      if (esearch) writer.word('RETURN (ALL) ');
      if (!isAscii(key)) writer.word('CHARSET UTF-8 ');
      writeKey(writer, key, 0);
      return writer.finish();
    },
    take(response, tag) {
      if (response.kind === 'search') {
        uids = uids === null ? response.uids : uids.concat(response.uids);
        return true;
      }
      if (response.kind !== 'esearch' || (response.tag !== null && response.tag !== tag)) return false;
      uids = response.all === null ? [] : Array.from(uidsOf(parseUidSet(response.all)));
      return true;
    },
    done() {
      // Cyrus 3.6 (FUZZY, squat): no untagged SEARCH at all for zero hits; 2026-11-20. Only believed where finding nothing is ordinary.
      if (uids === null && !searchesText(key)) throw fail('protocol', 'The server answered a search without a result.');
      return ascending(uids ?? []);
    },
  };
}

/** Sorted, repeats dropped. Most answers are in order already. */
function ascending(uids: number[]): number[] {
  for (let at = 1; at < uids.length; at++) {
    if (uids[at]! > uids[at - 1]!) continue;
    uids.sort((a, b) => a - b);
    return uids.filter((uid, index) => uid !== uids[index - 1]);
  }
  return uids;
}

function writeKey(writer: CommandWriter, key: SearchKey, depth: number): void {
  if (depth > MAX_DEPTH) throw fail('invalid-input', 'The search is nested too deeply.');
  if ('all' in key) writer.word('ALL');
  else if ('uid' in key) writer.word(`UID ${formatUidSet(key.uid)}`);
  else if ('text' in key) writer.word('TEXT ').string(key.text);
  else if ('subject' in key) writer.word('SUBJECT ').string(key.subject);
  else if ('from' in key) writer.word('FROM ').string(key.from);
  else if ('to' in key) writer.word('TO ').string(key.to);
  else if ('body' in key) writer.word('BODY ').string(key.body);
  else if ('header' in key) writer.word('HEADER ').string(headerField(key.header.field)).word(' ').string(key.header.value);
  else if ('seen' in key) writer.word(key.seen ? 'SEEN' : 'UNSEEN');
  else if ('flagged' in key) writer.word(key.flagged ? 'FLAGGED' : 'UNFLAGGED');
  else if ('deleted' in key) writer.word(key.deleted ? 'DELETED' : 'UNDELETED');
  else if ('since' in key) writer.word(`SINCE ${day(key.since)}`);
  else if ('before' in key) writer.word(`BEFORE ${day(key.before)}`);
  else if ('and' in key) writeAll(writer, key.and, depth);
  else if ('or' in key) {
    writer.word('OR ');
    writeKey(writer, key.or[0], depth + 1);
    writer.word(' ');
    writeKey(writer, key.or[1], depth + 1);
  } else {
    writer.word('NOT ');
    writeKey(writer, key.not, depth + 1);
  }
}

function writeAll(writer: CommandWriter, keys: readonly SearchKey[], depth: number): void {
  if (keys.length === 0) throw fail('invalid-input', 'The search is empty.');
  writer.word('(');
  for (const [index, key] of keys.entries()) {
    if (index > 0) writer.word(' ');
    writeKey(writer, key, depth + 1);
  }
  writer.word(')');
}

function headerField(name: string): string {
  if (!/^[!-9;-~]{1,200}$/u.test(name)) throw fail('invalid-input', 'That is not the name of a header field.');
  return name;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The UTC day. */
function day(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1000 || year > 9999) throw fail('invalid-input', 'That is not a date to search for.');
  return `${date.getUTCDate()}-${MONTHS[date.getUTCMonth()]}-${year}`;
}

/** The texts of a key, and of the keys in it. */
function texts(key: SearchKey): string[] {
  if ('text' in key) return [key.text];
  if ('subject' in key) return [key.subject];
  if ('from' in key) return [key.from];
  if ('to' in key) return [key.to];
  if ('body' in key) return [key.body];
  if ('header' in key) return [key.header.value];
  if ('and' in key) return key.and.flatMap(texts);
  if ('or' in key) return key.or.flatMap(texts);
  return 'not' in key ? texts(key.not) : [];
}

const searchesText = (key: SearchKey): boolean => texts(key).length > 0;

const isAscii = (key: SearchKey): boolean => texts(key).every((text) => /^[\0-\x7f]*$/u.test(text));
