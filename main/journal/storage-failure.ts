/** Says in plain words why a file or folder of the profile could not be read or written. */
import { fail, FailureError } from '../../shared/failure.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  EIO: 'the disk reported an error',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'something that is not a folder is in the way',
  EISDIR: 'a folder is in the way',
  ENOENT: 'its folder does not exist',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long',
  EBUSY: 'another program is using it',
};

/** The code of a Node file error, '' for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** `action` completes "Godwit could not …": `write /home/x/.godwit/accounts.journal`. A FailureError passes unchanged. */
export function storageFailure(error: unknown, action: string): FailureError {
  if (error instanceof FailureError) return error;
  const reason = REASONS[errorCode(error)];
  const detail = error instanceof Error ? error.message : String(error);
  return fail('storage', `Godwit could not ${action}${reason === undefined ? '' : `: ${reason}`}.`, { detail });
}
