/** Asks before an account is forgotten: what stays, what goes, and what has not reached the server yet. */
import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { Dialog } from '../../design/primitives/Dialog.tsx';
import { InlineAlert } from '../../design/primitives/InlineAlert.tsx';
import { useToasts } from '../../design/primitives/Toasts.tsx';
import type { AccountPlace } from '../../engine/accounts.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import type { ProjectionState } from '../../engine/projection-store.ts';
import { useShared } from '../../engine/use-shared.ts';
import { lostWords, lostWith } from './lost-with.ts';
import styles from './RemoveAccount.module.css';

const SHOWN = 5;

export function RemoveAccount({ account, onClose }: { readonly account: AccountPlace; readonly onClose: () => void }) {
  const { id, email, demo } = account;
  const toasts = useToasts();
  const engine = useEngine();
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const activity = useShared('activity.list', useCallback(({ value, failure: reason }: ProjectionState<'activity.list'>) => (
    { lost: value ? lostWith(id, value.operations) : null, failure: reason?.message ?? null }
  ), [id]));
  const remove = async (): Promise<void> => {
    setRunning(true);
    setFailure(null);
    // Not cancelled when the last account takes the whole window with it.
    const result = await engine.call('accounts.remove', { accountId: id });
    setRunning(false);
    if (!result.ok) return setFailure(result.failure);
    onClose();
    toasts.show({ text: demo ? 'The demo mailbox was removed.' : `${email} was removed from this computer.` });
  };
  return (
    <Dialog
      title={demo ? 'Remove the demo mailbox?' : `Remove ${email}?`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>Cancel</Button>
          <Button variant="danger" isDisabled={isRunning || (activity.lost === null && activity.failure === null)} onPress={() => void remove()}>{isRunning ? 'Removing…' : 'Remove account'}</Button>
        </>
      }
    >
      <div className={styles.words}>
        <p>{demo ? 'Its messages were made up for looking around; no real mail is touched.' : 'The mail stays on the server. The copy on this computer and the password are forgotten.'}</p>
        {activity.lost ? <Lost operations={activity.lost} /> : null}
        {activity.lost === null && activity.failure ? (
          <InlineAlert tone="warning" title="What still waits to go cannot be listed just now"><p>{activity.failure} Anything that has not reached the server yet would be lost.</p></InlineAlert>
        ) : null}
        {failure ? (
          <InlineAlert tone="error" title="The account could not be removed"><p>{failure.message} Mail on the server is not affected; try again in a moment.</p></InlineAlert>
        ) : null}
      </div>
    </Dialog>
  );
}

function Lost({ operations }: { readonly operations: readonly OperationRow[] }) {
  if (operations.length === 0) return null;
  return (
    <InlineAlert tone="warning" title={lostWords(operations)}>
      <ul className={styles.list}>
        {operations.slice(0, SHOWN).map(({ id, title }) => <li key={id}>{title}</li>)}
        {operations.length > SHOWN ? <li>and {(operations.length - SHOWN).toLocaleString('en-GB')} more</li> : null}
      </ul>
    </InlineAlert>
  );
}
