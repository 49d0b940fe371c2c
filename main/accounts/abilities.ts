/** Learns what the server lets an account do: namespaces, rights, quota, keywords. Asked while somebody wants to know, once the account is in step; kept in memory. */
import { isFailure, toFailure } from '../../shared/failure.ts';
import type { AccountId } from '../../shared/ids.ts';
import type { AccountAbility, FolderAbility } from '../../shared/model/abilities.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import { getQuotaRoot } from '../imap/commands/get-quota-root.ts';
import { list } from '../imap/commands/list.ts';
import { myRights } from '../imap/commands/my-rights.ts';
import { namespace, type Namespaces } from '../imap/commands/namespace.ts';
import type { Quota } from '../imap/commands/quota-answer.ts';
import { sameMailbox } from '../imap/commands/status.ts';
import type { SelectedMailbox } from '../imap/mailbox.ts';
import type { Session } from '../imap/session.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import type { Clock, Log } from '../ports.ts';
import { hasPassed } from '../sync/passed.ts';
import { namespaceOf, rightsOf } from './read-rights.ts';

/** Rights and quota change behind our back, and no server tells of it. */
const AGAIN_MS = 30 * 60_000;
/** After a line that broke over it. */
const RETRY_MS = 60_000;
/** MYRIGHTS asked one by one, of folders that are not the user's own. */
const MOST_ASKED = 200;

export interface AbilitiesOptions {
  accountId: AccountId;
  clock: Clock;
  log: Log;
  lease<T>(work: (session: Session) => Promise<T>): Promise<T>;
  folders(): Promise<readonly FolderRecord[]>;
}

export class Abilities {
  readonly changed: Emitter<void> = createEmitter<void>();
  readonly #options: AbilitiesOptions;
  #known: AccountAbility;
  #askedAt: number | null = null;
  #asking = false;
  #watchers = 0;
  #isCalm = false;
  #retry: (() => void) | null = null;

  constructor(options: AbilitiesOptions) {
    this.#options = options;
    this.#known = { accountId: options.accountId, quota: [], newKeywords: null, keywords: [], folders: [] };
  }

  get known(): AccountAbility { return this.#known; }

  /** Somebody wants to know. Answers how to leave. */
  watch(listener: () => void): () => void {
    this.#watchers += 1;
    const off = this.changed.on(listener);
    void this.#learn();
    return () => {
      off();
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#forgetRetry();
    };
  }

  /** The account is in step with its server: nobody waits for the line. */
  calm(): void {
    this.#isCalm = true;
    void this.#learn();
  }

  /** PERMANENTFLAGS (RFC 3501 7.1) come with every SELECT, and another program may have made a keyword since. EXAMINE tells nothing of them; the inbox speaks for all folders. */
  opened({ wireName, permanentFlags, readOnly }: Pick<SelectedMailbox, 'wireName' | 'permanentFlags' | 'readOnly'>): void {
    if (readOnly || !sameMailbox(wireName, 'INBOX')) return;
    this.#set({ ...this.#known, newKeywords: permanentFlags.includes('\\*'), keywords: permanentFlags.filter((flag) => !flag.startsWith('\\')) });
  }

  /** Unless it did a while ago. What the server does not tell stays as it was. */
  async #learn(): Promise<void> {
    const { clock, log, lease, folders } = this.#options;
    if (!this.#isCalm || this.#watchers === 0 || this.#asking || (this.#askedAt !== null && !hasPassed(AGAIN_MS, this.#askedAt, clock.now()))) return;
    this.#asking = true;
    this.#forgetRetry();
    try {
      const there = await folders();
      await lease(async (session) => {
        await this.#askKeywords(session, there);
        const told = await ask(session, there);
        this.#set({ ...this.#known, ...told });
      });
      this.#askedAt = clock.now();
    } catch (error) {
      // Nothing depends on it: what is not known is allowed, and the server has the last word.
      log('info', 'abilities.not-learned', { code: toFailure(error).code });
      if (this.#isCalm && this.#watchers > 0) this.#retry = clock.after(RETRY_MS, () => void this.#learn());
    } finally {
      this.#asking = false;
    }
  }

  /** Where it has not been opened yet: a folder that has not changed need not be. */
  async #askKeywords(session: Session, folders: readonly FolderRecord[]): Promise<void> {
    const inbox = folders.find(({ role, selectable }) => role === 'inbox' && selectable);
    if (this.#known.newKeywords !== null || !inbox) return;
    const selected = await unlessRefused(session.select(inbox.wireName), null);
    if (selected) this.opened(selected);
  }

  stop(): void {
    this.#isCalm = false;
    this.#forgetRetry();
  }

  #forgetRetry(): void {
    this.#retry?.();
    this.#retry = null;
  }

  #set(next: AccountAbility): void {
    if (JSON.stringify(next) === JSON.stringify(this.#known)) return;
    this.#known = next;
    this.changed.emit();
  }
}

async function ask(session: Session, folders: readonly FolderRecord[]): Promise<Pick<AccountAbility, 'quota' | 'folders'>> {
  const { capabilities } = session;
  const spaces = capabilities.has('NAMESPACE') ? await unlessRefused(session.run(namespace()), null) : null;
  const quota = capabilities.has('QUOTA') ? await unlessRefused(session.run(getQuotaRoot('INBOX')), []) : [];
  const letters = await rightsLetters(session, folders, spaces);
  return {
    quota: roomOf(quota),
    folders: folders.flatMap(({ id, wireName, role }): FolderAbility[] => {
      const space = namespaceOf(wireName, spaces);
      const rights = rightsOf(letters.get(wireName));
      return (space === 'personal' || role === 'inbox') && rights === null ? [] : [{ folderId: id, namespace: role === 'inbox' ? 'personal' : space, rights }];
    }),
  };
}

/** By wire name. */
async function rightsLetters(session: Session, folders: readonly FolderRecord[], spaces: Namespaces | null): Promise<Map<string, string>> {
  const { capabilities } = session;
  if (capabilities.has('LIST-MYRIGHTS') && capabilities.has('LIST-EXTENDED')) {
    const listed = await unlessRefused(session.run(list({ return: { myRights: true } })), []);
    return new Map(listed.flatMap(({ wireName, rights }) => (rights === undefined ? [] : [[wireName, rights]])));
  }
  if (!capabilities.has('ACL')) return new Map();
  const foreign = folders.filter(({ wireName, selectable }) => selectable && namespaceOf(wireName, spaces) !== 'personal').slice(0, MOST_ASKED);
  const answers = await Promise.all(foreign.map(async ({ wireName }) => [wireName, await unlessRefused(session.run(myRights(wireName)), null)] as const));
  return new Map(answers.flatMap(([name, rights]) => (rights === null ? [] : [[name, rights]])));
}

/** The tightest limit of each kind. */
function roomOf(quotas: readonly Quota[]): AccountAbility['quota'] {
  const all = quotas.flatMap(({ resources }) => resources);
  return ([['STORAGE', 'storage', 1024], ['MESSAGE', 'messages', 1]] as const).flatMap(([name, resource, unit]) => {
    const tightest = all.filter((one) => one.name === name && one.limit > 0).sort((a, b) => b.usage / b.limit - a.usage / a.limit)[0];
    return tightest ? [{ resource, used: tightest.usage * unit, limit: tightest.limit * unit }] : [];
  });
}

async function unlessRefused<T, U>(answer: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await answer;
  } catch (error) {
    if (isFailure(error, 'server-no', 'server-bad', 'unsupported', 'folder-gone', 'protocol')) return otherwise;
    throw error;
  }
}
