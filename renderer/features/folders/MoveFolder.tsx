/** Asks where a folder is to go: typed letters find a place, wherever in its name they are. */
import { CornerLeftUp } from 'lucide-react';
import fuzzysort from 'fuzzysort';
import { useMemo, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField } from 'react-aria-components';
import type { FolderId } from '../../../shared/ids.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { useRights } from '../../engine/abilities.ts';
import { useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { focusRow } from './focus-row.ts';
import { ICONS } from './folder-icons.ts';
import { whyNotInto } from './folder-rights.ts';
import styles from './MoveFolder.module.css';
import { useFolderCommand } from './use-folder-command.ts';

const TOP = 'top';
interface Place { readonly id: FolderId | typeof TOP; readonly name: string; readonly path: string; readonly folder: FolderPlace | null }

export function MoveFolder({ folder, onClose }: { readonly folder: FolderPlace; readonly onClose: () => void }) {
  const folders = useFolderPlaces();
  const rights = useRights();
  const { run } = useFolderCommand();
  const [typed, setTyped] = useState('');
  const places = useMemo(() => placesFor(folder, folders, (to) => whyNotInto(folder, to, folders, rights) === null), [folder, folders, rights]);
  const found = useMemo(() => (typed.trim() === '' ? places : fuzzysort.go(typed.trim(), places, { keys: ['name', 'path'], threshold: 0 }).map(({ obj }) => obj)), [places, typed]);
  const name = visibleLine(folder.name, 60);
  const move = async (id: string): Promise<void> => {
    const place = places.find((one) => one.id === id);
    if (!place) return;
    onClose();
    await run('folders.move', { folderId: folder.id, parentId: place.folder?.id ?? null }, place.folder ? t('folders.movedInto', { name, place: place.name }) : t('folders.movedToTop', { name }));
    focusRow(`${place.folder?.id ?? folder.accountId}/${folder.name}`, folder.id);
  };
  return (
    <Dialog title={t('folders.moveTitle', { name })} isOpen onClose={onClose}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label={t('folders.findPlace')} autoFocus className={styles.search ?? ''}>
          <Input className={styles.input ?? ''} placeholder={t('folders.findPlace')} />
        </SearchField>
        <ListBox aria-label={t('folders.places')} className={styles.list ?? ''} items={found} selectionMode="none" onAction={(key) => void move(String(key))} renderEmptyState={() => <p className={styles.none}>{t('folders.noPlace')}</p>}>
          {(place) => (
            <ListBoxItem id={place.id} textValue={place.name} className={styles.place ?? ''}>
              <PlaceIcon folder={place.folder} />
              <span className={styles.name} dir="auto">{place.name}</span>
              {place.path === place.name ? null : <span className={styles.path} dir="auto">{place.path}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  );
}

function PlaceIcon({ folder }: { readonly folder: FolderPlace | null }) {
  const Icon = folder ? ICONS[folder.role] : CornerLeftUp;
  return <Icon size={16} className={styles.icon ?? ''} aria-hidden />;
}

/** In the order of the tree, the top first. */
function placesFor(folder: FolderPlace, folders: readonly FolderPlace[], canTake: (to: FolderPlace | null) => boolean): Place[] {
  const byId = new Map(folders.map((one) => [one.id, one]));
  const pathOf = (one: FolderPlace, depth = 0): string => {
    const parent = one.parentId === null || depth > 100 ? undefined : byId.get(one.parentId);
    return parent ? `${pathOf(parent, depth + 1)} › ${visibleLine(one.name, 60)}` : visibleLine(one.name, 60);
  };
  const inside = folders.filter((one) => one.accountId === folder.accountId && canTake(one)).map((one): Place => ({ id: one.id, name: visibleLine(one.name, 60), path: pathOf(one), folder: one }));
  return canTake(null) ? [{ id: TOP, name: t('folders.top'), path: t('folders.top'), folder: null }, ...inside] : inside;
}
