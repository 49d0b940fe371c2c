/** Header, calendars and reports of a message: from the mirror, else from the server and then into the mirror beside its text. */
import { fail, isFailure } from '../../shared/failure.ts';
import { splitMessageId, type MessageId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import type { BodyPart } from '../imap/message.ts';
import type { Session } from '../imap/session.ts';
import { unpackStructure } from '../mime/packed-structure.ts';
import type { MirrorClient } from '../mirror/client.ts';
import { presentPlace } from '../mirror/present.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { asideSections, HEADER, SERVER_DATE, subjectSection, tellingParts } from './bodies/aside.ts';
import { joined, readStored, storedPieces, storeSections, storeWalked, textIn, type OpenedBody } from './bodies/stored-body.ts';
import { fetchSections, selectForReading } from './open-body.ts';

export interface Aside {
  header: Buffer;
  /** Milliseconds since 1970; null where the server did not say. */
  serverDate: number | null;
  structure: BodyPart | null;
  /** Encoded content of calendars and reports, by section. */
  parts: ReadonlyMap<string, Buffer>;
  /** Subjects of messages inside as they came: header fields, by section. */
  subjects: ReadonlyMap<string, Buffer>;
  /** The structure is our own, since the server's was of no use. */
  walked: boolean;
}

interface Kept { sections: Map<string, Buffer>; walked: OpenedBody | null; structure: BodyPart | null; opened: OpenedBody | null }

/** What the mirror has of it beside the text, and the text. Null if nothing is kept. */
export async function kept(mirror: MirrorClient, id: MessageId): Promise<Kept | null> {
  const { folderId, uid, uidValidity } = splitMessageId(id);
  const stored = await mirror.query('body', { folderId, uid, uidValidity });
  const content = stored && (await textIn(stored));
  const pieces = content ? storedPieces(content) : null;
  if (!content || !pieces) return null;
  return { ...pieces, structure: pieces.walked?.structure ?? unpackStructure(stored.structure), opened: readStored(content, stored.structure) };
}

/** Null if the header is not here. */
export function asideIn(found: Pick<Kept, 'sections' | 'walked' | 'structure'>): Aside | null {
  const header = found.sections.get(HEADER);
  if (!header) return null;
  const date = Number(found.sections.get(SERVER_DATE)?.toString('latin1') ?? Number.NaN);
  const parts = new Map(tellingParts(found.structure).flatMap(({ s }) => {
    const content = found.sections.get(s.toUpperCase());
    return content ? [[s, content] as const] : [];
  }));
  const suffix = subjectSection('');
  const subjects = new Map([...found.sections].flatMap(([name, content]) => (name.endsWith(suffix) ? [[name.slice(0, -suffix.length), content] as const] : [])));
  return { header, subjects, serverDate: Number.isFinite(date) ? date : null, structure: found.structure, parts, walked: found.walked !== null };
}

/** Rejects 'message-gone' if the server no longer has it, and whatever a session rejects with. */
export async function fetchAside(session: Session, mirror: MirrorClient, folder: FolderRecord, id: MessageId, structure: BodyPart | null): Promise<Aside> {
  const { uid, uidValidity } = await presentPlace(mirror, id);
  await selectForReading(session, folder, uidValidity);
  const here = await kept(mirror, id);
  const fetched = new Map<string, Buffer | null>();
  await fetchSections(session, uid, here?.walked ? asideSections(null) : asideSections(structure), fetched, true);
  const sections = new Map(here?.sections ?? []);
  for (const [name, content] of fetched) if (content) sections.set(name, content);
  if (here) await keep(mirror, { folderId: folder.id, uidValidity, uid, content: joined(here.walked ? storeWalked(here.walked, sections) : storeSections(sections)) });
  const aside = asideIn({ sections, walked: here?.walked ?? null, structure: here?.structure ?? structure });
  if (!aside) throw fail('message-gone', say('engine-sync.headerGone'));
  return aside;
}

async function keep(mirror: MirrorClient, body: { folderId: FolderRecord['id']; uidValidity: number; uid: number; content: Buffer }): Promise<void> {
  try {
    await mirror.apply({ bodies: [body] });
  } catch (error) {
    // It can be read all the same; the mirror itself has said what is wrong with it.
    if (!isFailure(error, 'storage', 'mirror-unavailable')) throw error;
  }
}
