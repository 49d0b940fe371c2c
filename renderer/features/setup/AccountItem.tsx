/** One account in the settings. */
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/locales/t.ts';
import { statusText } from '../../../shared/locales/engine-words.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { Button } from '../../design/primitives/Button.tsx';
import { IconButton } from '../../design/primitives/IconButton.tsx';
import { reorderable } from '../../design/reorder.ts';
import { useAccount, type AccountPlace } from '../../engine/accounts.ts';
import styles from './AccountsSettings.module.css';

export interface AccountItemProps {
  readonly account: AccountPlace;
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly onMove: (from: number, to: number) => void;
  readonly onEdit: () => void;
  readonly onOffers: () => void;
  readonly onRemove: () => void;
}

const statusOf = (account: AccountSummary): string => statusText(account);

export function AccountItem({ account, name, index, count, onMove, onEdit, onOffers, onRemove }: AccountItemProps) {
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [edge, setEdge] = useState<'before' | 'after' | null>(null);
  const status = useAccount(account.id, statusOf);
  useEffect(() => {
    if (!row.current || !handle.current || count < 2) return undefined;
    return reorderable(row.current, { list: 'accounts', index, handle: handle.current, onOver: setEdge, onMove });
  }, [index, count, onMove]);
  const step = (by: -1 | 1): void => {
    onMove(index, index + by);
    // At the end the way on is closed; the other one keeps the focus.
    const isLast = index + by === 0 || index + by === count - 1;
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>(`button[data-step="${isLast ? -by : by}"]`)?.focus());
  };
  return (
    <li ref={row} className={styles.account} data-account={account.id} data-edge={edge ?? undefined}>
      <span ref={handle} className={styles.handle} hidden={count < 2} title={t('setup.dragToMove')}><GripVertical size={16} aria-hidden /></span>
      <div className={styles.words}>
        <p className={styles.name}>{name}</p>
        <p className={styles.state}>{[account.demo ? '' : account.name, status ?? ''].filter(Boolean).join(' · ')}</p>
      </div>
      <div className={styles.acts}>
        {count < 2 ? null : (
          <>
            <IconButton size="small" data-step="-1" label={t('setup.moveUp', { account: name })} icon={<ArrowUp size={16} aria-hidden />} isDisabled={index === 0} onPress={() => step(-1)} />
            <IconButton size="small" data-step="1" label={t('setup.moveDown', { account: name })} icon={<ArrowDown size={16} aria-hidden />} isDisabled={index === count - 1} onPress={() => step(1)} />
          </>
        )}
        {account.demo ? null : <Button data-what="edit" aria-label={t('setup.editAccount', { account: name })} onPress={onEdit}>{t('setup.edit')}</Button>}
        <Button data-what="offers" aria-label={t('setup.offersOf', { account: name })} onPress={onOffers}>{t('setup.offers')}</Button>
        <Button aria-label={t('setup.removeOne', { account: name })} onPress={onRemove}>{t('setup.removeAsk')}</Button>
      </div>
    </li>
  );
}
