/** UID FETCH (RFC 3501 6.4.5, 6.4.8; CHANGEDSINCE RFC 7162 3.1.4; PREVIEW RFC 8970). */
import { fail } from '../../../shared/failure.ts';
import type { Command } from '../command.ts';
import type { FetchedMessage, FetchItems } from '../session.ts';
import { formatUidSet, uidSetHas, type UidSet } from '../uid-set.ts';
import { CommandWriter } from '../wire/encoder.ts';
import { ITEM } from '../wire/fetch.ts';
import type { Response } from '../wire/response.ts';

export interface FetchRequest {
  set: UidSet;
  items: FetchItems;
  changedSince?: string | undefined;
  onMessage: (message: FetchedMessage) => void | Promise<void>;
}

/** Items that also come unasked, when somebody else changes a message. */
const NEWS = ITEM.uid | ITEM.flags | ITEM.modseq;

/** Rows of other UIDs, and rows with nothing but flags where more was asked, are news and not answers. What `onMessage` throws rejects the command. */
export function uidFetch(request: FetchRequest): Command<void> {
  const { set, onMessage } = request;
  const asked = itemBits(request.items);
  const beyondNews = asked & ~NEWS;
  let thrown: { error: unknown } | null = null;
  const failed = (error: unknown): void => void (thrown ??= { error });
  const deliver = (message: FetchedMessage): boolean | Promise<void> => {
    if (thrown !== null) return true;
    try {
      const wait = onMessage(message);
      return wait instanceof Promise ? wait.catch(failed) : true;
    } catch (error) {
      failed(error);
      return true;
    }
  };
  return {
    name: 'UID FETCH',
    lane: { kind: 'rows', uids: set },
    parts() {
      const writer = new CommandWriter().word(`UID FETCH ${formatUidSet(set)} `);
      writeItems(writer, request.items);
      if (request.changedSince !== undefined) writer.word(' (CHANGEDSINCE ').digits(request.changedSince).word(')');
      return writer.finish();
    },
    take(response: Response) {
      if (response.kind !== 'fetch') return false;
      const { message, items } = response.row;
      if ((items & ITEM.uid) === 0 || !uidSetHas(set, message.uid)) return false;
      if (beyondNews === 0 ? (asked & ~ITEM.uid) !== 0 && (items & asked & ~ITEM.uid) === 0 : (items & beyondNews) === 0) return false;
      return deliver(message);
    },
    done() {
      if (thrown !== null) throw thrown.error;
    },
  };
}

function itemBits(items: FetchItems): number {
  return (
    ITEM.uid |
    (items.flags === true ? ITEM.flags : 0) |
    (items.modseq === true ? ITEM.modseq : 0) |
    (items.internalDate === true ? ITEM.internalDate : 0) |
    (items.size === true ? ITEM.size : 0) |
    (items.envelope === true ? ITEM.envelope : 0) |
    (items.bodyStructure === true ? ITEM.bodyStructure : 0) |
    (items.headerFields !== undefined && items.headerFields.length > 0 ? ITEM.header : 0) |
    (items.sections !== undefined && items.sections.length > 0 ? ITEM.section : 0) |
    (items.preview === true ? ITEM.preview : 0)
  );
}

function writeItems(writer: CommandWriter, items: FetchItems): void {
  writer.word('(UID');
  if (items.flags === true) writer.word(' FLAGS');
  if (items.modseq === true) writer.word(' MODSEQ');
  if (items.internalDate === true) writer.word(' INTERNALDATE');
  if (items.size === true) writer.word(' RFC822.SIZE');
  if (items.envelope === true) writer.word(' ENVELOPE');
  if (items.bodyStructure === true) writer.word(' BODYSTRUCTURE');
  if (items.preview === true) writer.word(' PREVIEW (LAZY)');
  if (items.headerFields !== undefined && items.headerFields.length > 0) {
    writer.word(' BODY.PEEK[HEADER.FIELDS (');
    for (const [index, field] of items.headerFields.entries()) writer.word(index > 0 ? ' ' : '').word(headerField(field));
    writer.word(')]');
  }
  for (const { section, offset, length } of items.sections ?? []) {
    writer.word(` BODY.PEEK[${sectionName(section)}]`);
    if (length !== undefined) writer.word('<').number(offset ?? 0).word('.').number(length).word('>');
    else if (offset !== undefined) throw fail('invalid-input', 'A part of a section needs a length.');
  }
  writer.word(')');
}

/** RFC 5322 3.6.8, less what would need quoting. */
function headerField(name: string): string {
  if (!/^[!#$&'*+\-.0-9A-Z^_`a-z|~]{1,200}$/u.test(name) || name.includes('*')) throw fail('invalid-input', 'That is not the name of a header field.');
  return name.toUpperCase();
}

function sectionName(section: string): string {
  if (!/^(?:|HEADER|TEXT|[1-9]\d{0,8}(?:\.[1-9]\d{0,8}){0,99}(?:\.(?:HEADER|TEXT|MIME))?)$/iu.test(section)) throw fail('invalid-input', 'That is not a part of a message.');
  return section.toUpperCase();
}
