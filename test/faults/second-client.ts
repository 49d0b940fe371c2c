/** Another mail program on the same account: imapflow, which shares nothing with ours. Acts at random, and tells what the server holds. */
import { ImapFlow } from 'imapflow';
import type { Random } from '../bench/random.ts';
import type { ServerFolder } from './invariants.ts';

const FLAGS = ['\\Seen', '\\Flagged', '\\Answered', '$Forwarded', 'blue'] as const;
/** How often it looks again. */
const TRIES = 5;
const PLACES = ['INBOX', 'Archive', 'Trash'] as const;

export class SecondClient {
  readonly #acting: ImapFlow;
  readonly #connect: () => Promise<ImapFlow>;
  #looking: ImapFlow;
  /** Message-IDs it has removed for good. */
  readonly removed = new Set<string>();
  readonly delivered = new Set<string>();
  /** Moved since this was last emptied. */
  readonly moved = new Set<string>();
  /** Folders that the server listed when it was last looked at, and would not open: nobody can say whether they are there. */
  readonly phantoms = new Set<string>();
  #extra = 0;

  private constructor(connect: () => Promise<ImapFlow>, acting: ImapFlow, looking: ImapFlow) {
    this.#connect = connect;
    this.#acting = acting;
    this.#looking = looking;
  }

