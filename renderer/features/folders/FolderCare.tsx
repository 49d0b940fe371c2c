/** The menu of a folder, and what is behind it. Asked for anew with another key. */
import { ArrowDown, ArrowUp, CheckCheck, Eye, EyeOff, FolderInput, FolderPlus, PencilLine, SlidersHorizontal, Star, StarOff, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { keysFor } from '../../../shared/keys.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { MenuItem, MenuSeparator } from '../../design/primitives/Menu.tsx';
import { MenuAt } from '../../design/primitives/MenuAt.tsx';
import { useFolderRights } from '../../engine/abilities.ts';
import { useFolderRows, type FolderPlace } from '../../engine/folders.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { favouritesOf, placesAfter } from './favourites.ts';
import { focusRow } from './focus-row.ts';
import { DeleteFolder, EmptyFolder } from './ForGood.tsx';
import { movedWords, offersOf, takenAlong } from './folder-care.ts';
import { FolderNameDialog } from './FolderNameDialog.tsx';
import { FolderOptions } from './FolderOptions.tsx';
import { whyNot } from './folder-rights.ts';
import type { Point } from './pane-context.ts';
import { favouriteKey } from './pane-keys.ts';
import { useFolderCommand } from './use-folder-command.ts';

export interface FolderCareProps {
  readonly folder: FolderPlace;
  /** Where the menu is to open, in px of the window. */
  readonly at: Point;
  /** Where it is to go, is asked. */
  readonly onMove: () => void;
  /** All is said and done. */
  readonly onDone: () => void;
}

type Step = 'menu' | 'create' | 'rename' | 'options' | 'delete' | 'empty' | 'working';

export function FolderCare({ folder, at, onMove, onDone }: FolderCareProps) {
  const folders = useFolderRows();
  const rights = useFolderRights(folder.id);
  const choices = useSetting('folders');
  const isFavourite = choices[folder.id]?.favourite === true;
  const favourites = favouritesOf(folders, choices);
  const place = favourites.findIndex(({ id }) => id === folder.id);
  const change = useChangeSettings();
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
  const { unread = 0, total = 0 } = folders.find(({ id }) => id === folder.id) ?? {};
  const noCreate = whyNot(rights, 'createBelow');
  const noChange = whyNot(rights, 'change');
  const noRemove = whyNot(rights, 'remove');
  const noMark = whyNot(rights, 'markRead');

  const moveToTrash = async (): Promise<void> => {
    choose('working');
    const told = movedWords(name, takenAlong(folders, folder.id));
    const failure = await run('folders.delete', { folderId: folder.id, forever: false }, told, ['unsupported']);
    if (!failure) {
      onDone();
      return focusRow(folder.parentId ?? folder.accountId);
    }
    // The server keeps no folders in Trash: then it is asked whether it may go for good.
    setWhy(failureText(failure));
    setStep('delete');
  };
  const subscribe = async (subscribed: boolean): Promise<void> => {
    choose('working');
    await run('folders.subscribe', { folderId: folder.id, subscribed }, t(subscribed ? 'folders.subscribed' : 'folders.unsubscribed', { name }));
    onDone();
  };
  const markRead = async (): Promise<void> => {
    choose('working');
    await run('folders.markRead', { view: { kind: 'folder', folderId: folder.id } }, t('folders.allRead', { name }));
    onDone();
  };
  const favour = (): void => {
    change({ folders: { [folder.id]: { favourite: !isFavourite } } });
    onDone();
    focusRow(folder.id);
  };

  const moveFavourite = (by: -1 | 1): void => {
    change({ folders: placesAfter(favourites, place, place + by) });
    onDone();
    focusRow(favouriteKey(folder.id));
  };

  switch (step) {
    case 'create': return <FolderNameDialog accountId={folder.accountId} parent={folder} folder={null} onClose={onDone} />;
    case 'rename': return <FolderNameDialog accountId={folder.accountId} parent={folders.find(({ id }) => id === folder.parentId) ?? null} folder={folder} onClose={onDone} />;
    case 'options': return <FolderOptions folder={folder} onClose={onDone} />;
    case 'delete': return <DeleteFolder folder={folder} name={name} why={why} onClose={onDone} />;
    case 'empty': return <EmptyFolder folder={folder} name={name} onClose={onDone} />;
    case 'working': return null;
    case 'menu': return (
      <MenuAt at={at} label={t('folders.actionsFor', { name })} onClose={() => { if (!hasChosen.current) onDone(); }}>
        {folder.selectable ? <MenuItem label={t('folders.markAllRead')} icon={<CheckCheck size={16} aria-hidden />} isDisabled={unread === 0 || noMark !== null} note={noMark} onAction={() => void markRead()} /> : null}
        <MenuItem label={t('folders.newInside')} icon={<FolderPlus size={16} aria-hidden />} isDisabled={noCreate !== null} note={noCreate} onAction={() => choose('create')} />
        {offers.isOwn ? <MenuItem label={t('folders.renameAsk')} keys={keysFor('renameFolder')} icon={<PencilLine size={16} aria-hidden />} isDisabled={noChange !== null} note={noChange} onAction={() => choose('rename')} /> : null}
        {offers.isOwn ? <MenuItem label={t('folders.moveAsk')} icon={<FolderInput size={16} aria-hidden />} isDisabled={noChange !== null} onAction={() => { hasChosen.current = true; onMove(); }} /> : null}
        <MenuSeparator />
        {folder.selectable ? <MenuItem label={t(isFavourite ? 'folders.noFavourite' : 'folders.favour')} icon={isFavourite ? <StarOff size={16} aria-hidden /> : <Star size={16} aria-hidden />} onAction={favour} /> : null}
        {place > 0 ? <MenuItem label={t('folders.favouriteUp')} keys="Alt+ArrowUp" icon={<ArrowUp size={16} aria-hidden />} onAction={() => moveFavourite(-1)} /> : null}
        {place >= 0 && place < favourites.length - 1 ? <MenuItem label={t('folders.favouriteDown')} keys="Alt+ArrowDown" icon={<ArrowDown size={16} aria-hidden />} onAction={() => moveFavourite(1)} /> : null}
        {folder.role === 'inbox' ? null : <MenuItem label={t(folder.subscribed ? 'folders.unsubscribe' : 'folders.subscribe')} icon={folder.subscribed ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />} onAction={() => void subscribe(!folder.subscribed)} />}
        {folder.selectable ? <MenuItem label={t('folders.optionsAsk')} icon={<SlidersHorizontal size={16} aria-hidden />} onAction={() => choose('options')} /> : null}
        {offers.empties || offers.deletes ? <MenuSeparator /> : null}
        {offers.empties ? <MenuItem label={t(offers.empties === 'trash' ? 'folders.emptyTrash' : 'folders.emptyJunk')} icon={<Trash2 size={16} aria-hidden />} isDangerous isDisabled={total === 0 || noRemove !== null} note={noRemove} onAction={() => choose('empty')} /> : null}
        {offers.deletes === 'to-trash' ? <MenuItem label={t('folders.delete')} icon={<Trash2 size={16} aria-hidden />} isDisabled={noChange !== null} onAction={() => void moveToTrash()} /> : null}
        {offers.deletes === 'for-good' ? <MenuItem label={t('folders.deleteForGoodAsk')} icon={<Trash2 size={16} aria-hidden />} isDangerous isDisabled={noChange !== null} onAction={() => choose('delete')} /> : null}
      </MenuAt>
    );
  }
}
