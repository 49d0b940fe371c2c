/** Texts of messages that were opened before. */
import type { Queries } from '../protocol/messages.ts';
import type { Store } from './store.ts';

/** Null if it is not kept, or was fetched under another UIDVALIDITY and so belongs to another message. */
export async function body(store: Store, { folderId, uid }: Queries['body'][0]): Promise<Queries['body'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) return null;
  const { bodies } = store.db;
  const record = await store.read([bodies], () => bodies.get([folderId, uid]));
  return record && record.uidValidity === folder.checkpoint.uidValidity ? record : null;
}
