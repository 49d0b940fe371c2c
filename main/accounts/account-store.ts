/** The accounts of this profile: in the journal, their passwords in the secret store. */
import { accountId, type AccountId } from '../../shared/ids.ts';
import { fail, isFailure } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { MOST_PINS, type AccountSettings, type CertificatePin } from '../../shared/model/account.ts';
import { DEFAULT_STORAGE, type StorageSettings } from '../../shared/model/storage.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { Ports } from '../ports.ts';
import type { KnownLogin } from '../sasl/strength.ts';
import { askedOf, loginOf, passwordSecret, type Account, type AccountRecord } from './account.ts';
import type { KnownLogins, LoginBook } from './login-book.ts';

/** Octets of journal beyond which it is rewritten at the start. */
const COMPACT_AT = 64 * 1024;

export class AccountStore implements LoginBook {
  readonly #journal: JournalFile<AccountRecord>;
  readonly #ports: Ports;
  readonly #accounts = new Map<AccountId, Account>();
  readonly #logins = new Map<AccountId, KnownLogins>();
  readonly #storage = new Map<AccountId, StorageSettings>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(journal: JournalFile<AccountRecord>, ports: Ports) {
    this.#journal = journal;
    this.#ports = ports;
    for (const record of journal.records) {
      if (record.t === 'account') this.#accounts.set(record.account.id, record.account);
      else if (record.t === 'login') this.#setLogin(record.id, record.protocol, record.login);
      else if (record.t === 'storage') this.#storage.set(record.id, record.storage);
      else this.#drop(record.id);
    }
  }

  /** At the start, before anything is appended: a journal that has grown is made as short as it can be. A refusal costs nothing but space. */
  async tidy(): Promise<void> {
    if (this.#journal.size <= COMPACT_AT) return;
    try {
      await this.#journal.compact(this.all().flatMap((account) => this.#recordsOf(account)));
    } catch (error) {
      if (!isFailure(error, 'storage')) throw error;
      this.#ports.log('warn', 'accounts.not-compacted', { code: 'storage' });
    }
  }

  #recordsOf(account: Account): AccountRecord[] {
    const { id } = account;
    const logins = this.knownLogins(id);
    const storage = this.#storage.get(id);
    return [
      ...(['imap', 'smtp'] as const).flatMap((protocol): AccountRecord[] => {
        const login = logins[protocol];
        return login ? [{ t: 'login', id, protocol, login: { mechanism: login.mechanism, unusable: [...login.unusable] } }] : [];
      }),
      { t: 'account', account },
      ...(storage ? [{ t: 'storage' as const, id, storage }] : []),
    ];
  }

  /** In the order they were added. */
  all(): Account[] { return [...this.#accounts.values()]; }
  get(id: AccountId): Account | undefined { return this.#accounts.get(id); }

  storage(id: AccountId): StorageSettings { return this.#storage.get(id) ?? DEFAULT_STORAGE; }

  /** `change` is shown what is kept when its turn comes, and answers what is to be; the same object: nothing is written. Rejects 'not-found' where the account is gone. */
  changeStorage(id: AccountId, change: (before: StorageSettings) => StorageSettings): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#accounts.has(id)) throw fail('not-found', say('engine-accounts.gone'));
      const before = this.storage(id);
      const storage = change(before);
      if (storage === before) return;
      await this.#journal.append({ t: 'storage', id, storage });
      this.#storage.set(id, storage);
    });
  }

  knownLogins(id: AccountId): KnownLogins { return this.#logins.get(id) ?? {}; }

  keepLogin(account: Account, protocol: keyof KnownLogins, login: KnownLogin | null): Promise<void> {
    return this.#inTurn(async () => {
      const now = this.#accounts.get(account.id);
      if (now && loginOf(now) === loginOf(account)) await this.#writeLogin(account.id, protocol, login);
    });
  }

  async #writeLogin(id: AccountId, protocol: keyof KnownLogins, login: KnownLogin | null): Promise<void> {
    await this.#journal.append({ t: 'login', id, protocol, login: login && { mechanism: login.mechanism, unusable: [...login.unusable] } });
    this.#setLogin(id, protocol, login);
  }

  #setLogin(id: AccountId, protocol: keyof KnownLogins, login: KnownLogin | null): void {
    this.#logins.set(id, { ...this.#logins.get(id), [protocol]: login ?? undefined });
  }

  #drop(id: AccountId): void {
    this.#accounts.delete(id);
    this.#logins.delete(id);
    this.#storage.delete(id);
  }

  /** One change after the other: each is made of what the one before has left, and none comes to an account that is gone. */
  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(change);
    this.#turn = result.catch(() => undefined); // its own caller's
    return result;
  }

  /** Throws 'not-found' also for the demo account, whose servers nobody chooses. */
  #chosen(id: AccountId): Account {
    const account = this.#accounts.get(id);
    if (!account || account.demo) throw fail('not-found', say('engine-accounts.gone'));
    return account;
  }

  async #write(account: Account): Promise<void> {
    await this.#journal.append({ t: 'account', account });
    this.#accounts.set(account.id, account);
  }

  /** Answers how to have the one before again: as well as can be, for what went wrong says more. */
  async #keepPassword(id: AccountId, password: string): Promise<() => Promise<void>> {
    const { secrets } = this.#ports;
    const name = passwordSecret(id);
    const before = await secrets.get(name).catch(() => undefined);
    await secrets.set(name, password);
    return () => (before === undefined ? secrets.delete(name) : secrets.set(name, before)).catch(() => undefined);
  }

  /**
   * Secret first: an account without its password would be of no use, a secret without an account harms nobody. Asked for with the same words again,
   * as by a window that did not hear the answer, it is the one there is, with the password tried last. The demo account is there once.
   */
  add(settings: AccountSettings, password: string | null, logins: KnownLogins = {}): Promise<Account> {
    return this.#inTurn(async () => {
      const there = this.all().find((one) => (password === null ? one.demo : !one.demo && askedOf(one) === askedOf(settings)));
      if (there && password !== null) await this.#givePassword(there.id, password, logins);
      if (there) return there;
      const id = accountId(Buffer.from(this.#ports.random(9)).toString('base64url'));
      const account: Account = { ...settings, id, demo: password === null, addedAt: this.#ports.clock.now() };
      if (password !== null) await this.#ports.secrets.set(passwordSecret(id), password);
      // The account last: should the journal end in between, there is none. Asked for at once, they share a sync of the disk.
      const known = (['imap', 'smtp'] as const).map((protocol) => logins[protocol] && this.#writeLogin(id, protocol, logins[protocol]));
      await Promise.all([...known, this.#journal.append({ t: 'account', account })]);
      this.#accounts.set(id, account);
      return account;
    });
  }

  async #givePassword(id: AccountId, password: string, logins: KnownLogins): Promise<void> {
    await this.#ports.secrets.set(passwordSecret(id), password);
    for (const protocol of ['imap', 'smtp'] as const) await this.#writeLogin(id, protocol, logins[protocol] ?? null);
  }

  /** Other settings, tried by now. Password null: as it was. `logins` null: nothing about the logins has changed. `judge` is shown the account they would replace; what it throws keeps that one. */
  update(id: AccountId, settings: AccountSettings, password: string | null, logins: KnownLogins | null, judge: (now: Account) => void = () => undefined): Promise<Account> {
    return this.#inTurn(async () => {
      const now = this.#chosen(id);
      judge(now);
      const changed: Account = { ...settings, id, demo: false, addedAt: now.addedAt };
      const putBack = password === null ? () => Promise.resolve() : await this.#keepPassword(id, password);
      try {
        if (logins) for (const protocol of ['imap', 'smtp'] as const) await this.#writeLogin(id, protocol, logins[protocol] ?? null);
        await this.#write(changed);
      } catch (error) {
        // Else the server there was would be given the password of another one.
        await putBack();
        throw error;
      }
      return changed;
    });
  }

  /** From now on exactly this certificate is good for its host and port; one accepted there before no longer is. */
  trust(id: AccountId, pin: CertificatePin): Promise<void> {
    return this.#inTurn(() => {
      const account = this.#chosen(id);
      const others = (account.pins ?? []).filter(({ host, port }) => host !== pin.host || port !== pin.port);
      // Servers that it had once: the oldest go, for the journal takes no more.
      return this.#write({ ...account, pins: [...others, pin].slice(-MOST_PINS) });
    });
  }

  /** Whose Authentication-Results are believed; null: what follows from the server's name. */
  trustResults(id: AccountId, authservId: string | null): Promise<void> {
    return this.#inTurn(() => {
      const account = this.#accounts.get(id);
      if (!account) throw fail('not-found', say('engine-accounts.gone'));
      const { authservId: _before, ...rest } = account;
      return this.#write(authservId === null ? rest : { ...rest, authservId });
    });
  }

  /** The user's word starts anew what is known of the logins: `logins` is how the check of the new password went. `judge`: see `update`. */
  setPassword(id: AccountId, password: string, logins: KnownLogins, judge: (now: Account) => void = () => undefined): Promise<void> {
    return this.#inTurn(async () => {
      judge(this.#chosen(id));
      await this.#givePassword(id, password, logins);
    });
  }

  /** Journal first: should the secret's removal fail, the account is gone all the same. */
  remove(id: AccountId): Promise<void> {
    return this.#inTurn(async () => {
      await this.#journal.append({ t: 'removed', id });
      this.#drop(id);
      await this.#ports.secrets.delete(passwordSecret(id));
    });
  }
}
