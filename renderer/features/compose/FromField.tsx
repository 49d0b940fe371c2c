/** Which account a letter goes out from; said where that is not the one it was begun with. */
import type { AccountId } from '../../../shared/ids.ts';
import type { AccountSummary } from '../../../shared/model/account.ts';
import { t } from '../../../shared/locales/t.ts';
import styles from './ComposerPane.module.css';

export type Sender = Pick<AccountSummary, 'id' | 'name' | 'email'>;

export interface FromFieldProps {
  readonly accounts: readonly Sender[];
  /** The one of the letter, which may be gone. */
  readonly accountId: AccountId;
  readonly isDisabled: boolean;
  readonly onChange: (accountId: AccountId) => void;
}

/** The account of the letter, or another one where that is gone. */
export const senderOf = (accounts: readonly Sender[], accountId: AccountId): Sender | undefined => accounts.find(({ id }) => id === accountId) ?? accounts[0];

export function FromField({ accounts, accountId, isDisabled, onChange }: FromFieldProps) {
  const sender = senderOf(accounts, accountId);
  const isGone = sender !== undefined && sender.id !== accountId;
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor="compose-from">{t('compose.from')}</label>
      <select id="compose-from" className={styles.from} value={sender?.id ?? accountId} disabled={isDisabled || accounts.length < 2} aria-describedby={isGone ? 'compose-from-gone' : undefined} onChange={(event) => onChange(event.target.value as AccountId)}>
        {accounts.map(({ id, name, email }) => <option key={id} value={id} dir="auto">{name ? `${name} <${email}>` : email}</option>)}
      </select>
      {isGone ? <p id="compose-from-gone" className={styles.gone}>{t('compose.accountGone')}</p> : null}
    </div>
  );
}
