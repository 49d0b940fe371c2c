/** What was chosen for an account and its folders: goes with it. Pure. */
import { splitFolderId, type AccountId, type FolderId } from '../../shared/ids.ts';
import type { Settings, SettingsChange } from '../../shared/model/settings.ts';

/** Null if nothing was chosen. */
export function withoutAccount({ folders, accounts }: Pick<Settings, 'folders' | 'accounts'>, id: AccountId): SettingsChange | null {
  // A group of other people's folders has a kind before the account's id, as pane-keys.ts in the renderer names it.
  const own = Object.keys(folders).filter((key) => splitFolderId(key as FolderId).accountId === id || key.endsWith(` ${id}`));
  if (own.length === 0 && accounts[id] === undefined) return null;
  return { folders: Object.fromEntries(own.map((key) => [key, null])), accounts: { [id]: null } };
}
