/** Searches as a caller wants them: with what the server offers, in a charset it takes, and over all messages whatever its limits. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Capabilities } from './capabilities.ts';
import { inAnyCharset } from './charset-negotiation.ts';
import type { Command } from './command.ts';
import { ascending, type SearchResult } from './commands/search-answer.ts';
import type { SearchReturn } from './commands/search-return.ts';
import { uidSearch } from './commands/search.ts';
import { uidSort, type SortKey } from './commands/sort.ts';
import { uidThread, type ThreadAlgorithm } from './commands/thread.ts';
import { stoppedShort } from './notices.ts';
import { LONGEST_SET } from './quirks.ts';
import type { SearchKey } from './search-key.ts';
import { splitUidSet } from './uid-set.ts';
import type { ThreadNode } from './wire/thread.ts';

/** The part of a Session that searching needs. */
export interface Searchable {
  readonly capabilities: Capabilities;
  run<T>(command: Command<T>): Promise<T>;
}

/** A set of UIDs too long for a line, at the top of a search, in parts: what they find together is what the whole finds. */
function inParts(key: SearchKey): SearchKey[] {
  if ('uid' in key) return key.uid.length === 0 ? [key] : splitUidSet(key.uid, LONGEST_SET).map((uid) => ({ uid }));
  if (!('and' in key)) return [key];
  const at = key.and.findIndex((one) => inParts(one).length > 1);
  return at < 0 ? [key] : inParts(key.and[at]!).flatMap((part) => inParts({ and: key.and.with(at, part) }));
}

/** Ascending UIDs of every message that fits. Rejects 'unsupported' for a key or a charset that the server lacks. */
export async function findUids(session: Searchable, key: SearchKey): Promise<number[]> {
  const parts = inParts(key);
  if (parts.length === 1) return findPart(session, key);
  const found = await Promise.all(parts.map((part) => findPart(session, part)));
  return ascending(found.flat());
}

async function findPart(session: Searchable, key: SearchKey): Promise<number[]> {
  const returns = session.capabilities.has('ESEARCH') ? { all: true } : null;
  const found: number[] = [];
  for (let below: number | null = null; ; ) {
    const { uids, limit }: SearchResult = await inAnyCharset(key, (charset) => session.run(uidSearch(key, { returns, charset, below })));
    for (const uid of uids ?? []) found.push(uid);
    if (limit === null) return ascending(found);
    if (limit.lowestUid === null) throw stoppedShort(limit);
    if (limit.lowestUid <= 1) return ascending(found);
    if (below !== null && limit.lowestUid >= below) throw fail('protocol', say('engine-imap.stoppedEarly'), { responseCode: 'MESSAGELIMIT' });
    below = limit.lowestUid;
  }
}

/** One search with RETURN (RFC 4731). `limit` in the result: not all messages were looked at. */
export const find = (session: Searchable, key: SearchKey, returns: SearchReturn): Promise<SearchResult> => inAnyCharset(key, (charset) => session.run(uidSearch(key, { returns, charset })));

/** UIDs in order. Rejects 'unsupported' without SORT. A server with a limit refuses more messages than it allows (RFC 9738 3.3). */
export async function sortUids(session: Searchable, by: readonly SortKey[], key: SearchKey): Promise<number[]> {
  const { uids, limit } = await inAnyCharset(key, (charset) => session.run(uidSort(by, key, { charset })));
  if (limit !== null) throw stoppedShort(limit);
  return uids ?? [];
}

export const threadUids = (session: Searchable, algorithm: ThreadAlgorithm, key: SearchKey): Promise<ThreadNode[]> => inAnyCharset(key, (charset) => session.run(uidThread(algorithm, key, charset)));
