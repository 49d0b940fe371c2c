/** The accounts in the settings: their order, and for each its settings, what its server offers, and removing it. */
import { ArrowLeft, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import { t } from '../../../shared/locales/t.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { useAccountPlaces } from '../../engine/accounts.ts';
import { useChangeSettings, useSetting } from '../../engine/settings.ts';
import { inOrder, moved, placesOf } from './account-order.ts';
import { AccountOffers } from './AccountOffers.tsx';
import { AccountItem } from './AccountItem.tsx';
import styles from './AccountsSettings.module.css';
import { EditAccount } from './EditAccount.tsx';
import { RemoveAccount } from './RemoveAccount.tsx';

type Shown = { readonly what: 'edit' | 'offers'; readonly id: AccountId };

export function AccountsSettings({ onAddAccount }: { readonly onAddAccount: () => void }) {
  const places = useSetting('accounts');
  const accounts = inOrder(useAccountPlaces(), places);
  const change = useChangeSettings();
  const [shown, setShown] = useState<Shown | null>(null);
  const [removing, setRemoving] = useState<(typeof accounts)[number] | null>(null);
  const [news, setNews] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<Shown | null>(null);
  const account = accounts.find(({ id }) => id === shown?.id);
  const nameOf = ({ email, demo }: (typeof accounts)[number]): string => (demo ? t('setup.demoMailbox') : email);
  const move = (from: number, to: number): void => {
    const next = moved(accounts, from, to);
    change(placesOf(next));
    const one = next[to];
    if (one) setNews(t('setup.nowAt', { account: nameOf(one), place: to + 1, all: next.length }));
  };
  const back = (words: string): void => {
    left.current = shown;
    setShown(null);
    setNews(words);
  };
  // Back to where it was opened.
  useEffect(() => {
    if (shown || !left.current) return;
    const { id, what } = left.current;
    left.current = null;
    list.current?.querySelector<HTMLElement>(`[data-account="${CSS.escape(id)}"] button[data-what="${what}"]`)?.focus();
  }, [shown]);

  return (
    <>
      {shown && account ? (
        <>
          <Button variant="quiet" className={styles.back ?? ''} onPress={() => back('')}><ArrowLeft size={16} aria-hidden />{t('setup.allAccounts')}</Button>
          <h3 className={styles.title}>{shown.what === 'edit' ? nameOf(account) : t('setup.offersOf', { account: nameOf(account) })}</h3>
          {shown.what === 'edit'
            ? <EditAccount key={account.id} account={account} onClose={(isKept) => back(isKept ? t('setup.settingsKept', { account: account.email }) : '')} />
            : <AccountOffers key={account.id} account={account} />}
        </>
      ) : (
        <>
          <ul ref={list} className={styles.list} aria-label={t('setup.accounts')}>
            {accounts.map((one, index) => (
              <AccountItem key={one.id} account={one} name={nameOf(one)} index={index} count={accounts.length} onMove={move}
                onEdit={() => { setNews(''); setShown({ what: 'edit', id: one.id }); }} onOffers={() => { setNews(''); setShown({ what: 'offers', id: one.id }); }} onRemove={() => setRemoving(one)} />
            ))}
          </ul>
          <Button onPress={onAddAccount}><Plus size={16} aria-hidden />{t('setup.addAccount')}</Button>
        </>
      )}
      <p role="status" className={account ? styles.hidden : styles.news}>{news}</p>
      {removing ? <RemoveAccount account={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  );
}
