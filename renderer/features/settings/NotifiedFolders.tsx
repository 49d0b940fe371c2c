/** Of which folders new mail is told. */
import { useId, useState } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { Checkbox } from '../../design/primitives/Checkbox.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import { useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { pathOf } from './folder-path.ts';
import { SettingGroup } from './Setting.tsx';
import styles from './NotifiedFolders.module.css';

/** From here on the list can be searched. */
const MANY = 12;

export function NotifiedFolders({ isDisabled }: { readonly isDisabled: boolean }) {
  const all = useFolderPlaces();
  // What comes into the others was written here.
  const folders = all.filter(({ selectable, role }) => selectable && role !== 'drafts' && role !== 'sent');
  const accounts = useAccountPlaces();
  const [wanted, setWanted] = useState('');
  const matching = folders.filter((folder) => pathOf(folder, all).toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <SettingGroup title={t('settings.notifiedFolders')}>
      <p className={styles.note}>{t('settings.notifiedFoldersNote')}</p>
      {folders.length > MANY ? <TextField label={t('settings.findFolder')} value={wanted} onChange={setWanted} isDisabled={isDisabled} type="search" autoComplete="off" className={styles.find ?? ''} /> : null}
      <div className={styles.box}>
        {accounts.map(({ id, email, demo }) => <OfAccount key={id} id={id} name={demo ? t('settings.demo') : email} isAlone={accounts.length === 1} folders={matching} all={all} isDisabled={isDisabled} />)}
        {matching.length === 0 ? <p className={styles.note}>{t('settings.noSuchFolder')}</p> : null}
      </div>
    </SettingGroup>
  );
}

interface OfAccountProps {
  readonly id: AccountId;
  readonly name: string;
  readonly isAlone: boolean;
  readonly folders: readonly FolderPlace[];
  readonly all: readonly FolderPlace[];
  readonly isDisabled: boolean;
}

function OfAccount({ id, name, isAlone, folders, all, isDisabled }: OfAccountProps) {
  const heading = useId();
  const chosen = useSetting('folders');
  const change = useChangeSettings();
  const own = folders.filter(({ accountId }) => accountId === id);
  if (own.length === 0) return null;
  return (
    <div role="group" aria-labelledby={heading}>
      <p id={heading} className={styles.account} hidden={isAlone}>{name}</p>
      <ul className={styles.list}>
        {own.map((folder) => (
          <li key={folder.id}>
            <Checkbox isSelected={chosen[folder.id]?.notify ?? folder.role === 'inbox'} isDisabled={isDisabled} onChange={(notify) => change({ folders: { [folder.id]: { notify } } })}><bdi>{pathOf(folder, all)}</bdi></Checkbox>
          </li>
        ))}
      </ul>
    </div>
  );
}
