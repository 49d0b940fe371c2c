/** What FETCH asks for (RFC 3501 6.4.5; RFC 3516, 7162, 8474, 8514, 8970; Gmail), written and named as bits. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { FetchItems } from '../message.ts';
import type { CommandWriter } from '../wire/encoder.ts';
import { ITEM } from '../wire/fetch.ts';

const some = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

/** ITEM bits of what will be answered; UID is always asked for. */
export function itemBits(items: FetchItems): number {
  return (
    ITEM.uid |
    (items.flags === true ? ITEM.flags : 0) |
    (items.modseq === true ? ITEM.modseq : 0) |
    (items.internalDate === true ? ITEM.internalDate : 0) |
    (items.size === true ? ITEM.size : 0) |
    (items.envelope === true ? ITEM.envelope : 0) |
    (items.bodyStructure === true ? ITEM.bodyStructure : 0) |
    (items.preview === true || items.preview === 'now' ? ITEM.preview : 0) |
    (items.saveDate === true ? ITEM.saveDate : 0) |
    (items.emailId === true ? ITEM.emailId : 0) |
    (items.threadId === true ? ITEM.threadId : 0) |
    (items.gmail === true || items.gmail === 'thread' ? ITEM.gmail : 0) |
    (some(items.headerFields) ? ITEM.header : 0) |
    (some(items.sections) ? ITEM.section : 0) |
    (some(items.binary) ? ITEM.binary : 0) |
    (some(items.binarySizes) ? ITEM.binarySize : 0)
  );
}

/** For `needs` and `needsAll` of the command. */
export function itemNeeds(items: FetchItems): { needs?: readonly string[]; all: string[] } {
  const all: string[] = [];
  if (items.modseq === true) all.push('CONDSTORE');
  if (items.preview === true || items.preview === 'now') all.push('PREVIEW');
  if (items.saveDate === true) all.push('SAVEDATE');
  if (items.emailId === true || items.threadId === true) all.push('OBJECTID');
  if (items.gmail === true || items.gmail === 'thread') all.push('X-GM-EXT-1');
  return some(items.binary) || some(items.binarySizes) ? { needs: BINARY_NEEDS, all } : { all };
}

/** Part of IMAP4rev2 (RFC 9051 6.4.5). */
export const BINARY_NEEDS: readonly string[] = ['BINARY', 'IMAP4REV2'];

/** `(UID …)`. Throws 'invalid-input'. */
export function writeItems(writer: CommandWriter, items: FetchItems): void {
  writer.word('(UID');
  if (items.flags === true) writer.word(' FLAGS');
  if (items.modseq === true) writer.word(' MODSEQ');
  if (items.internalDate === true) writer.word(' INTERNALDATE');
  if (items.size === true) writer.word(' RFC822.SIZE');
  if (items.envelope === true) writer.word(' ENVELOPE');
  if (items.bodyStructure === true) writer.word(' BODYSTRUCTURE');
  if (items.preview === true) writer.word(' PREVIEW (LAZY)');
  if (items.preview === 'now') writer.word(' PREVIEW');
  if (items.saveDate === true) writer.word(' SAVEDATE');
  if (items.emailId === true) writer.word(' EMAILID');
  if (items.threadId === true) writer.word(' THREADID');
  if (items.gmail === true) writer.word(' X-GM-MSGID X-GM-THRID X-GM-LABELS');
  if (items.gmail === 'thread') writer.word(' X-GM-THRID');
  if (some(items.headerFields)) {
    writer.word(' BODY.PEEK[HEADER.FIELDS');
    writeFields(writer, items.headerFields!);
    writer.word(']');
  }
  writeSections(writer, items);
  for (const { section, offset, length } of items.binary ?? []) {
    writer.word(` BINARY.PEEK[${partName(section)}]`);
    writePartial(writer, offset, length);
  }
  for (const section of items.binarySizes ?? []) writer.word(` BINARY.SIZE[${partName(section)}]`);
  writer.word(')');
}

function writeSections(writer: CommandWriter, items: FetchItems): void {
  const listed = new Set<string>();
  for (const { section, offset, length, fields } of items.sections ?? []) {
    const name = sectionName(section, fields !== undefined);
    writer.word(` BODY.PEEK[${name}`);
    if (fields !== undefined) {
      // The answer says which fields they were in its own spelling: one list for each section can be told apart.
      if (listed.has(name) || fields.length === 0) throw fail('invalid-input', say('engine-imap.notAPart'));
      listed.add(name);
      writeFields(writer, fields);
    }
    writer.word(']');
    writePartial(writer, offset, length);
  }
}

/** `<0.4096>`, or nothing. */
export function writePartial(writer: CommandWriter, offset: number | undefined, length: number | undefined): void {
  if (length !== undefined) writer.word('<').number(offset ?? 0).word('.').number(length).word('>');
  else if (offset !== undefined) throw fail('invalid-input', say('engine-imap.partLength'));
}

function writeFields(writer: CommandWriter, fields: readonly string[]): void {
  writer.word(' (');
  for (const [index, field] of fields.entries()) writer.word(index > 0 ? ' ' : '').word(headerField(field));
  writer.word(')');
}

/** RFC 5322 3.6.8, less what would need quoting. */
function headerField(name: string): string {
  if (!/^[!#$&'*+\-.0-9A-Z^_`a-z|~]{1,200}$/u.test(name) || name.includes('*')) throw fail('invalid-input', say('engine-imap.notAHeader'));
  return name.toUpperCase();
}

const PART = '[1-9]\\d{0,8}(?:\\.[1-9]\\d{0,8}){0,99}';
const PART_ONLY = new RegExp(`^${PART}$`, 'u');
const SECTION = new RegExp(`^(?:|HEADER|TEXT|${PART}(?:\\.(?:HEADER|TEXT|MIME))?)$`, 'u');
/** Not the plain HEADER.FIELDS of the message itself: that is `headerFields`. */
const FIELDS_SECTION = new RegExp(`^(?:HEADER\\.FIELDS\\.NOT|${PART}\\.HEADER\\.FIELDS(?:\\.NOT)?)$`, 'u');

/** In upper case. */
export function sectionName(section: string, withFields = false): string {
  const name = section.replace(/[a-z]+/gu, (letters) => letters.toUpperCase());
  if (!(withFields ? FIELDS_SECTION : SECTION).test(name)) throw fail('invalid-input', say('engine-imap.notAPart'));
  return name;
}

/** Of a part that BINARY can decode: numbers only. */
export function partName(section: string): string {
  if (!PART_ONLY.test(section)) throw fail('invalid-input', say('engine-imap.notAPart'));
  return section;
}
