/** The picker of folders over the window: where messages go, where a folder goes, or where to look. */
import { CornerLeftUp } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import type { AccountId, FolderId } from '../../shared/ids.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { t } from '../../shared/locales/t.ts';
import { visibleLine } from '../../shared/text/visible.ts';
import type { FolderRole } from '../../shared/model/folder.ts';
import type { ListView } from '../../shared/model/view.ts';
import { useToasts } from '../design/primitives/Toasts.tsx';
import { useRights } from '../engine/abilities.ts';
import type { AccountPlace } from '../engine/accounts.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { folderOf, type FolderPlace } from '../engine/folders.ts';
import { useSetting } from '../engine/settings.ts';
import { takingUp } from '../engine/taking-up.ts';
import { focusRow } from '../features/folders/focus-row.ts';
import { ICONS } from '../features/folders/folder-icons.ts';
import { whyNotInto } from '../features/folders/folder-rights.ts';
import { boxesFor } from '../features/folders/folder-tree.ts';
import { useFolderCommand } from '../features/folders/use-folder-command.ts';
import type { NewFolder } from '../features/palette/folder-choices.ts';
import { FolderPicker } from '../features/palette/FolderPicker.tsx';
import { boxName } from './place.ts';
import type { Actions, Picking } from './use-actions.ts';

export const iconOf = (role: FolderRole | 'unread') => {
  const Icon = ICONS[role];
  return <Icon size={16} aria-hidden />;
};

interface Common {
  readonly accounts: readonly AccountPlace[];
  readonly folders: readonly FolderPlace[];
}

export interface PickTargetProps extends Common {
  readonly picking: Picking;
  /** Whether these are all the folders there are: before, none can be made that may be there. */
  readonly isWhole?: boolean;
  /** The folder all of them are in, if it is one. */
  readonly from: FolderId | null;
  /** Whose messages they are. */
  readonly near: AccountId | null;
  readonly onPicked: Actions['picked'];
}

/** Where to move or copy them. */
export function PickTarget({ picking, isWhole = true, from, near, accounts, folders, onPicked }: PickTargetProps) {
  const engine = useEngine();
  const toasts = useToasts();
  const rights = useRights();
  const filled = useSetting('folders');
  const { action } = picking;
  const count = picking.ids.length;
  const whyNot = useCallback(({ id, name }: FolderPlace) => (id === from ? t('actions.whyHere', { folder: name }) : rights[id]?.insert === false ? t('actions.whyNo-insert', { folder: name }) : null), [from, rights]);
  const onPick = useCallback((id: FolderId) => onPicked(folderOf(folders, id) ?? null, picking), [folders, picking, onPicked]);
  const onCreate = useCallback(({ accountId, parent, name }: NewFolder) => void takingUp(engine.call('folders.create', { accountId, parentId: parent?.id ?? null, name })).then((answer) => {
    if (answer.ok) return onPicked({ id: answer.value.folderId, role: 'none', name }, picking);
    onPicked(null, picking);
    toasts.show({ text: failureText(answer.failure), tone: 'error' });
  }), [engine, toasts, picking, onPicked]);
  return (
    <FolderPicker
      label={action === 'move' ? t('palette.moveTo', { count }) : t('palette.copyTo', { count })}
      folders={folders} accounts={accounts} near={near} filled={filled} whyNot={whyNot} iconOf={iconOf}
      onPick={onPick} onCreate={isWhole ? onCreate : undefined} onLeave={() => onPicked(null, picking)}
    />
  );
}

export interface PickPlaceProps extends Common {
  readonly near: AccountId | null;
  readonly onGoTo: (view: ListView) => void;
  readonly onClose: () => void;
}

const always = () => null;
const NEVER_FILLED = {};

/** Where to look. */
export function PickPlace({ near, accounts, folders, onGoTo, onClose }: PickPlaceProps) {
  const filled = useSetting('folders');
  const views = useMemo(() => boxesFor(accounts.length).map((box) => ({ id: `view ${box}`, label: boxName(box), group: t('palette.group-views'), chosenAt: 0, icon: iconOf(box), onChoose: () => onGoTo({ kind: 'unified', box }) })), [accounts.length, onGoTo]);
  const onPick = useCallback((folderId: FolderId) => onGoTo({ kind: 'folder', folderId }), [onGoTo]);
  return <FolderPicker label={t('palette.goToFolder')} folders={folders} accounts={accounts} near={near} filled={filled} whyNot={always} iconOf={iconOf} before={views} onPick={onPick} onLeave={onClose} />;
}

export interface PickParentProps extends Common {
  /** What is moved. */
  readonly folder: FolderPlace;
  readonly onClose: () => void;
}

/** In which folder a folder is to be; only those that can take it. */
export function PickParent({ folder, accounts, folders, onClose }: PickParentProps) {
  const rights = useRights();
  const { run } = useFolderCommand();
  const name = visibleLine(folder.name, 60);
  const own = useMemo(() => accounts.filter(({ id }) => id === folder.accountId), [accounts, folder]);
  const move = async (to: FolderPlace | null): Promise<void> => {
    onClose();
    await run('folders.move', { folderId: folder.id, parentId: to?.id ?? null }, to ? t('folders.movedInto', { name, place: visibleLine(to.name, 60) }) : t('folders.movedToTop', { name }));
    focusRow(`${to?.id ?? folder.accountId}/${folder.name}`, folder.id);
  };
  // Null would be the top: what is gone by now is no place at all.
  const onPick = (id: FolderId): void => {
    const to = folderOf(folders, id);
    if (to) void move(to);
    else onClose();
  };
  const canTake = (to: FolderPlace | null): boolean => whyNotInto(folder, to, folders, rights) === null;
  const top = canTake(null) ? [{ id: 'top', label: t('folders.top'), group: '', chosenAt: 0, icon: <CornerLeftUp size={16} aria-hidden />, onChoose: () => void move(null) }] : [];
  const refused = folders.filter((one) => !canTake(one)).map(({ id }) => id);
  // Where they lie is told by their names, so those that cannot take it are still known.
  return (
    <FolderPicker
      label={t('folders.moveTitle', { name })} folders={folders} leftOut={new Set(refused)} accounts={own} near={folder.accountId} filled={NEVER_FILLED}
      withHolders whyNot={always} iconOf={iconOf} before={top} onPick={onPick} onLeave={onClose}
    />
  );
}
