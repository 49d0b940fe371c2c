/** The text of a message that is being opened: from the mirror, else from the server and then into the mirror. */
import { fail } from '../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import type { BodyPart } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import { buildBody, type MessageBody } from '../mime/body.ts';
import { chooseParts } from '../mime/choose-parts.ts';
import { parseMessage } from '../mime/parse-message.ts';
import type { MirrorClient } from '../mirror/client.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';

/** Whole messages up to this size are fetched when the server's structure cannot be used. Octets. */
const WHOLE_LIMIT = 5 * 1024 * 1024;

export interface OpenedBody { body: MessageBody; /** As walked by us, where the server's BODYSTRUCTURE was of no use. */ structure: BodyPart }

export async function storedBody(mirror: MirrorClient, id: MessageId): Promise<OpenedBody | null> {
  const { folderId, uid, uidValidity } = splitMessageId(id);
  const record = await mirror.query('body', { folderId, uid });
  if (!record || record.uidValidity !== uidValidity) return null;
  return JSON.parse(Buffer.from(record.content).toString('utf8')) as OpenedBody;
}

/** Rejects 'message-gone' if the server no longer has it, and whatever a session rejects with. */
export async function fetchBody(session: Session, mirror: MirrorClient, folder: FolderRecord, id: MessageId, structure: BodyPart | null): Promise<OpenedBody> {
  const { uid, uidValidity } = splitMessageId(id);
  await selectForReading(session, folder, uidValidity);
  const opened = (structure && (await byStructure(session, uid, structure))) || (await byWhole(session, uid));
  await mirror.apply({ bodies: [{ folderId: folder.id, uidValidity, uid, content: Buffer.from(JSON.stringify(opened)) }] });
  return opened;
}

/** Selects a folder unless it already is; an old UID under a new UIDVALIDITY names another message, so that is refused. */
export async function selectForReading(session: Session, folder: FolderRecord, uidValidity: number): Promise<void> {
  const selected = session.selected?.wireName === folder.wireName ? session.selected : await session.select(folder.wireName);
  if (selected.uidValidity !== uidValidity) throw fail('message-gone', 'The server has renumbered this folder. Open the message again from the list.');
}

async function byStructure(session: Session, uid: number, structure: BodyPart): Promise<OpenedBody | null> {
  const chosen = chooseParts(structure);
  if (chosen.damaged && chosen.fetch.length === 0) return null;
  const sections = new Map<string, Buffer | null>();
  if (chosen.fetch.length) await fetchSections(session, uid, chosen.fetch, sections);
  if (!chosen.fetch.every(({ section }) => sections.get(section.toUpperCase()))) return null;
  const body = buildBody(structure, sections, chosen);
  // Neither text nor anything to save: perhaps empty, more often a structure that misses what is there. A look at the whole message tells.
  const bare = !body.text?.trim() && !body.html?.trim() && chosen.attachments.length === 0;
  return bare ? null : { body, structure };
}

/** The whole message through our own walker: for a structure that the server got wrong, or could not make. */
async function byWhole(session: Session, uid: number): Promise<OpenedBody> {
  const sections = new Map<string, Buffer | null>();
  await fetchSections(session, uid, [{ section: '', offset: 0, length: WHOLE_LIMIT }], sections);
  const raw = sections.get('');
  if (!raw) throw fail('message-gone', 'The message is no longer on the server.');
  const { structure, sections: parts } = parseMessage(raw);
  const body = buildBody(structure, parts);
  return { body: { ...body, damaged: body.damaged || Boolean(body.text?.trim() || body.html?.trim()), truncated: body.truncated || raw.length >= WHOLE_LIMIT }, structure };
}

export async function fetchSections(session: Session, uid: number, sections: readonly { section: string; offset?: number; length?: number }[], into: Map<string, Buffer | null>): Promise<void> {
  let found = false;
  await session.uidFetch([[uid, uid]], { sections }, {}, (message) => {
    if (message.uid !== uid || !message.sections) return;
    found = true;
    for (const [section, content] of message.sections) into.set(section, content);
  });
  if (!found) throw fail('message-gone', 'The message is no longer on the server.');
}
