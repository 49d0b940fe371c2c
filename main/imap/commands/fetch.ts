/** FETCH and UID FETCH (RFC 3501 6.4.5, 6.4.8; CHANGEDSINCE and VANISHED RFC 7162 3.1.4, 3.2.6; PARTIAL RFC 9394 3.3; UIDFETCH RFC 9586). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command, Lane } from '../command.ts';
import type { FetchedMessage, FetchItems } from '../message.ts';
import { NEWS, SplitRows } from '../split-rows.ts';
import { formatUidSet, parseUidSet, uidSetHas, uidSetsOverlap, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { ITEM, type FetchRow } from '../wire/fetch.ts';
import type { Response } from '../wire/response.ts';
import { itemBits, itemNeeds, writeItems } from './fetch-program.ts';
import { partialRange } from './search-return.ts';

export interface FetchRequest {
  /** UIDs, or sequence numbers for `fetch`. */
  set: UidSet;
  items: FetchItems;
  /** Only messages changed after this MODSEQ; with CONDSTORE. */
  changedSince?: string | undefined;
  /** With `changedSince`: which of the set are gone since then. QRESYNC must have been ENABLEd. */
  vanished?: boolean;
  /** Octets of a message are looked at until `onMessage` has returned and no longer: their memory is given back at once. */
  transient?: boolean | undefined;
  /** Only these of the set, counted from 1, or from -1 for the last. */
  partial?: readonly [number, number];
  /** In the order they come; a promise stops reading until it settles. What it throws rejects the command. */
  onMessage: (message: FetchedMessage) => void | Promise<void>;
}

export interface Fetched {
  /** Null unless `vanished` was asked for. */
  vanished: UidSet | null;
}

/** Rows of other UIDs, and rows with nothing but flags where more was asked, are news and not answers. */
export const uidFetch = (request: FetchRequest): Command<Fetched> =>
  fetching('UID FETCH', { kind: 'rows', uids: request.set }, request, ({ message, items }) => (items & ITEM.uid) !== 0 && uidSetHas(request.set, message.uid));

/** By sequence numbers, which another client's expunge changes: nothing may be under way beside it. Not with UIDONLY. */
export const fetch = (request: FetchRequest): Command<Fetched> => fetching('FETCH', { kind: 'alone', inMailbox: 'numbers' }, request, ({ message }) => uidSetHas(request.set, message.sequence));

function fetching(name: string, lane: Lane, request: FetchRequest, isNamed: (row: FetchRow) => boolean): Command<Fetched> {
  const asked = itemBits(request.items);
  const beyondNews = asked & ~NEWS;
  const vanished: UidSet[] | null = request.vanished === true ? [] : null;
  const deliver = new Delivery(request.onMessage);
  // What is transient cannot wait for the rest of it, and news are whole by themselves.
  const split = beyondNews === 0 || request.transient === true ? null : new SplitRows(asked);
  const { needs, all } = itemNeeds(request.items);
  return {
    name,
    lane,
    ...(needs === undefined ? {} : { needs }),
    needsAll: [...all, ...modifierNeeds(request)],
    transient: request.transient === true,
    parts() {
      const writer = new CommandWriter().word(`${name} ${formatUidSet(request.set)} `);
      writeItems(writer, request.items);
      writeModifiers(writer, request);
      return writer.finish();
    },
    take(response: Response) {
      if (response.kind === 'vanished' && response.earlier && vanished !== null && uidSetsOverlap(response.uids, request.set)) {
        vanished.push(response.uids);
        return true;
      }
      if (response.kind !== 'fetch' || !isNamed(response.row)) return false;
      const { message, items } = response.row;
      const own = beyondNews === 0 ? (asked & ~ITEM.uid) === 0 || (items & asked & ~ITEM.uid) !== 0 : (items & beyondNews) !== 0;
      if (split === null) return own && deliver.row(message);
      // Flags alone may be a part of an answer, and are told as news all the same.
      const whole = own || (items & asked & ~ITEM.uid) !== 0 ? split.add(response.row, own) : [];
      const wait = deliver.rows(whole);
      return own ? wait : false;
    },
    done() {
      // Nothing is read behind these that would have to wait for them.
      void deliver.rows(split?.rest() ?? []);
      deliver.rethrow();
      return { vanished: vanished === null ? null : joined(vanished) };
    },
  };
}

const joined = (sets: readonly UidSet[]): UidSet => (sets.length === 0 ? [] : parseUidSet(sets.map(formatUidSet).join(','), Infinity));

/** Hands rows to a callback until it fails. */
class Delivery {
  readonly #onMessage: FetchRequest['onMessage'];
  #thrown: { error: unknown } | null = null;

  constructor(onMessage: FetchRequest['onMessage']) {
    this.#onMessage = onMessage;
  }

  readonly #failed = (error: unknown): void => void (this.#thrown ??= { error });

  row(message: FetchedMessage): true | Promise<void> {
    if (this.#thrown !== null) return true;
    try {
      const wait = this.#onMessage(message);
      return wait instanceof Promise ? wait.catch(this.#failed) : true;
    } catch (error) {
      this.#failed(error);
      return true;
    }
  }

  /** Mostly one. */
  rows(messages: readonly FetchedMessage[]): true | Promise<void> {
    const [first, ...more] = messages.map((message) => this.row(message)).filter((wait) => wait !== true);
    return first === undefined ? true : more.length === 0 ? first : Promise.all([first, ...more]).then(() => undefined);
  }

  rethrow(): void {
    if (this.#thrown !== null) throw this.#thrown.error;
  }
}

function modifierNeeds(request: FetchRequest): string[] {
  const needs = request.changedSince === undefined ? [] : ['CONDSTORE'];
  if (request.vanished === true) needs.push('QRESYNC');
  if (request.partial !== undefined) needs.push('PARTIAL');
  return needs;
}

function writeModifiers(writer: CommandWriter, request: FetchRequest): void {
  if (request.vanished === true && request.changedSince === undefined) throw fail('invalid-input', say('engine-imap.unknownState'));
  if (request.changedSince === undefined && request.partial === undefined) return;
  writer.word(' (');
  if (request.partial !== undefined) writer.word(`PARTIAL ${partialRange(request.partial)}`);
  if (request.changedSince !== undefined) writer.word(request.partial === undefined ? 'CHANGEDSINCE ' : ' CHANGEDSINCE ').digits(request.changedSince);
  if (request.vanished === true) writer.word(' VANISHED');
  writer.word(')');
}
