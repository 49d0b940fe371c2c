/** The menu of a folder, and what is behind it. Asked for anew with another key. */
import { Eye, EyeOff, FolderPlus, PencilLine, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { MenuAt } from '../../design/primitives/MenuAt.tsx';
import { useFolderRows, type FolderPlace } from '../../engine/folders.ts';
import { DeleteFolder, EmptyFolder } from './ForGood.tsx';
import { movedWords, offersOf, takenAlong } from './folder-care.ts';
import { FolderNameDialog } from './FolderNameDialog.tsx';
import { useFolderCommand } from './use-folder-command.ts';

export interface FolderCareProps {
  readonly folder: FolderPlace;
  /** Where the menu is to open, in px of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** All is said and done. */
  readonly onDone: () => void;
}

type Step = 'menu' | 'create' | 'rename' | 'delete' | 'empty' | 'working';

export function FolderCare({ folder, at, onDone }: FolderCareProps) {
  const folders = useFolderRows();
  const { run } = useFolderCommand();
  const [step, setStep] = useState<Step>('menu');
  const [why, setWhy] = useState<string | null>(null);
  // The menu closes after a choice as it does without one.
  const hasChosen = useRef(false);
  const choose = (next: Step): void => {
    hasChosen.current = true;
    setStep(next);
  };
  const name = visibleLine(folder.name, 60);
  const offers = offersOf(folder, folders);

  const moveToTrash = async (): Promise<void> => {
    choose('working');
    const told = movedWords(name, takenAlong(folders, folder.id));
    const failure = await run('folders.delete', { folderId: folder.id, forever: false }, told, ['unsupported']);
    if (!failure) return onDone();
    // The server keeps no folders in Trash: then it is asked whether it may go for good.
    setWhy(failureText(failure));
    setStep('delete');
  };
  const subscribe = async (subscribed: boolean): Promise<void> => {
    choose('working');
    await run('folders.subscribe', { folderId: folder.id, subscribed }, t(subscribed ? 'folders.subscribed' : 'folders.unsubscribed', { name }));
    onDone();
  };

  switch (step) {
    case 'create': return <FolderNameDialog accountId={folder.accountId} parent={folder} folder={null} onClose={onDone} />;
    case 'rename': return <FolderNameDialog accountId={folder.accountId} parent={folders.find(({ id }) => id === folder.parentId) ?? null} folder={folder} onClose={onDone} />;
    case 'delete': return <DeleteFolder folder={folder} name={name} why={why} onClose={onDone} />;
    case 'empty': return <EmptyFolder folder={folder} name={name} onClose={onDone} />;
    case 'working': return null;
    case 'menu': return (
      <MenuAt at={at} label={t('folders.actionsFor', { name })} onClose={() => { if (!hasChosen.current) onDone(); }}>
        <MenuItem label={t('folders.newInside')} icon={<FolderPlus size={16} aria-hidden />} onAction={() => choose('create')} />
        {offers.isOwn ? <MenuItem label={t('folders.renameAsk')} icon={<PencilLine size={16} aria-hidden />} onAction={() => choose('rename')} /> : null}
        {folder.role === 'inbox' ? null : <MenuItem label={t(folder.subscribed ? 'folders.unsubscribe' : 'folders.subscribe')} icon={folder.subscribed ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />} onAction={() => void subscribe(!folder.subscribed)} />}
        {offers.empties || offers.deletes ? <MenuSeparator /> : null}
        {offers.empties ? <MenuItem label={t(offers.empties === 'trash' ? 'folders.emptyTrash' : 'folders.emptyJunk')} icon={<Trash2 size={16} aria-hidden />} isDangerous isDisabled={(folders.find(({ id }) => id === folder.id)?.total ?? 0) === 0} onAction={() => choose('empty')} /> : null}
        {offers.deletes === 'to-trash' ? <MenuItem label={t('folders.delete')} icon={<Trash2 size={16} aria-hidden />} onAction={() => void moveToTrash()} /> : null}
        {offers.deletes === 'for-good' ? <MenuItem label={t('folders.deleteForGoodAsk')} icon={<Trash2 size={16} aria-hidden />} isDangerous onAction={() => choose('delete')} /> : null}
      </MenuAt>
    );
  }
}
