/** What messages are called that were renumbered, and where those are that are called so. */
import { fail } from '../../../shared/failure.ts';
import { say } from '../../../shared/locales/say.ts';
import type { MessageName, Queries } from '../protocol/messages.ts';
import { bornUid } from './flag-page.ts';
import type { FlagPage, StoredFolder } from './schema.ts';
import type { Spine } from './spine.ts';
import type { Store } from './store.ts';

/** Undefined where a row is called what it is. Under the UIDVALIDITY of now a UID always is the name (RFC 3501 2.3.1.1). */
export function nameOf(page: FlagPage, index: number, { checkpoint }: Pick<StoredFolder, 'checkpoint'>): MessageName | undefined {
  return page.born && page.born.uidValidity !== checkpoint.uidValidity ? { uidValidity: page.born.uidValidity, uid: bornUid(page, index) } : undefined;
}

/** The UID of now, 0 if it is not here. */
export function presentUid(spine: Spine, { checkpoint }: Pick<StoredFolder, 'checkpoint'>, { uidValidity, uid }: MessageName): number {
  if (uidValidity === checkpoint.uidValidity) return spine.find(uid) ? uid : 0;
  for (const page of spine.pages) {
    const index = page.born?.uidValidity === uidValidity ? page.born.uids.indexOf(uid) : -1;
    if (index >= 0) return page.uids[index] as number;
  }
  return 0;
}

/** Throws FailureError 'not-found' for an unknown folder. */
export async function present(store: Store, { folderId, names }: Queries['present'][0]): Promise<Queries['present'][1]> {
  const folder = store.memory.folders.get(folderId);
  if (!folder) throw fail('not-found', say('engine-mirror.noFolder'), { detail: folderId });
  const spine = await store.memory.spine(folderId);
  return { uidValidity: folder.checkpoint.uidValidity, uids: names.map((name) => presentUid(spine, folder, name)) };
}
