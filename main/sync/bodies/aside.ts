/** What is kept with a text that was opened: the header, the day the server took it in, calendars and reports. So it is there without a line too. */
import type { BodyPart } from '../../imap/message.ts';
import { HEADER_LIMIT } from '../../mime/header-fields.ts';
import { CALENDAR_LIMIT, isCalendarType } from '../../mime/calendar-type.ts';
import { isReportType, REPORT_LIMIT } from '../../mime/report.ts';
import type { Sections } from './stored-body.ts';

export const HEADER = 'HEADER';
/** INTERNALDATE in milliseconds, as digits; no section of IMAP is called so. */
export const SERVER_DATE = 'INTERNALDATE';

/** Calendars and reports of one message that are looked at. */
const MOST = 3;
const MOST_SEEN = 2_000;

/** Parts that say more than their text, in order; none inside another message. */
export function tellingParts(root: BodyPart | null): BodyPart[] {
  const found: BodyPart[] = [];
  const pending = root ? [root] : [];
  for (let seen = 0; pending.length > 0 && found.length < MOST && seen < MOST_SEEN; seen += 1) {
    const part = pending.pop()!;
    if (part.t.startsWith('multipart/')) pending.push(...(part.c ?? []).slice(0, MOST_SEEN).reverse());
    else if (isCalendarType(part.t) || isReportType(part.t)) found.push(part);
  }
  return found;
}

const SUBJECT = ['SUBJECT'] as const;
/** Octets of a subject that is shown in a list of parts. */
const SUBJECT_LIMIT = 2_048;

/** The first messages inside that are wanted. */
export function messagesInside(root: BodyPart | null, wanted: (part: BodyPart) => boolean = () => true): BodyPart[] {
  const pending = root ? [root] : [];
  const found: BodyPart[] = [];
  for (let seen = 0; pending.length > 0 && found.length < MOST && seen < MOST_SEEN; seen += 1) {
    const part = pending.pop()!;
    if (part.t.startsWith('multipart/')) pending.push(...(part.c ?? []).slice(0, MOST_SEEN).reverse());
    else if (part.t === 'message/rfc822' && wanted(part)) found.push(part);
  }
  return found;
}

/** Where the subject of a message inside is kept. */
export const subjectSection = (section: string): string => `${section}.HEADER.FIELDS`;

/** Octets as encoded that are fetched of it; 0 for a calendar that is too large to be read. */
function lengthOf(part: BodyPart): number {
  if (!isCalendarType(part.t)) return REPORT_LIMIT;
  const most = Math.ceil(CALENDAR_LIMIT * 1.4);
  return (part.n ?? 0) > most ? 0 : most;
}

/** For Session.uidFetch. */
export function asideSections(root: BodyPart | null): { section: string; offset: number; length: number; fields?: readonly string[] }[] {
  // Only what a server has looked into can it be asked for the fields of (RFC 3501 6.4.5).
  const subjects = messagesInside(root, ({ c }) => c !== undefined).map(({ s }) => ({ section: subjectSection(s), fields: SUBJECT, offset: 0, length: SUBJECT_LIMIT }));
  return [...subjects, { section: HEADER, offset: 0, length: HEADER_LIMIT }, ...tellingParts(root).map((part) => ({ section: part.s, offset: 0, length: lengthOf(part) })).filter(({ length }) => length > 0)];
}

/** The same out of a whole message that our own walker has gone through. */
export function asideOf(raw: Buffer, root: BodyPart, parts: ReadonlyMap<string, Buffer>, serverDate: Buffer | null): Sections {
  const aside = new Map<string, Buffer | null>([[HEADER, headerOf(raw)], [SERVER_DATE, serverDate]]);
  for (const part of tellingParts(root)) aside.set(part.s, parts.get(part.s)?.subarray(0, lengthOf(part)) ?? null);
  return aside;
}

/** To the first empty line. */
export function headerOf(raw: Buffer): Buffer {
  const [unix, dos] = [raw.indexOf('\n\n'), raw.indexOf('\r\n\r\n')];
  const end = Math.min(unix < 0 ? raw.length : unix + 1, dos < 0 ? raw.length : dos + 2);
  return raw.subarray(0, Math.min(end, HEADER_LIMIT));
}
