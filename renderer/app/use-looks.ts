/** What rows of lists are told beside the message: names of folders and tags, the user's own addresses, what day it is. */
import { useCallback, useMemo } from 'react';
import type { FolderId } from '../../shared/ids.ts';
import { tagsOn } from '../../shared/model/tag.ts';
import { t } from '../../shared/locales/t.ts';
import { useAccountPlaces } from '../engine/accounts.ts';
import type { FolderPlace } from '../engine/folders.ts';
import { useTagChoices } from '../engine/tags.ts';
import type { RowLook } from '../features/message-list/row-look.ts';
import { useToday } from './use-now.ts';

export type Looks = Pick<RowLook, 'outgoing' | 'placeOf' | 'tagsOf' | 'own' | 'today'>;

const noPlace = (): null => null;

/** `isMixed`: the list holds messages of several folders. */
export function useLooks(folders: readonly FolderPlace[], isMixed: boolean, outgoing: boolean): Looks {
  const today = useToday();
  const accounts = useAccountPlaces();
  const choices = useTagChoices();
  const own = useMemo(() => new Set(accounts.map(({ email }) => email.toLowerCase())), [accounts]);
  const tagsOf = useCallback((keywords: readonly string[]) => (keywords.length === 0 ? [] : tagsOn(keywords, choices)), [choices]);
  const names = useMemo(() => {
    const mailOf = new Map(accounts.map(({ id, name, email }) => [id, accounts.some((other) => other.id !== id && other.name === name) ? email : name || email]));
    return new Map(folders.map(({ id, name, role, accountId }): [FolderId, string] => {
      const account = mailOf.get(accountId);
      if (accounts.length < 2 || !account) return [id, name];
      return [id, role === 'inbox' ? account : t('list.folderOf', { folder: name, account })];
    }));
  }, [folders, accounts]);
  const placeOf = useCallback((id: FolderId) => names.get(id) ?? null, [names]);
  return { outgoing, placeOf: isMixed ? placeOf : noPlace, tagsOf, own, today };
}
