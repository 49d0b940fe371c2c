/** What a folder is for, in the product's words: declared by the server, else guessed from its name. */
import type { FolderRole } from '../../shared/model/folder.ts';
import { useByAttributes, useByName } from '../imap/special-use.ts';

export function roleBySpecialUse(attributes: readonly string[]): FolderRole {
  const use = useByAttributes(attributes);
  return use === null || use === 'important' ? 'none' : use;
}

export const roleByName = (name: string): FolderRole => useByName(name) ?? 'none';