  static async connect(port: number, user: string, pass: string): Promise<SecondClient> {
    const open = async (): Promise<ImapFlow> => {
      const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass }, logger: false, disableAutoIdle: true });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    return new SecondClient(open, await open(), await open());
  }

  close(): void {
    this.#acting.close();
    this.#looking.close();
  }

  async deliver(name: string, mailbox = 'INBOX'): Promise<void> {
    const messageId = `<${name}@example.org>`;
    await this.#acting.append(mailbox, `From: Ann <ann@example.net>\r\nTo: alice@example.org\r\nSubject: Note ${name}\r\nMessage-ID: ${messageId}\r\nDate: Thu, 19 Nov 2026 08:00:00 +0000\r\n\r\nText.\r\n`);
    // A folder of its own it deletes with all that is in it.
    if (!mailbox.startsWith('Extra')) this.delivered.add(messageId);
  }

  async opens(path: string): Promise<void> { await this.#acting.mailboxOpen(path); }

  async makeFolder(path: string): Promise<void> {
    await this.#acting.mailboxCreate(path);
    await this.#acting.mailboxSubscribe(path);
  }

  /** `source` with bare line ends. */
  async file(mailbox: string, source: string, flags: readonly string[]): Promise<void> {
    await this.#acting.append(mailbox, source.replace(/\r?\n/gu, '\r\n'), [...flags]);
  }

  async mark(mailbox: string, messageId: string): Promise<void> {
    await this.#acting.mailboxOpen(mailbox);
    await this.#acting.messageFlagsAdd({ header: { 'message-id': messageId } }, ['\\Deleted']);
  }

  subjects(mailbox: string): Promise<string[]> { return this.#looks(() => this.#subjects(mailbox)); }
  holds(): Promise<ServerFolder[]> { return this.#looks(() => this.#holds()); }

  /**
   * Looking does no harm, so it is done again: Dovecot 2.3.19 breaks its list index where folders come and go beside each other ("Corrupted mailbox list
   * index", signal 11; 2026-11-21), refuses the next command, and mends it.
   */
  async #looks<T>(look: () => Promise<T>): Promise<T> {
    for (let left = TRIES; ; left--) {
      try {
        return await look();
      } catch (error) {
        if (left === 0) throw error;
        this.#looking.close();
        await new Promise((resolve) => setTimeout(resolve, 100));
        this.#looking = await this.#connect();
      }
    }
  }

  async #subjects(mailbox: string): Promise<string[]> {
    const { exists } = await this.#looking.mailboxOpen(mailbox, { readOnly: true });
    const out: string[] = [];
    if (exists > 0) for await (const message of this.#looking.fetch('1:*', { envelope: true })) out.push(message.envelope?.subject ?? '');
    return out;
  }

  /** One random act, in words. What the server refuses it, because ours was quicker, is its own affair. */
  async act(random: Random, name: string): Promise<string> {
    try {
      return await this.#act(random, name);
    } catch (error) {
      const { responseStatus, responseText } = error as { responseStatus?: string; responseText?: string };
      if (responseStatus !== 'NO') throw error;
      return `refused to the other client: ${responseText ?? ''}`;
    }
  }

  async #act(random: Random, name: string): Promise<string> {
    const from = random.pick(PLACES);
    const what = random.below(12);
    if (what < 3) {
      await this.deliver(name, random.pick(['INBOX', 'INBOX', 'Archive']));
      return `deliver ${name}`;
    }
    if (what === 3) return this.#folders(random, name);
    await this.#acting.mailboxOpen(from);
    const there: { uid: number; messageId: string }[] = [];
    for await (const message of this.#acting.fetch('1:*', { uid: true, envelope: true })) there.push({ uid: message.uid, messageId: message.envelope?.messageId ?? '' });
    if (there.length === 0) return `nothing in ${from}`;
    const some = [...new Set([random.pick(there), random.pick(there)])];
    const uids = some.map(({ uid }) => uid).join(',');
    if (what < 7) {
      const flag = random.pick(FLAGS);
      if (random.chance(60)) await this.#acting.messageFlagsAdd(uids, [flag], { uid: true });
      else await this.#acting.messageFlagsRemove(uids, [flag], { uid: true });
      return `${flag} on ${uids} in ${from}`;
    }
    if (what < 10) {
      const to = random.pick(PLACES);
      for (const { messageId } of some) this.moved.add(messageId);
      if (to !== from) await this.#acting.messageMove(uids, to, { uid: true });
      return `move ${uids} from ${from} to ${to}`;
    }
    if (there.length < 6) return `too few in ${from}`;
    for (const { messageId } of some) this.removed.add(messageId);
    await this.#acting.messageDelete(uids, { uid: true });
    return `remove ${uids} from ${from}`;
  }

  /** Makes, renames, or deletes a folder that is its own alone. */
  async #folders(random: Random, name: string): Promise<string> {
    const own = (await this.#acting.list()).map(({ path }) => path).filter((path) => path.startsWith('Extra'));
    const last = own.at(-1);
    if (last === undefined || (own.length < 3 && random.chance(50))) {
      const path = `Extra ${++this.#extra}`;
      await this.makeFolder(path);
      await this.deliver(`${name}-x`, path);
      return `create ${path}`;
    }
    if (random.chance(50)) {
      const to = `Extra ${++this.#extra}`;
      await this.#acting.mailboxRename(last, to);
      return `rename ${last} to ${to}`;
    }
    await this.#acting.mailboxDelete(last);
    // Deleted and made again under the same name: another folder, though it is called the same.
    if (random.chance(50)) {
      await this.makeFolder(last);
      await this.deliver(`${name}-y`, last);
    }
    return `delete ${last}`;
  }

  async #holds(): Promise<ServerFolder[]> {
    this.phantoms.clear();
    const out: ServerFolder[] = [];
    for (const { path, flags, subscribed } of await this.#looking.list()) {
      if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue;
      const opened = await this.#looking.mailboxOpen(path, { readOnly: true }).catch((error: unknown) => {
        // Listed and not there: for its subscription alone, which DELETE and RENAME leave (RFC 3501 6.3.4, 6.3.9), or by a broken list index.
        if ((error as { serverResponseCode?: string }).serverResponseCode !== 'NONEXISTENT') throw error;
        this.phantoms.add(path);
        return null;
      });
      if (!opened) continue;
      const { uidValidity, exists } = opened;
      const messages = [];
      if (exists > 0) for await (const message of this.#looking.fetch('1:*', { uid: true, flags: true, size: true, envelope: true })) messages.push({ uid: message.uid, flags: [...(message.flags ?? [])].filter((flag) => flag !== '\\Recent'), size: message.size ?? 0, messageId: message.envelope?.messageId ?? '' });
      // It calls INBOX subscribed whether it is or not.
      out.push({ path, uidValidity: Number(uidValidity), ...(path === 'INBOX' ? {} : { subscribed }), messages });
    }
    // Not in one that may be deleted next: every command would be refused then.
    await this.#looking.mailboxOpen('INBOX', { readOnly: true });
    return out;
  }
}
