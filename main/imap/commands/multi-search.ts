/** ESEARCH over several mailboxes (MULTISEARCH, RFC 7377). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import { charsetRefused, type SearchCharset } from '../charset-negotiation.ts';
import { SLOW, type Command } from '../command.ts';
import { stoppedShort } from '../notices.ts';
import type { MessageLimit } from '../response-codes.ts';
import { extensionsOf, type SearchKey } from '../search-key.ts';
import { MAX_SIZE } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { writeMailboxFilter, type MailboxFilter } from './mailbox-filter.ts';
import { SearchAnswer, type SearchResult } from './search-answer.ts';
import { writeReturn, type SearchReturn } from './search-return.ts';
import { charsetName, isAscii, writeSearchKey } from './search-program.ts';

/** More than any account has. */
const MOST_MAILBOXES = 200_000;

export interface MailboxHits {
  wireName: string;
  uidValidity: number;
  /** As asked for. */
  result: SearchResult;
}

export interface MultiSearchOptions {
  returns?: Omit<SearchReturn, 'save' | 'update' | 'context'>;
  charset?: SearchCharset;
}

/** One entry for each mailbox in which something was found, in the server's order; none for the others (RFC 7377 2). Message numbers cannot be searched for. */
export function multiSearch(sources: readonly MailboxFilter[], key: SearchKey, options: MultiSearchOptions = {}): Command<MailboxHits[]> {
  const returns = options.returns ?? { all: true };
  const charset = options.charset ?? null;
  const found = new Map<string, { wireName: string; uidValidity: number; answer: SearchAnswer }>();
  let broken = false;
  let limit: MessageLimit | null = null;
  return {
    name: 'ESEARCH',
    needsAll: ['MULTISEARCH', ...extensionsOf(key), ...(returns.relevancy === true ? ['SEARCH=FUZZY'] : []), ...(returns.partial === undefined ? [] : ['PARTIAL'])],
    patience: SLOW,
    lane: { kind: 'search', correlated: true },
    parts(wire) {
      if (sources.length === 0) throw fail('invalid-input', say('engine-imap.noFolderAsked'));
      const writer = new CommandWriter(wire).word('ESEARCH IN (');
      for (const [index, source] of sources.entries()) {
        if (index > 0) writer.word(' ');
        writeMailboxFilter(writer, source);
      }
      writer.word(') ');
      writeReturn(writer, returns);
      if (!isAscii(key) && charset !== 'omit' && !(wire.charsetUnsaid === true && charset === null)) writer.word(`CHARSET ${charsetName(charset ?? 'UTF-8')} `);
      writeSearchKey(writer, key, charset === 'omit' ? null : charset);
      return writer.finish();
    },
    take(response, tag) {
      if (response.kind !== 'esearch' || response.tag !== tag) return false;
      const { mailbox, uidValidity } = response;
      if (mailbox === null || uidValidity === null || uidValidity === 0) {
        // An empty answer for none of the mailboxes says that nothing was found.
        if (response.all !== null || (response.count ?? 0) > 0 || response.min !== null) broken = true;
        return true;
      }
      if (found.size >= MOST_MAILBOXES) broken = true;
      if (broken) return true;
      const name = `${uidValidity} ${mailbox}`;
      const known = found.get(name) ?? { wireName: mailbox, uidValidity, answer: new SearchAnswer({ returns, plain: 'search', mayBeSilent: false }) };
      found.set(name, known);
      return known.answer.take(response, tag);
    },
    limited: (told) => (limit = told),
    done(status) {
      if (broken) throw fail('protocol', say('engine-imap.whichFolder'));
      if (limit !== null) throw stoppedShort(limit);
      let left = MAX_SIZE;
      return [...found.values()].map(({ wireName, uidValidity, answer }) => {
        const result = answer.result(status.tag, left);
        left -= (result.uids?.length ?? 0) + (result.partial?.length ?? 0);
        return { wireName, uidValidity, result };
      });
    },
    refused: charsetRefused,
  };
}
