/** Chooses a folder by a few letters of its name: those used lately first, then those of the account at hand; or makes the one that was typed. */
import { FolderPlus } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { AccountId, FolderId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import type { FolderPlace } from '../../engine/folders.ts';
import type { Choice } from './choice.ts';
import { Chooser } from './Chooser.tsx';
import { folderChoices, newFolderOf, type FolderChoice, type NewFolder } from './folder-choices.ts';

export interface FolderPickerProps {
  /** What it is for. */
  readonly label: string;
  readonly folders: readonly FolderPlace[];
  /** In the order to show; their names are shown if there are several. */
  readonly accounts: readonly { readonly id: AccountId; readonly email: string }[];
  /** Its folders come first, and new ones are made in it. */
  readonly near: AccountId | null;
  /** When something was last put there, by folder. */
  readonly filled: Readonly<Record<string, { readonly filledAt?: number | undefined }>>;
  /** Why a folder cannot be chosen. */
  readonly whyNot: (folder: FolderPlace) => string | null;
  readonly iconOf: (role: FolderPlace['role']) => ReactNode;
  /** Those that only hold other folders can be chosen, too. */
  readonly withHolders?: boolean | undefined;
  /** Not offered, not even as what cannot be chosen. */
  readonly leftOut?: ReadonlySet<FolderId> | undefined;
  /** Other places that can be chosen, before the folders. */
  readonly before?: readonly (Choice & { readonly onChoose: () => void })[] | undefined;
  readonly onPick: (id: FolderId) => void;
  /** Left out where none can be made. */
  readonly onCreate?: ((folder: NewFolder) => void) | undefined;
  /** Left without a choice. */
  readonly onLeave: () => void;
}

type Item = Choice & { readonly does: () => void };

export function FolderPicker({ label, folders, accounts, near, filled, whyNot, iconOf, withHolders = false, leftOut, before = NO_CHOICES, onPick, onCreate, onLeave }: FolderPickerProps) {
  const choices = useMemo<readonly Item[]>(() => [
    ...before.map((one) => ({ ...one, does: one.onChoose })),
    ...folderChoices(folders, { accounts, near, filled, withHolders }).filter(({ folder }) => !leftOut?.has(folder.id)).map((choice: FolderChoice): Item => ({ ...choice, icon: iconOf(choice.folder.role), reason: whyNot(choice.folder), does: () => onPick(choice.folder.id) })),
  ], [before, folders, accounts, near, filled, withHolders, leftOut, whyNot, iconOf, onPick]);
  const more = useMemo(() => onCreate && ((typed: string): readonly Item[] => {
    const made = newFolderOf(typed, folders, near ?? accounts[0]?.id ?? null);
    return made ? [{ id: 'new folder', label: wordsOf(made), group: '', chosenAt: 0, icon: NEW, does: () => onCreate(made) }] : [];
  }), [onCreate, folders, near, accounts]);

  return <Chooser label={label} placeholder={t('palette.folderName')} choices={choices} more={more} empty={t('palette.noFolder')} onChoose={({ does }) => does()} onLeave={onLeave} />;
}

const NO_CHOICES: NonNullable<FolderPickerProps['before']> = [];
const NEW: ReactNode = <FolderPlus size={16} aria-hidden />;
const wordsOf = ({ name, parent }: NewFolder): string => (parent ? t('palette.createIn', { name, parent: parent.name }) : t('palette.create', { name }));
