/** The accounts of this profile: in the journal, their passwords in the secret store. */
import { accountId, type AccountId } from '../../shared/ids.ts';
import type { AccountSettings } from '../../shared/model/account.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { Ports } from '../ports.ts';
import { passwordSecret, type Account, type AccountRecord } from './account.ts';

export class AccountStore {
  readonly #journal: JournalFile<AccountRecord>;
  readonly #ports: Ports;
  readonly #accounts = new Map<AccountId, Account>();

  constructor(journal: JournalFile<AccountRecord>, ports: Ports) {
    this.#journal = journal;
    this.#ports = ports;
    for (const record of journal.records) {
      if (record.t === 'account') this.#accounts.set(record.account.id, record.account);
      else this.#accounts.delete(record.id);
    }
  }

  /** In the order they were added. */
  all(): Account[] { return [...this.#accounts.values()]; }
  get(id: AccountId): Account | undefined { return this.#accounts.get(id); }

  /** Secret first: an account without its password would be of no use, a secret without an account harms nobody. */
  async add(settings: AccountSettings, password: string | null): Promise<Account> {
    const id = accountId(Buffer.from(this.#ports.random(9)).toString('base64url'));
    const account: Account = { ...settings, id, demo: password === null, addedAt: this.#ports.clock.now() };
    if (password !== null) await this.#ports.secrets.set(passwordSecret(id), password);
    await this.#journal.append({ t: 'account', account });
    this.#accounts.set(id, account);
    return account;
  }

  async setPassword(id: AccountId, password: string): Promise<void> {
    await this.#ports.secrets.set(passwordSecret(id), password);
  }

  /** Journal first: should the secret's removal fail, the account is gone all the same. */
  async remove(id: AccountId): Promise<void> {
    await this.#journal.append({ t: 'removed', id });
    this.#accounts.delete(id);
    await this.#ports.secrets.delete(passwordSecret(id));
  }
}
