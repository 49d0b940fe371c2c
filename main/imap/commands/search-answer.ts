/** Gathers what SEARCH and SORT are answered with (RFC 3501 7.2.5, RFC 4731, RFC 5256, RFC 5267, RFC 9394): one untagged line, several, none, or ESEARCH. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { MessageLimit } from '../response-codes.ts';
import { allUids, MAX_SIZE, parseUidOrder, parseUidSet } from '../uid-set.ts';
import type { WireState } from '../wire/encoder.ts';
import type { Esearch } from '../wire/esearch.ts';
import type { Response } from '../wire/response.ts';
import { answersAsked, type SearchReturn } from './search-return.ts';

export interface SearchResult {
  /** A search: ascending. A sort: in its order. Null where ALL was not asked for. */
  uids: number[] | null;
  /** The part asked for with `partial`, in the same order. */
  partial: number[] | null;
  /** Null where it was not asked for or nothing was found. */
  min: number | null;
  max: number | null;
  count: number | null;
  /** Highest MODSEQ of what was found, where the server tells. */
  modseq: string | null;
  /** Score by UID. */
  relevancy: Map<number, number> | null;
  /** Of the command: names its updates. */
  tag: string;
  /** The server has agreed to tell of changes. */
  updating: boolean;
  /** Not all messages were looked at: go on below `lowestUid` (RFC 9738). */
  limit: MessageLimit | null;
}

export interface AnswerOptions {
  /** Null: the plain command. */
  returns: SearchReturn | null;
  /** `* SEARCH` or `* SORT`. */
  plain: 'search' | 'sort';
  /** Where a server is known for it, no answer at all behind OK means that nothing was found. */
  mayBeSilent: boolean;
}

/** Octets of sets in several ESEARCH answers to one command. */
const MOST_SET_OCTETS = 64 << 20;

export class SearchAnswer {
  readonly #options: AnswerOptions;
  #silentServer = false;
  #tag = '';
  #lists: number[][] = [];
  #esearch: Esearch | null = null;
  #modseq: string | null = null;
  #updating: boolean;
  #limit: MessageLimit | null = null;
  #otherNumbers = false;
  #numbers = 0;
  /** How many UIDs may still be named. */
  #left = MAX_SIZE;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#updating = options.returns?.update === true;
  }

  /** What is known of the server when the command is sent. */
  sentTo(wire: WireState): void {
    this.#silentServer = wire.nothingUnsaid === true;
  }

  take(response: Response, tag: string): boolean {
    this.#tag = tag;
    if (response.kind === this.#options.plain) {
      // More than any mailbox holds is not kept, and told in the end.
      this.#numbers += response.uids.length;
      if (this.#numbers <= MAX_SIZE) this.#lists.push(response.uids);
      this.#modseq = response.modseq ?? this.#modseq;
      return true;
    }
    if (response.kind === 'status' && response.code?.name === 'NOUPDATE' && response.code.rest.includes(`"${tag}"`)) {
      this.#updating = false;
      return true;
    }
    // Another tag's, or the first news of a context: `updates` alone is no answer.
    if (response.kind !== 'esearch' || (response.tag !== null && response.tag !== tag) || response.updates.length > 0) return false;
    // Numbers of messages in place of UIDs would be taken for other messages.
    if (!response.uid && (response.all ?? response.partial?.set ?? response.min ?? response.max ?? null) !== null) this.#otherNumbers = true;
    if (this.#esearch === null) this.#esearch = response;
    else if ((this.#esearch.all?.length ?? 0) <= MOST_SET_OCTETS) this.#esearch = merged(this.#esearch, response);
    else this.#numbers = Infinity;
    return true;
  }

  limited(limit: MessageLimit): void {
    this.#limit = limit;
  }

  /** `tag`: of the OK. `most`: UIDs that the result may hold. Throws 'protocol'. */
  result(tag: string, most = MAX_SIZE): SearchResult {
    this.#left = most;
    const { returns, mayBeSilent } = this.#options;
    this.#tag = tag;
    if (this.#numbers > MAX_SIZE) throw fail('protocol', say('engine-imap.tooManyNamed'));
    if (this.#otherNumbers) throw fail('protocol', say('engine-imap.searchNumbers'));
    const esearch = this.#esearch;
    const silent = esearch === null && this.#lists.length === 0;
    const savedOnly = returns !== null && returns.save === true && answersAsked(returns) === 0;
    if (silent && !(mayBeSilent && this.#silentServer) && !savedOnly) throw missing();
    const wantsAll = returns === null || returns.all === true;
    const { partial, partialOrder } = this.#partial(esearch, silent);
    const uids = wantsAll ? this.#all(esearch) : null;
    return {
      uids,
      partial,
      min: returns?.min === true ? (esearch?.min ?? null) : null,
      max: returns?.max === true ? (esearch?.max ?? null) : null,
      count: returns?.count === true ? this.#count(esearch, silent) : null,
      modseq: esearch?.modseq ?? this.#modseq,
      relevancy: this.#relevancy(esearch, partialOrder),
      tag: this.#tag,
      updating: this.#updating,
      limit: this.#limit,
    };
  }

  #all(esearch: Esearch | null): number[] {
    if (esearch === null) return this.#ordered(this.#lists.flat());
    if (esearch.all !== null) return this.#expand(esearch.all);
    // "COUNT 5" without ALL is half an answer.
    if ((esearch.count ?? 0) > 0) throw missing();
    return [];
  }

  #count(esearch: Esearch | null, silent: boolean): number {
    if (silent) return 0;
    if (esearch?.count == null) throw missing();
    return esearch.count;
  }

  #partial(esearch: Esearch | null, silent: boolean): { partial: number[] | null; partialOrder: number[] } {
    if (this.#options.returns?.partial === undefined) return { partial: null, partialOrder: [] };
    if (esearch?.partial == null) {
      if (silent) return { partial: [], partialOrder: [] };
      throw missing();
    }
    const { set } = esearch.partial;
    return set === null ? { partial: [], partialOrder: [] } : { partial: this.#expand(set), partialOrder: parseUidOrder(set) };
  }

  #relevancy(esearch: Esearch | null, partialOrder: readonly number[]): Map<number, number> | null {
    const scores = esearch?.relevancy;
    if (scores == null) return null;
    const order = esearch?.all == null ? partialOrder : parseUidOrder(esearch.all);
    // Scores that do not pair up say nothing.
    return order.length === scores.length ? new Map(order.map((uid, index) => [uid, scores[index]!])) : null;
  }

  #expand(set: string): number[] {
    return this.#options.plain === 'sort' ? parseUidOrder(set, this.#left) : allUids(parseUidSet(set, this.#left));
  }

  #ordered(uids: number[]): number[] {
    return this.#options.plain === 'sort' ? uids : ascending(uids);
  }
}

const missing = (): Error => fail('protocol', say('engine-imap.searchNoResult'));

function merged(a: Esearch, b: Esearch): Esearch {
  return { ...b, min: b.min ?? a.min, max: b.max ?? a.max, count: b.count ?? a.count, modseq: b.modseq ?? a.modseq, partial: b.partial ?? a.partial, relevancy: b.relevancy ?? a.relevancy, all: a.all === null ? b.all : b.all === null ? a.all : `${a.all},${b.all}` };
}

/** Sorted, repeats dropped. Most answers are in order already. */
export function ascending(uids: number[]): number[] {
  for (let at = 1; at < uids.length; at++) {
    if (uids[at]! > uids[at - 1]!) continue;
    uids.sort((a, b) => a - b);
    return uids.filter((uid, index) => uid !== uids[index - 1]);
  }
  return uids;
}
