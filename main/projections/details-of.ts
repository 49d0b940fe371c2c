/** From what is here of a message to what there is to know about it. Pure; nothing hostile makes it throw. */
import type { HeaderDetails, Invitation, MessageDetails, Report } from '../../shared/model/message-details.ts';
import type { Address } from '../../shared/model/message.ts';
import { judgeSender, type TrustedServer } from '../../shared/trust/authentication.ts';
import { domainOf } from '../../shared/trust/domain.ts';
import { senderWarnings } from '../../shared/trust/sender-warnings.ts';
import type { BodyPart } from '../imap/message.ts';
import { isCalendarType } from '../mime/calendar-type.ts';
import { decodeCharset } from '../mime/charset.ts';
import { describeStructure } from '../mime/describe-structure.ts';
import { decodeEncodedWords } from '../mime/encoded-word.ts';
import { fieldValue, parseHeaderBlock, type HeaderField } from '../mime/header-block.ts';
import { headerDate } from '../mime/header-date.ts';
import { addressesOf, headerAmbiguities, readHeader, shownHeader } from '../mime/header-fields.ts';
import { readInvitation } from '../mime/invitation.ts';
import { listDetails } from '../mime/list-header.ts';
import { protectionOf } from '../mime/protection.ts';
import { isReportType, readReport } from '../mime/report.ts';
import { decodeTransfer } from '../mime/transfer-encoding.ts';
import { tellingParts } from '../sync/bodies/aside.ts';
import type { Aside } from '../sync/open-details.ts';

export interface DetailsSource {
  /** As the row has them. */
  from: readonly Address[];
  replyTo: readonly Address[];
  structure: BodyPart | null;
  /** Plain text that is shown, if it is here. */
  text: string | null;
  aside: Aside | null;
  server: TrustedServer;
  /** The user's own addresses. */
  own: readonly string[];
  /** Of a message inside a message nobody has checked anything. */
  nested?: boolean;
}

export function detailsOf({ from, replyTo, structure, text, aside, server, own, nested }: DetailsSource): Omit<MessageDetails, 'failure'> {
  const tree = aside?.structure ?? structure;
  const subjects = new Map([...(aside?.subjects ?? [])].map(([section, block]) => [section, subjectOf(block)]));
  const described = tree ? describeStructure(tree, subjects) : { parts: [], ambiguities: [] };
  const facts = aside && readHeader(aside.header);
  const people = facts && peopleIn(facts.fields);
  const header = facts && people ? headerOf(facts, people, server, nested === true) : null;
  return {
    header,
    serverDate: aside?.serverDate ?? null,
    warnings: senderWarnings({
      from: together(from, people?.from.addresses ?? []),
      replyTo: people?.replyTo.addresses ?? replyTo,
      sender: header?.sender ?? null,
      fromFields: people ? people.from.count : null,
      rest: people?.from.rest ?? '',
      list: header?.list?.id != null,
    }, [...new Set(own.map((email) => domainOf(email).toLowerCase()))].filter((domain) => domain !== '')),
    structure: described.parts,
    ambiguities: [...(aside?.walked ? [{ code: 'walked' as const, params: {} }] : []), ...(facts && aside ? headerAmbiguities(facts.fields, aside.header) : []), ...described.ambiguities],
    protection: tree ? protectionOf(tree, text) : [],
    invitation: told(tree, aside, isCalendarType, readCalendar),
    report: told(tree, aside, isReportType, (part, content): Report | null => readReport(part.t, content)),
  };
}

const subjectOf = (block: Buffer): string => decodeEncodedWords(fieldValue(parseHeaderBlock(block), 'subject') ?? '').slice(0, 1_000);

type People = ReturnType<typeof peopleIn>;
const peopleIn = (fields: readonly HeaderField[]) => ({ from: addressesOf(fields, 'from'), sender: addressesOf(fields, 'sender'), replyTo: addressesOf(fields, 'reply-to'), receipt: addressesOf(fields, 'disposition-notification-to') });

function headerOf({ fields, more }: ReturnType<typeof readHeader>, people: People, server: TrustedServer, nested: boolean): HeaderDetails {
  const judged = judgeSender(fields, people.from.addresses.map(({ address }) => address), people.from.count, server);
  const authentication = nested ? { verdict: 'unknown' as const, reason: 'nested' as const, by: null, topmost: judged.topmost, results: [] } : judged;
  return {
    ...shownHeader(fields, more),
    date: headerDate(fieldValue(fields, 'date')),
    sender: people.sender.addresses[0] ?? null,
    authentication,
    list: listDetails(fields, authentication),
    receiptTo: people.receipt.addresses.slice(0, 10),
  };
}

/** As the header names them, and those that only the row shows: two readers of one header need not find the same. */
const together = (shown: readonly Address[], written: readonly Address[]): Address[] =>
  [...written, ...shown.filter((one) => !written.some(({ address }) => address.toLowerCase() === one.address.toLowerCase()))];

function readCalendar(part: BodyPart, content: Buffer): Invitation | null {
  return readInvitation(decodeCharset(content, part.p?.['charset'] ?? 'utf-8'), part.s, part.p?.['method'] ?? '');
}

/** The first part of a kind that can be understood. */
function told<T>(tree: BodyPart | null, aside: Aside | null, wanted: (type: string) => boolean, read: (part: BodyPart, content: Buffer) => T | null): T | null {
  for (const part of tellingParts(tree)) {
    const content = wanted(part.t) ? aside?.parts.get(part.s) : undefined;
    const found = content && read(part, decodeTransfer(content, part.e ?? '').bytes);
    if (found) return found;
  }
  return null;
}
