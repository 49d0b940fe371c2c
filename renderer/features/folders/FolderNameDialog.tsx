/** Asks for a name: of a new folder, or another one for a folder. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Form } from 'react-aria-components';
import type { Failure } from '../../../shared/failure.ts';
import type { AccountId } from '../../../shared/ids.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText } from '../../../shared/locales/engine-words.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { focusRow } from './focus-row.ts';
import { nameProblem, renamedKey } from './folder-care.ts';
import { useFolderCommand } from './use-folder-command.ts';

export interface FolderNameDialogProps {
  readonly accountId: AccountId;
  /** The folder it is in; null for the top. */
  readonly parent: Pick<FolderPlace, 'id' | 'name'> | null;
  /** To be renamed; null for a new one. */
  readonly folder: FolderPlace | null;
  readonly onClose: () => void;
}

export function FolderNameDialog({ accountId, parent, folder, onClose }: FolderNameDialogProps) {
  const { run, tell } = useFolderCommand();
  const folders = useFolderPlaces();
  const [name, setName] = useState(folder?.name ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const isOnScreen = useRef(true);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);
  const siblings = folders.filter((one) => one.accountId === accountId && one.parentId === (parent?.id ?? null) && one.id !== folder?.id).map((one) => one.name);
  const place = parent && visibleLine(parent.name, 60);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = name.trim();
    if (isRunning) return;
    // The server may have blanks around the name: looking at it changes nothing.
    if (folder && (name === folder.name || typed === folder.name)) return onClose();
    const wrong = nameProblem(name, siblings);
    setProblem(wrong);
    if (wrong) return;
    setRunning(true);
    const shown = visibleLine(typed, 60);
    const failure: Failure | null = folder
      ? await run('folders.rename', { folderId: folder.id, name: typed }, t('folders.renamed', { before: visibleLine(folder.name, 60), name: shown }), 'all')
      : await run('folders.create', { accountId, parentId: parent?.id ?? null, name: typed }, place === null ? t('folders.created', { name: shown }) : t('folders.createdIn', { name: shown, place }), 'all');
    // It was left, and something else may be open by now.
    if (!isOnScreen.current) return failure ? tell(failure) : undefined;
    setRunning(false);
    if (failure) return setProblem(failureText(failure));
    onClose();
    if (folder) focusRow(renamedKey(folder.id, typed), folder.id);
    else focusRow(`${parent?.id ?? accountId}/${typed}`, parent?.id ?? accountId);
  };
  return (
    <Dialog
      title={folder ? t('folders.renameTitle') : place === null ? t('folders.new') : t('folders.newIn', { place })}
      isOpen
      isKeptOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('design.cancel')}</Button>
          <Button variant="primary" type="submit" form="folder-name" isDisabled={isRunning}>{t(folder ? 'folders.rename' : 'folders.create')}</Button>
        </>
      }
    >
      <Form id="folder-name" validationBehavior="aria" onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('folders.name')}
          autoFocus
          maxLength={200}
          value={name}
          onChange={(next) => {
            setName(next);
            setProblem(null);
          }}
          error={problem}
          note={t(folder ? 'folders.renameNote' : 'folders.createNote')}
        />
      </Form>
    </Dialog>
  );
}
