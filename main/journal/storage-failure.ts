/** Says in plain words why a file or folder of the profile could not be read or written. */
import { fail, FailureError } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said } from '../../shared/words.ts';

const REASONS: Readonly<Record<string, Said>> = {
  ENOSPC: say('engine-journal.diskFull'),
  EDQUOT: say('engine-journal.quota'),
  EACCES: say('engine-journal.denied'),
  EPERM: say('engine-journal.denied'),
  EROFS: say('engine-journal.readOnly'),
  EIO: say('engine-journal.diskError'),
  ENOTDIR: say('engine-journal.pathNoFolder'),
  EEXIST: say('engine-journal.noFolderInTheWay'),
  EISDIR: say('engine-journal.folderInTheWay'),
  ENOENT: say('engine-journal.noFolder'),
  EMFILE: say('engine-journal.tooManyFiles'),
  ENFILE: say('engine-journal.tooManyFiles'),
  ENAMETOOLONG: say('engine-journal.pathTooLong'),
  EBUSY: say('engine-journal.inUse'),
};

/** The code of a Node file error, '' for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export type StorageAction = 'open' | 'write' | 'rewrite' | 'writeProfile' | 'lock';

/** `path`: the file, or the folder of the profile. A FailureError passes unchanged. */
export function storageFailure(error: unknown, action: StorageAction, path: string): FailureError {
  if (error instanceof FailureError) return error;
  const reason = REASONS[errorCode(error)];
  const detail = error instanceof Error ? error.message : String(error);
  const done = say(`engine-journal.do-${action}`, { path });
  return fail('storage', reason === undefined ? say('engine-journal.couldNot', { done }) : say('engine-journal.couldNotFor', { done, reason }), { detail });
}
