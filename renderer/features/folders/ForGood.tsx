/** Asks before a folder, or what is in it, is removed for good. */
import { useState, type ReactNode } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { useFolderRows, type FolderPlace } from '../../engine/folders.ts';
import { deleteWords, emptyWords, takenAlong } from './folder-care.ts';
import { useFolderCommand } from './use-folder-command.ts';

interface AskedProps {
  readonly folder: FolderPlace;
  readonly name: string;
  readonly onClose: () => void;
}

export function DeleteFolder({ folder, name, why, onClose }: AskedProps & { /** Why it cannot go to Trash, where it should have. */ readonly why: string | null }) {
  const { run } = useFolderCommand();
  const along = takenAlong(useFolderRows(), folder.id);
  return (
    <Question title={t('folders.deleteForGoodAsked', { name })} label={t('folders.deleteForGood')} onClose={onClose} onYes={() => run('folders.delete', { folderId: folder.id, forever: true }, t('folders.deletedForGood', { name }), [], true)}>
      {why ? <p>{why}</p> : null}
      <p>{deleteWords(along)}</p>
    </Question>
  );
}

export function EmptyFolder({ folder, name, onClose }: AskedProps) {
  const { run } = useFolderCommand();
  const total = useFolderRows().find(({ id }) => id === folder.id)?.total ?? 0;
  return (
    <Question title={t('folders.emptyAsked', { name })} label={t('folders.empty', { name })} onClose={onClose} onYes={() => run('folders.empty', { folderId: folder.id }, t('folders.emptied', { name }), [], true)}>
      <p>{emptyWords(total)}</p>
    </Question>
  );
}

interface QuestionProps {
  readonly title: string;
  readonly label: string;
  readonly onYes: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Question({ title, label, onYes, onClose, children }: QuestionProps) {
  const [isRunning, setRunning] = useState(false);
  const yes = async (): Promise<void> => {
    setRunning(true);
    await onYes();
    onClose();
  };
  return (
    <Dialog
      title={title}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>{t('design.cancel')}</Button>
          <Button variant="danger" isDisabled={isRunning} onPress={() => void yes()}>{label}</Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
