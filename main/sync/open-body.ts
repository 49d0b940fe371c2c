/** The text of a message that is being opened: from the mirror, else from the server and then into the mirror. */
import { fail, isFailure } from '../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { BodyPart } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import { stillOpen } from '../imap/still-open.ts';
import { buildBody } from '../mime/body.ts';
import { chooseParts } from '../mime/choose-parts.ts';
import { parseMessage } from '../mime/parse-message.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { presentPlace } from '../mirror/present.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { joined, openSections, readStored, storeSections, storeWalked, textIn, type OpenedBody, type Sections, type StoredBody } from './bodies/stored-body.ts';
import { asideOf, asideSections, SERVER_DATE } from './bodies/aside.ts';

/** Whole messages up to this size are fetched when the server's structure cannot be used. Octets. */
const WHOLE_LIMIT = 5 * 1024 * 1024;

/** Null if it is not kept, or there is more to it than what is kept can show. */
export async function storedBody(mirror: MirrorClient, id: MessageId): Promise<StoredBody | null> {
  const { folderId, uid, uidValidity } = splitMessageId(id);
  const stored = await mirror.query('body', { folderId, uid, uidValidity });
  const text = stored && (await textIn(stored));
  return text ? readStored(text, stored?.structure) : null;
}

/** Rejects 'message-gone' if the server no longer has it, and whatever a session rejects with. */
export async function fetchBody(session: Session, mirror: MirrorClient, folder: FolderRecord, id: MessageId, structure: BodyPart | null): Promise<OpenedBody> {
  const { uid, uidValidity } = await presentPlace(mirror, id);
  await selectForReading(session, folder, uidValidity);
  const found = structure && (await byStructure(session, uid, structure));
  const whole = found ? null : await walkWhole(session, uid);
  const opened = found?.opened ?? whole!.opened;
  const content = joined(found ? storeSections(found.sections) : storeWalked(opened, whole!.aside));
  try {
    await mirror.apply({ bodies: [{ folderId: folder.id, uidValidity, uid, content }] });
  } catch (error) {
    // It can be read all the same; the mirror itself has said what is wrong with it.
    if (!isFailure(error, 'storage', 'mirror-unavailable')) throw error;
  }
  return opened;
}

/** Selects a folder unless it already is; an old UID under a new UIDVALIDITY names another message, so that is refused. */
export async function selectForReading(session: Session, folder: FolderRecord, uidValidity: number): Promise<void> {
  const selected = stillOpen(session, folder.wireName, uidValidity) ?? await session.select(folder.wireName);
  if (selected.uidValidity !== uidValidity) throw fail('message-gone', say('engine-sync.renumberedOpenAgain'));
}

async function byStructure(session: Session, uid: number, structure: BodyPart): Promise<{ opened: OpenedBody; sections: Map<string, Buffer | null> } | null> {
  const chosen = chooseParts(structure);
  if (chosen.damaged && chosen.fetch.length === 0) return null;
  const sections = new Map<string, Buffer | null>();
  // The header and what else is asked for beside the text come along: they are small beside it.
  if (chosen.fetch.length) await fetchSections(session, uid, [...chosen.fetch, ...asideSections(structure)], sections, true);
  const opened = openSections(structure, sections);
  return opened?.complete ? { opened, sections } : null;
}

/** The whole message through our own walker: for a structure that the server got wrong, or could not make. */
export const fetchWhole = async (session: Pick<Session, 'uidFetch'>, uid: number): Promise<OpenedBody> => (await walkWhole(session, uid)).opened;

async function walkWhole(session: Pick<Session, 'uidFetch'>, uid: number): Promise<{ opened: OpenedBody; aside: Sections }> {
  const sections = new Map<string, Buffer | null>();
  await fetchSections(session, uid, [{ section: '', offset: 0, length: WHOLE_LIMIT }], sections, true);
  const raw = sections.get('');
  if (!raw) throw fail('message-gone', say('engine-sync.messageGone'));
  const { structure, sections: parts } = parseMessage(raw);
  const body = buildBody(structure, parts);
  const opened = { body: { ...body, damaged: body.damaged || Boolean(body.text?.trim() || body.html?.trim()), truncated: body.truncated || raw.length >= WHOLE_LIMIT }, structure };
  return { opened, aside: asideOf(raw, structure, parts, sections.get(SERVER_DATE) ?? null) };
}

/** `withDate`: INTERNALDATE comes along, as SERVER_DATE. */
export async function fetchSections(session: Pick<Session, 'uidFetch'>, uid: number, sections: readonly { section: string; offset?: number; length?: number; fields?: readonly string[] }[], into: Map<string, Buffer | null>, withDate = false): Promise<void> {
  let found = false;
  await session.uidFetch([[uid, uid]], { sections, ...(withDate && { internalDate: true }) }, {}, (message) => {
    if (message.uid !== uid || !message.sections) return;
    found = true;
    if (withDate && Number.isFinite(message.internalDate)) into.set(SERVER_DATE, Buffer.from(`${message.internalDate}`));
    for (const [section, content] of message.sections) into.set(section, content);
  });
  if (!found) throw fail('message-gone', say('engine-sync.messageGone'));
}
