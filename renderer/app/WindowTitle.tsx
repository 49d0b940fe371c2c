/** The title of the window: the folder, and how much in it is unread. */
import { useEffect } from 'react';
import { useFolderCounts, type FolderPlace } from '../engine/folders.ts';

export const WindowTitle = ({ folder }: { readonly folder: FolderPlace | null }) => (folder ? <FolderTitle folder={folder} /> : null);

function FolderTitle({ folder: { id, name } }: { readonly folder: FolderPlace }) {
  const { unread } = useFolderCounts(id);
  useEffect(() => {
    document.title = `${name}${unread ? ` (${unread})` : ''} · Godwit`;
    return () => { document.title = 'Godwit'; };
  }, [name, unread]);
  return null;
}
