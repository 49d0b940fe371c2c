/** Which texts are fetched unasked, by age, size and folder. Pure. */
import type { FolderRole } from '../../../shared/model/folder.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import type { StorageSettings } from '../../../shared/model/storage.ts';

const DAY = 86_400;
/** Of what is mostly thrown away, only the latest. */
const WASTE_DAYS = 14;
const WASTE: ReadonlySet<FolderRole> = new Set<FolderRole>(['junk', 'trash']);

export interface TextPolicy {
  /** Seconds since 1970. */
  since: number;
  /** Octets of one message, as encoded. */
  octets: number;
}

/** Null: only what is opened. `now` in milliseconds since 1970. */
export function textPolicy(folder: Pick<FolderRecord, 'id' | 'role' | 'selectable'>, settings: StorageSettings, now: number): TextPolicy | null {
  // \Flagged holds nothing of its own (RFC 6154 2).
  if (!folder.selectable || folder.role === 'flagged') return null;
  const own = settings.folders[folder.id];
  // What \All shows lies in other folders too: it would all come twice, unless its owner wants that.
  if (folder.role === 'all' && own === undefined) return null;
  let days = own === undefined ? settings.textDays : own;
  if (own === undefined && WASTE.has(folder.role)) days = Math.min(days ?? Infinity, WASTE_DAYS);
  if (days === 0) return null;
  const since = days === null ? 0 : Math.floor(now / 1000) - days * DAY;
  const cleared = settings.chosenSince?.includes(folder.id) ? 0 : (settings.textsFrom ?? 0);
  return { since: Math.max(0, since, cleared), octets: settings.textOctets };
}

/** What stays cleared when something else is set: all but folders that get days of their own. Nothing, if what the account keeps of texts is set, or all is set as it was. */
export function stillCleared(before: StorageSettings, now: StorageSettings): Pick<StorageSettings, 'textsFrom' | 'chosenSince'> {
  const folders = [...new Set([...Object.keys(before.folders), ...Object.keys(now.folders)])].filter((id) => before.folders[id] !== now.folders[id]);
  const isElsewhere = folders.length > 0 || before.attachmentOctets !== now.attachmentOctets;
  if (before.textsFrom === undefined || before.textDays !== now.textDays || before.textOctets !== now.textOctets || !isElsewhere) return {};
  const chosen = new Set([...before.chosenSince ?? [], ...folders]);
  return { textsFrom: before.textsFrom, chosenSince: [...chosen].filter((id) => now.folders[id] !== undefined) };
}
