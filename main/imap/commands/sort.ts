/** UID SORT (RFC 5256 3; SORT=DISPLAY RFC 5957; RETURN RFC 5267 3; RELEVANCY RFC 6203 5). */
import { charsetRefused, type SearchCharset } from '../charset-negotiation.ts';
import { SLOW, type Command } from '../command.ts';
import { extensionsOf, textsOf, type SearchKey } from '../search-key.ts';
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { SearchAnswer, type SearchResult } from './search-answer.ts';
import { partialNeeds, returnNeeds, writeReturn, type SearchReturn } from './search-return.ts';
import { charsetName, isAscii, writeSearchKey } from './search-program.ts';

/** `displayFrom` and `displayTo` need SORT=DISPLAY, `relevancy` SEARCH=FUZZY. */
export type SortBy = 'arrival' | 'cc' | 'date' | 'from' | 'size' | 'subject' | 'to' | 'displayFrom' | 'displayTo' | 'relevancy';
export interface SortKey { by: SortBy; reverse?: boolean }

export interface SortOptions {
  /** Needs ESORT; absent or null: the plain command. What MIN and MAX mean here servers do not agree on (Dovecot: first and last in order, Cyrus: lowest and highest UID; 2026-11-21). */
  returns?: SearchReturn | null;
  charset?: SearchCharset;
}

const WORDS: Readonly<Record<SortBy, string>> = { arrival: 'ARRIVAL', cc: 'CC', date: 'DATE', from: 'FROM', size: 'SIZE', subject: 'SUBJECT', to: 'TO', displayFrom: 'DISPLAYFROM', displayTo: 'DISPLAYTO', relevancy: 'RELEVANCY' };

/** `uids` and `partial` are in the order asked for. */
export function uidSort(by: readonly SortKey[], key: SearchKey, options: SortOptions = {}): Command<SearchResult> {
  const returns = options.returns ?? null;
  const charset = options.charset ?? null;
  const answer = new SearchAnswer({ returns, plain: 'sort', mayBeSilent: textsOf(key).length > 0 });
  return {
    name: 'UID SORT',
    ...(returns === null ? {} : partialNeeds(returns, 'SORT')),
    needsAll: [...sortNeeds(by), ...extensionsOf(key), ...(returns === null ? [] : returnNeeds(returns, 'SORT'))],
    patience: SLOW,
    lane: { kind: 'search', correlated: returns !== null, ...(returns?.save === true ? { saves: true } : {}) },
    parts(wire) {
      answer.sentTo(wire);
      if (by.length === 0) throw fail('invalid-input', say('engine-imap.nothingToSortBy'));
      const writer = new CommandWriter(wire).word('UID SORT ');
      if (returns !== null) writeReturn(writer, returns);
      writer.word(`(${by.map((one) => `${one.reverse === true ? 'REVERSE ' : ''}${WORDS[one.by]}`).join(' ')}) `);
      // Here the charset is not optional; in ASCII every server knows its name.
      writer.word(`${isAscii(key) && !wire.utf8 ? 'US-ASCII' : charsetName(charset === null || charset === 'omit' ? 'UTF-8' : charset)} `);
      writeSearchKey(writer, key, charset === 'omit' ? null : charset);
      return writer.finish();
    },
    take: (response, tag) => answer.take(response, tag),
    limited: (limit) => answer.limited(limit),
    done: (status) => answer.result(status.tag),
    refused: charsetRefused,
  };
}

function sortNeeds(by: readonly SortKey[]): string[] {
  const names = ['SORT'];
  if (by.some((one) => one.by.startsWith('display'))) names.push('SORT=DISPLAY');
  if (by.some((one) => one.by === 'relevancy')) names.push('SEARCH=FUZZY');
  return names;
}
