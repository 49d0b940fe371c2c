/** LIST with all its options (RFC 3501 6.3.8; RFC 5258, 5819, 6154, 8440, 9590; RFC 9051 6.3.9). */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Command } from '../command.ts';
import type { MailboxListing } from '../mailbox.ts';
import { CommandWriter } from '../wire/encoder.ts';
import type { Response } from '../wire/response.ts';
import { entryList, readMetadata } from './metadata-entries.ts';
import { completeStatus, mailboxKey, statusItemList, SUMMARY_ITEMS, type StatusItem } from './status.ts';

export type ListSelection = 'SUBSCRIBED' | 'REMOTE' | 'RECURSIVEMATCH' | 'SPECIAL-USE';

export interface ListReturn {
  subscribed?: boolean;
  children?: boolean;
  specialUse?: boolean;
  /** With LIST-STATUS. */
  status?: readonly StatusItem[];
  /** With LIST-MYRIGHTS. */
  myRights?: boolean;
  /** Entry names, with LIST-METADATA. */
  metadata?: readonly string[];
}

export interface ListRequest {
  /** Wire form; default ''. */
  reference?: string;
  /** Wire form, with the wildcards `*` and `%`; default everything. More than one is LIST-EXTENDED. */
  patterns?: readonly string[];
  /** Only those mailboxes; RECURSIVEMATCH needs one beside itself. */
  select?: readonly ListSelection[];
  return?: ListReturn;
}

/** More than any account has; a server that goes on is not answering. */
const MOST_LISTINGS = 200_000;
const SUMMARY: ReadonlySet<StatusItem> = new Set<StatusItem>([...SUMMARY_ITEMS, 'highestModseq']);

/** In the server's order, each name once. Ask only for what is offered. */
export function list(request: ListRequest = {}): Command<MailboxListing[]> {
  const asked = request.return ?? {};
  const selection = request.select ?? [];
  const patterns = request.patterns ?? ['*'];
  const extended = selection.length > 0 || patterns.length > 1 || Object.values(asked).some((option) => option !== undefined && option !== false);
  const found = new Listings(asked);
  return {
    name: 'LIST',
    lane: { kind: 'list' },
    needsAll: extended ? needed(asked, selection, patterns) : [],
    parts(wire) {
      if (patterns.length === 0) throw fail('invalid-input', say('engine-imap.noFolderAsked'));
      if (selection.includes('RECURSIVEMATCH') && !selection.some((option) => option !== 'RECURSIVEMATCH' && option !== 'REMOTE')) throw fail('invalid-input', say('engine-imap.recursiveMatch'));
      const returns = returnOptions(asked);
      const writer = new CommandWriter(wire).word('LIST ');
      if (selection.length > 0) writer.word(`(${selection.join(' ')}) `);
      name(writer, request.reference ?? '').word(' ');
      if (patterns.length > 1) writer.word('(');
      for (const [index, pattern] of patterns.entries()) name(writer.word(index > 0 ? ' ' : ''), pattern);
      if (patterns.length > 1) writer.word(')');
      if (returns.length > 0) writer.word(` RETURN (${returns.join(' ')})`);
      return writer.finish();
    },
    take: (response) => found.take(response),
    done: () => found.all(),
  };
}

/** SPECIAL-USE (RFC 6154) brings its own options where LIST-EXTENDED is not offered. */
function needed(asked: ListReturn, selection: readonly ListSelection[], patterns: readonly string[]): string[] {
  const { specialUse: _own, ...others } = asked;
  const only = patterns.length === 1 && selection.every((option) => option === 'SPECIAL-USE') && Object.values(others).every((option) => option === undefined || option === false);
  const atoms: string[] = [only ? 'SPECIAL-USE' : 'LIST-EXTENDED'];
  if (asked.status !== undefined) atoms.push('LIST-STATUS');
  if (asked.myRights === true) atoms.push('LIST-MYRIGHTS');
  if (asked.metadata !== undefined) atoms.push('LIST-METADATA');
  return atoms;
}

function name(writer: CommandWriter, wireName: string): CommandWriter {
  return wireName === '' ? writer.word('""') : writer.mailbox(wireName);
}

function returnOptions(asked: ListReturn): string[] {
  const options: string[] = [];
  if (asked.subscribed === true) options.push('SUBSCRIBED');
  if (asked.children === true) options.push('CHILDREN');
  if (asked.specialUse === true) options.push('SPECIAL-USE');
  if (asked.status !== undefined) options.push(`STATUS ${statusItemList(asked.status)}`);
  if (asked.myRights === true) options.push('MYRIGHTS');
  if (asked.metadata !== undefined) options.push(`METADATA (${entryList(asked.metadata)})`);
  return options;
}

/** Collects LIST responses and the data that follows each. */
class Listings {
  readonly #asked: ListReturn;
  readonly #byName = new Map<string, MailboxListing>();
  #broken = false;

  constructor(asked: ListReturn) {
    this.#asked = asked;
  }

  take(response: Response): boolean {
    if (response.kind === 'list') {
      // A folder named twice is one folder, and what is said last is the answer: with IMAP4rev2 Cyrus 3.12 tells of CREATE, RENAME and DELETE
      // before the answer to the next command, as `* LIST () "/" new (OLDNAME (old))`, `* LIST (\NonExistent) "/" gone`; 2026-11-21.
      const key = mailboxKey(response.listing.wireName);
      const known = this.#byName.get(key);
      if (this.#byName.size >= MOST_LISTINGS) this.#broken = true;
      else this.#byName.set(key, known?.oldName === undefined ? response.listing : { oldName: known.oldName, ...response.listing });
      return true;
    }
    if (response.kind === 'mailbox-status') {
      const listing = this.#byName.get(mailboxKey(response.wireName));
      if (this.#asked.status === undefined || listing === undefined) return false;
      // Unreadable: as if it had not come; it can be asked for again by itself.
      if (response.items === null) return true;
      if (this.#asked.status.some((item) => !SUMMARY.has(item))) listing.statusItems = response.items;
      listing.status = completeStatus(response.items);
      return true;
    }
    return response.kind === 'data' && this.#takeData(response.name, response.values);
  }

  #takeData(kind: string, values: Extract<Response, { kind: 'data' }>['values']): boolean {
    if (kind === 'LIST' || kind === 'XLIST') {
      this.#broken = true;
      return true;
    }
    const [wireName, data] = values ?? [];
    const listing = typeof wireName === 'string' ? this.#byName.get(mailboxKey(wireName)) : undefined;
    if (listing === undefined) return false;
    if (kind === 'MYRIGHTS' && this.#asked.myRights === true && typeof data === 'string') listing.rights = data;
    else if (kind === 'METADATA' && this.#asked.metadata !== undefined) listing.metadata = [...(listing.metadata ?? []), ...readMetadata(data)];
    else return false;
    return true;
  }

  all(): MailboxListing[] {
    if (this.#broken) throw fail('protocol', say('engine-imap.badList'));
    return [...this.#byName.values()].filter((listing) => this.#asked.children !== true || !isGone(listing));
  }
}

/** A name that is none (RFC 5258 3.1) is listed for the sake of its children or of a subscription; without either it is news of a DELETE. */
function isGone({ attributes, childInfo }: MailboxListing): boolean {
  const has = (name: string): boolean => attributes.some((attribute) => attribute.toLowerCase() === name);
  return has('\\nonexistent') && !has('\\haschildren') && !has('\\subscribed') && childInfo === undefined;
}
