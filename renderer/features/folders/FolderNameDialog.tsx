/** Asks for a name: of a new folder, or another one for a folder. */
import { useState, type FormEvent } from 'react';
import { Form } from 'react-aria-components';
import type { Failure } from '../../../shared/failure.ts';
import type { AccountId } from '../../../shared/ids.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { TextField } from '../../design/primitives/TextField.tsx';
import { useFolderPlaces, type FolderPlace } from '../../engine/folders.ts';
import { nameProblem } from './folder-care.ts';
import { useFolderCommand } from './use-folder-command.ts';

export interface FolderNameDialogProps {
  readonly accountId: AccountId;
  /** The folder it is in; null for the top. */
  readonly parent: Pick<FolderPlace, 'id' | 'name'> | null;
  /** To be renamed; null for a new one. */
  readonly folder: FolderPlace | null;
  readonly onClose: () => void;
}

/** What the form itself shows; anything else is told as a toast. */
const OWN = ['invalid-input', 'unsupported', 'folder-gone', 'mirror-unavailable', 'storage', 'connection-lost'];

export function FolderNameDialog({ accountId, parent, folder, onClose }: FolderNameDialogProps) {
  const { run } = useFolderCommand();
  const folders = useFolderPlaces();
  const [name, setName] = useState(folder?.name ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  const siblings = folders.filter((one) => one.accountId === accountId && one.parentId === (parent?.id ?? null) && one.id !== folder?.id).map((one) => one.name);
  const place = parent ? ` in “${visibleLine(parent.name, 60)}”` : '';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = name.trim();
    if (isRunning) return;
    if (folder && typed === folder.name) return onClose();
    const wrong = nameProblem(name, siblings);
    setProblem(wrong);
    if (wrong) return;
    setRunning(true);
    const shown = visibleLine(typed, 60);
    const failure: Failure | null = folder
      ? await run('folders.rename', { folderId: folder.id, name: typed }, `Folder “${visibleLine(folder.name, 60)}” is now “${shown}”.`, OWN)
      : await run('folders.create', { accountId, parentId: parent?.id ?? null, name: typed }, `Folder “${shown}” created${place}.`, OWN);
    setRunning(false);
    if (failure) setProblem(failure.message);
    else onClose();
  };
  return (
    <Dialog
      title={folder ? 'Rename folder' : `New folder${place}`}
      isOpen
      isKeptOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="folder-name" isDisabled={isRunning}>{folder ? 'Rename' : 'Create'}</Button>
        </>
      }
    >
      <Form id="folder-name" validationBehavior="aria" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Name"
          autoFocus
          maxLength={200}
          value={name}
          onChange={(next) => {
            setName(next);
            setProblem(null);
          }}
          error={problem}
          note={folder ? 'Its messages and the folders in it stay as they are.' : 'It is made on the server, and shows up on all your devices.'}
        />
      </Form>
    </Dialog>
  );
}
