/** Whether the folders of an account have been listed since the mirror is what it is. Pure. */
import type { FolderRecord } from './protocol/records.ts';

/** A new mirror may have INBOX alone for a moment, without the delimiter that only a listing tells (RFC 3501 7.2.2). What is not here then is not gone. */
export const foldersKnown = (folders: readonly Pick<FolderRecord, 'role' | 'delimiter'>[]): boolean => folders.some(({ role, delimiter }) => role !== 'inbox' || delimiter !== null);
