/** UID SEARCH (RFC 3501 6.4.4, RFC 9051; RETURN RFC 4731, RFC 5182, RFC 5267, RFC 9394). */
import { charsetRefused, type SearchCharset } from '../charset-negotiation.ts';
import { SLOW, type Command } from '../command.ts';
import { extensionsOf, textsOf, type SearchKey } from '../search-key.ts';
import { formatUidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { SearchAnswer, type SearchResult } from './search-answer.ts';
import { partialNeeds, returnNeeds, writeReturn, type SearchReturn } from './search-return.ts';
import { isAscii, writeSearchKey, charsetName } from './search-program.ts';

export interface SearchOptions {
  /** Absent or null: the plain command, for a server without ESEARCH; it answers `uids`. */
  returns?: SearchReturn | null;
  /** Default UTF-8. inAnyCharset finds one that the server takes. */
  charset?: SearchCharset;
  /** Only messages with a lower UID: where a limit of the server stopped the search before (RFC 9738). */
  below?: number | null;
}

/** A refused charset rejects with CharsetRefused. */
export function uidSearch(key: SearchKey, options: SearchOptions = {}): Command<SearchResult> {
  const returns = options.returns ?? null;
  const charset = options.charset ?? null;
  const answer = new SearchAnswer({ returns, plain: 'search', mayBeSilent: textsOf(key).length > 0 });
  return {
    name: 'UID SEARCH',
    ...(returns === null ? {} : partialNeeds(returns, 'SEARCH')),
    needsAll: [...extensionsOf(key), ...(returns === null ? [] : returnNeeds(returns, 'SEARCH'))],
    patience: SLOW,
    lane: { kind: 'search', correlated: returns !== null, ...(returns?.save === true ? { saves: true } : {}) },
    parts(wire) {
      answer.sentTo(wire);
      const writer = new CommandWriter(wire).word('UID SEARCH ');
      if (returns !== null) writeReturn(writer, returns);
      if (!isAscii(key) && charset !== 'omit' && !(wire.charsetUnsaid === true && charset === null)) writer.word(`CHARSET ${charsetName(charset ?? 'UTF-8')} `);
      if (options.below != null) writer.word(`UID ${formatUidSet([[1, options.below - 1]])} `);
      writeSearchKey(writer, key, charset === 'omit' ? null : charset);
      return writer.finish();
    },
    take: (response, tag) => answer.take(response, tag),
    limited: (limit) => answer.limited(limit),
    done: (status) => answer.result(status.tag),
    refused: charsetRefused,
  };
}
