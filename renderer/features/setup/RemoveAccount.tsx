/** Asks before an account is forgotten: what stays, what goes, and what has not reached the server yet. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure.ts';
import type { OperationRow } from '../../../shared/model/activity.ts';
import { t } from '../../../shared/locales/t.ts';
import { failureText, operationTitle } from '../../../shared/locales/engine-words.ts';
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
    { lost: value ? lostWith(id, value.operations) : null, failure: reason ? failureText(reason) : null }
  ), [id]));
  const isOnScreen = useRef(true);
  useEffect(() => {
    isOnScreen.current = true;
    return () => { isOnScreen.current = false; };
  }, []);
  const remove = async (): Promise<void> => {
    setRunning(true);
    setFailure(null);
    // Not cancelled when the last account takes the whole window with it.
    const result = await engine.call('accounts.remove', { accountId: id });
    if (!result.ok && !isOnScreen.current) {
      return void toasts.show({ text: t('setup.notRemovedAccount', { account: demo ? t('setup.demoMailbox') : email, reason: failureText(result.failure) }), tone: 'error' });
    }
    setRunning(false);
    if (!result.ok) return setFailure(result.failure);
    onClose();
    toasts.show({ text: demo ? t('setup.demoRemoved') : t('setup.removed', { account: email }) });
  };
  return (
    <Dialog
      title={demo ? t('setup.removeDemoAsked') : t('setup.removeAsked', { account: email })}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>{t('design.cancel')}</Button>
          <Button variant="danger" isDisabled={isRunning || (activity.lost === null && activity.failure === null)} onPress={() => void remove()}>{t(isRunning ? 'setup.removing' : 'setup.remove')}</Button>
        </>
      }
    >
      <div className={styles.words}>
        <p>{t(demo ? 'setup.removeDemoWords' : 'setup.removeWords')}</p>
        {activity.lost ? <Lost operations={activity.lost} /> : null}
        {activity.lost === null && activity.failure ? (
          <InlineAlert tone="warning" title={t('setup.waitingNotListed')}><p>{t('setup.waitingNotListedWords', { reason: activity.failure })}</p></InlineAlert>
        ) : null}
        {failure ? (
          <InlineAlert tone="error" title={t('setup.notRemoved')}><p>{t('setup.notRemovedWords', { reason: failureText(failure) })}</p></InlineAlert>
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
        {operations.slice(0, SHOWN).map((row) => <li key={row.id}>{operationTitle(row)}</li>)}
        {operations.length > SHOWN ? <li>{t('setup.andMore', { n: operations.length - SHOWN })}</li> : null}
      </ul>
    </InlineAlert>
  );
}
