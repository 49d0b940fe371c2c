/** A message inside a message (message/rfc822), opened as one: fetched whole, walked by us, its parts called as the server calls them. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { MessageView } from '../../shared/model/message.ts';
import type { BodyPart } from '../imap/message.ts';
import { buildBody, type MessageBody } from '../mime/body.ts';
import { chooseParts, listedAttachments } from '../mime/choose-parts.ts';
import { decodeEncodedWords } from '../mime/encoded-word.ts';
import { leafAt } from '../mime/describe-structure.ts';
import { fieldValue, type HeaderField } from '../mime/header-block.ts';
import { headerDate } from '../mime/header-date.ts';
import { addressesOf } from '../mime/header-fields.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { decodeTransfer } from '../mime/transfer-encoding.ts';
import { presentPlace } from '../mirror/present.ts';
import { summaryOf } from '../mirror/read-summary.ts';
import { whereabouts } from '../operations/whereabouts.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { asideOf, headerOf, messagesInside, tellingParts } from '../sync/bodies/aside.ts';
import { fetchSections, selectForReading } from '../sync/open-body.ts';
import { kept, type Aside } from '../sync/open-details.ts';

/** Octets of such a message that are fetched. */
const NESTED_LIMIT = 5 * 1024 * 1024;

export interface NestedMessage { body: MessageBody; structure: BodyPart; fields: HeaderField[]; aside: Aside; size: number }

/** Rejects 'not-found' if there is no message at that section, and whatever a session rejects with. */
export async function openNested(parts: Parts, asked: MessageId, section: string, signal: AbortSignal): Promise<NestedMessage> {
  await parts.mirror.ready();
  const id = await whereabouts(parts, asked);
  const { folderId, uid, uidValidity } = await presentPlace(parts.mirror, id);
  const [{ summary }, folder, here] = await Promise.all([summaryOf(parts.mirror, id), folderById(parts, folderId), kept(parts.mirror, id)]);
  const structure = here?.structure ?? unpackStructure(summary[11]);
  const part = structure && leafAt(structure, section);
  if (!part || !/^message\/(?:rfc822|global)$/u.test(part.t)) throw fail('not-found', say('engine-handlers.noMessageThere'));
  const raw = await runningAccount(parts, splitFolderId(folderId).accountId).interactive(async (session) => {
    await selectForReading(session, folder, uidValidity);
    const found = new Map<string, Buffer | null>();
    await fetchSections(session, uid, [{ section, offset: 0, length: NESTED_LIMIT }], found);
    const content = found.get(section.toUpperCase());
    if (!content) throw fail('message-gone', say('engine-sync.partGone'));
    // RFC 2046 5.2.1 forbids an encoding here; some senders use one all the same.
    return decodeTransfer(content, part.e ?? '').bytes;
  }, signal);
  return nestedOf(raw, section);
}

/** Pure. */
export function nestedOf(raw: Buffer, section: string): NestedMessage {
  const parsed = parseMessage(raw);
  const body = buildBody(parsed.structure, parsed.sections);
  const kept = asideOf(raw, parsed.structure, parsed.sections, null);
  const named = tellingParts(parsed.structure).flatMap(({ s }) => {
    const content = kept.get(s);
    return content ? [[`${section}.${s}`, content] as const] : [];
  });
  const structure = within(parsed.structure, section);
  const subjects = new Map(messagesInside(parsed.structure).flatMap(({ s }) => {
    const content = parsed.sections.get(s);
    return content ? [[`${section}.${s}`, headerOf(content)] as const] : [];
  }));
  const aside = { header: kept.get('HEADER') ?? Buffer.alloc(0), serverDate: null, subjects, structure, parts: new Map(named), walked: parsed.damaged };
  return { body: { ...body, truncated: body.truncated || raw.length >= NESTED_LIMIT }, structure, fields: parsed.fields, aside, size: raw.length };
}

/** Section numbers of a message that is itself a part (RFC 3501 6.4.5). */
const within = (part: BodyPart, section: string): BodyPart => ({ ...part, s: part.s === '' ? `${section}.TEXT` : `${section}.${part.s}`, ...(part.c && { c: part.c.map((child) => within(child, section)) }) });

/** As an opened message; its row is called like the message it is in. */
export function nestedView({ body, structure, fields, size }: NestedMessage, outer: MessageView['row']): MessageView {
  const people = (name: string) => addressesOf(fields, name).addresses;
  const chosen = chooseParts(structure);
  return {
    row: {
      ...outer, from: people('from'), to: people('to'), subject: decodeEncodedWords((fieldValue(fields, 'subject') ?? '').slice(0, 2_000)),
      date: headerDate(fieldValue(fields, 'date'))?.at ?? outer.date, size, preview: null, keywords: [], hasAttachment: chosen.attachments.length > 0,
    },
    cc: people('cc'),
    bcc: people('bcc'),
    replyTo: people('reply-to').length > 0 ? people('reply-to') : people('from'),
    messageIdHeader: fieldValue(fields, 'message-id') ?? '',
    attachments: listedAttachments(chosen, body.html).map(({ section, name, type, size: octets }) => ({ section, name, type, size: octets })),
    body,
    failure: null,
  };
}
