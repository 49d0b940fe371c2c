/** What the window shows: the start, the welcome, or the mail. */
import { useCallback, useState } from 'react';
import type { AccountId } from '../../shared/ids.ts';
import { EmptyState } from '../design/primitives/EmptyState.tsx';
import { useProjection } from '../engine/use-projection.ts';
import { AddAccount } from '../features/setup/AddAccount.tsx';
import { Welcome } from '../features/setup/Welcome.tsx';
import styles from './App.module.css';
import { Mail } from './Mail.tsx';

export function App() {
  const { value, failure } = useProjection('accounts.list', {});
  const [adding, setAdding] = useState(false);
  const [newest, setNewest] = useState<AccountId | null>(null);
  const onAdded = (id: AccountId): void => {
    setAdding(false);
    setNewest(id);
  };

  const addAccount = useCallback(() => setAdding(true), []);

  if (!value) {
    return (
      <main className={styles.start}>
        <EmptyState>{failure ? `${failure.message} Nothing is lost: your accounts and everything you did are kept. Try starting Godwit again.` : 'Starting…'}</EmptyState>
      </main>
    );
  }
  return (
    <>
      {value.accounts.length === 0 ? (
        <Welcome onAddAccount={addAccount} onAdded={onAdded} />
      ) : (
        <Mail accounts={value.accounts} newest={newest} onAddAccount={addAccount} />
      )}
      <AddAccount isOpen={adding} onClose={() => setAdding(false)} onAdded={onAdded} />
    </>
  );
}
