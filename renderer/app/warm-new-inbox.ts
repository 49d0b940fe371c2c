/** The inbox of an account just added is asked for as soon as the account is known, before its folders are: what comes of it is there when the list is drawn. */
import { folderId, type AccountId } from '../../shared/ids.ts';
import type { Connection } from '../engine/connection.ts';
import { sharedProjection } from '../engine/shared-projection.ts';
import { warmList } from '../features/message-list/warm-list.ts';

/** Milliseconds: an empty inbox stays empty. */
const PATIENCE = 5_000;

/** For the life of the window. */
export function warmNewInboxes(connection: Connection): void {
  const accounts = sharedProjection(connection, 'accounts.list');
  const settings = sharedProjection(connection, 'settings.read');
  let known: ReadonlySet<AccountId> | null = null;
  accounts.subscribe(() => {
    const { value } = accounts.get();
    if (!value) return;
    const before = known;
    known = new Set(value.accounts.map(({ id }) => id));
    const { client } = connection.state();
    if (!before || !client) return;
    const conversations = settings.get().value?.settings.list.conversations ?? false;
    for (const id of known) {
      if (before.has(id)) continue;
      const stop = warmList(client, { kind: 'folder', folderId: folderId(id, 'INBOX') }, conversations, () => {}, true);
      setTimeout(stop, PATIENCE);
    }
  });
}
