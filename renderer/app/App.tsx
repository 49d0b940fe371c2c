/** What the window shows: the start, the welcome, or the mail. */
import { Activity, useCallback, useDeferredValue, useState } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import { t } from '../../shared/locales/t.ts';
import { failureText } from '../../shared/locales/engine-words.ts';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import type { ProjectionState } from '../engine/projection-store.ts';
import { useLine } from '../engine/EngineProvider.tsx';
import { useShared } from '../engine/use-shared.ts';
import { TreeRehearsal } from '../features/folders/TreeRehearsal.tsx';
import { AddAccount } from '../features/setup/AddAccount.tsx';
import { Welcome } from '../features/setup/Welcome.tsx';
import styles from './App.module.css';
import { Mail } from './Mail.tsx';
import { Notices } from './Notices.tsx';
import { Notes } from './notes/Notes.tsx';
import { poppedOutOf } from './pop-out.ts';
import { PopOutWindow } from './PopOutWindow.tsx';
import { RefusedSettings } from './RefusedSettings.tsx';
import { SettingsScreen } from './SettingsScreen.tsx';
import { useAhead } from './use-ahead.ts';

/** Null while nothing is known. */
const countOf = ({ value, failure }: ProjectionState<'accounts.list'>) => ({ count: value ? value.accounts.length : null, failure });

export function App() {
  const { count: known, failure } = useShared('accounts.list', countOf);
  // The mail window is large: it is drawn in slices, and what is on screen answers meanwhile.
  const count = useDeferredValue(known);
  const { trouble } = useLine();
  const reason = failure ?? trouble;
  const [popped] = useState(() => poppedOutOf(location.hash));
  const [adding, setAdding] = useState(false);
  const [newest, setNewest] = useState<AccountId | null>(null);
  const onAdded = useCallback((id: AccountId) => {
    setAdding(false);
    setNewest(id);
  }, []);
  const closeAdding = useCallback(() => setAdding(false), []);
  const addAccount = useCallback(() => setAdding(true), []);

  const ahead = useAhead(count === 0 && !popped);

  if (count === null) {
    return (
      <main className={styles.start}>
        <EmptyState>{reason ? t(reason === trouble ? 'app.startTrouble' : 'app.startFailed', { reason: failureText(reason) }) : t('app.starting')}</EmptyState>
      </main>
    );
  }
  return (
    <>
      {count === 0 ? <Welcome onAddAccount={addAccount} onAdded={onAdded} /> : null}
      {popped && count > 0 ? <PopOutWindow {...popped} /> : null}
      {!popped && (count > 0 || ahead.isWanted) ? (
        <Activity key={ahead.number} mode={count > 0 ? 'visible' : 'hidden'}><Mail newest={newest} onAddAccount={addAccount} /></Activity>
      ) : null}
      {count === 0 && ahead.isWanted ? <TreeRehearsal /> : null}
      <Notices />
      <RefusedSettings />
      {popped ? null : <Notes />}
      <SettingsScreen onAddAccount={addAccount} />
      <AddAccount isOpen={adding} onClose={closeAdding} onAdded={onAdded} />
    </>
  );
}
