/** A user at the engine: acts on messages by name, remembers what was promised, and tells what must be true in the end. */
import { draftId, folderId, type AccountId, type MessageId, type OperationId } from '../../shared/ids.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { AnyGround } from './ground.ts';
import type { Intentions, MirroredFolder } from './invariants.ts';
import { heldByMirror } from './holdings.ts';
import type { Subject } from './subject.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** How often a person types the same settings in again. */
const TRIES = 12;

export class Person {
  readonly #subject: Subject;
  readonly #ground: AnyGround;
  #account: AccountId | null = null;
  readonly #places = new Map<string, string[]>();
  readonly #deleted = new Set<string>();
  readonly #flagged: { messageId: string; flag: string; operation: string }[] = [];
  /** Operation by marker; null until there was an answer. */
  readonly #sends = new Map<string, string | null>();
  /** Letters being written: which text was typed last, and which was answered as saved. */
  readonly #drafts = new Map<string, { typed: number; saved: number }>();
  readonly #promised = new Set<string>();
  readonly #foreign: readonly string[];
  /** Copied on purpose, or at least asked for. */
  readonly #copied = new Map<string, number>();
  readonly #filed: { messageId: string; path: string; operation: string | null; copy: boolean }[] = [];
  readonly #folders: { path: string; there: boolean; subscribed?: boolean; operation: string }[] = [];

  /** `foreign`: Message-IDs that another client has marked for removal. */
  constructor(subject: Subject, ground: AnyGround, foreign: readonly string[] = []) {
    this.#subject = subject;
    this.#ground = ground;
    this.#foreign = foreign;
  }

  /** Tries again as a person would whose line is bad. */
  async addAccount(imapPort: number, smtpPort = this.#ground.demo.smtp.port): Promise<void> {
    if (this.#places.size === 0) for (const { path, messages } of await this.#ground.holds()) for (const message of messages) if (!this.#foreign.includes(message.messageId)) this.#places.set(message.messageId, [path]);
    const { email, name, user, password } = this.#ground.demo.account;
    const settings = { email, name, imap: { ...this.#ground.demo.imap, port: imapPort, user: this.#ground.imapUser ?? user }, smtp: { ...this.#ground.demo.smtp, port: smtpPort, user }, plainConfirmed: false };
    for (let left = TRIES; ; left--) {
      await this.#subject.up();
      const client = this.#subject.client;
      // The one before may have been kept without telling.
      const known = (await this.#subject.waitFor('accounts.list', {}, () => true).catch(() => null))?.accounts[0];
      if (known) {
        this.#account = known.id;
        return;
      }
      const added = await client.call('accounts.add', { settings, password });
      if (added.ok) {
        this.#account = added.value.accountId;
        return;
      }
      if (left === 0) throw new Error(`accounts.add: ${JSON.stringify(added.failure)}`);
      await pause(5);
    }
  }

  async seesAll(folder: string, names: readonly string[]): Promise<void> {
    await this.#subject.waitFor('messages.list', { folderId: folderId(this.#account!, folder), from: 0, count: 100 }, ({ rows }) => names.every((name) => rows.some(({ subject }) => subject === `Note ${name}`)));
  }

  /** As the list calls it, which is not always by where it is seen. */
  async #find(folder: string, name: string): Promise<MessageId> {
    const named = (row: MessageRow): boolean => row.subject === `Note ${name}`;
    const { rows } = await this.#subject.waitFor('messages.list', { folderId: folderId(this.#account!, folder), from: 0, count: 100 }, (list) => list.rows.some(named));
    return rows.find(named)!.id;
  }

  async flag(folder: string, name: string): Promise<void> {
    const operation = this.#promise(await this.#subject.call('messages.setFlags', { messageIds: [await this.#find(folder, name)], add: ['flagged'], remove: [] }));
    this.#flagged.push({ messageId: this.#ground.id(name), flag: '\\Flagged', operation });
  }

  async tag(folder: string, name: string, keyword: string): Promise<void> {
    const operation = this.#promise(await this.#subject.call('messages.setKeywords', { messageIds: [await this.#find(folder, name)], add: [keyword], remove: [] }));
    this.#flagged.push({ messageId: this.#ground.id(name), flag: keyword, operation });
  }

  async move(folder: string, name: string, role: 'archive' | 'trash', to: string): Promise<void> {
    // Nobody can say where to before there is such a place.
    await this.#subject.waitFor('folders.tree', {}, ({ folders }) => folders.some((one) => one.role === role));
    const found = await this.#find(folder, name);
    // Refused for good it stays; which of both is I5's and I2's to tell.
    this.#places.set(this.#ground.id(name), [folder, to]);
    this.#promise(await this.#subject.call('messages.move', { messageIds: [found], to: { role } }));
  }

  async junk(folder: string, name: string, junk: boolean): Promise<void> {
    const found = await this.#find(folder, name);
    this.#places.set(this.#ground.id(name), [folder, junk ? 'Junk' : 'INBOX']);
    this.#promise(await this.#subject.call('messages.junk', { messageIds: [found], junk }));
  }

  async copy(folder: string, name: string, to: string): Promise<void> {
    const found = await this.#find(folder, name);
    const id = this.#ground.id(name);
    this.#places.set(id, [folder, to]);
    this.#copied.set(id, 1);
    const filed = { messageId: id, path: to, operation: null as string | null, copy: true };
    this.#filed.push(filed);
    filed.operation = this.#promise(await this.#subject.call('messages.copy', { messageIds: [found], to: folderId(this.#account!, to) }));
  }

  /** A message that no server has yet. */
  async file(name: string, to: string): Promise<void> {
    const id = this.#ground.id(name);
    await this.#seesFolder(to);
    this.#places.set(id, [to]);
    const filed = { messageId: id, path: to, operation: null as string | null, copy: false };
    this.#filed.push(filed);
    filed.operation = this.#promise(await this.#subject.call('messages.append', { folderId: folderId(this.#account!, to), source: `From: you@example.org\nSubject: Note ${name}\nMessage-ID: ${id}\n\nKept.\n`, flags: ['seen'], date: null }));
  }

  async deleteForever(name: string): Promise<void> {
    const found = await this.#find('Trash', name);
    this.#deleted.add(this.#ground.id(name));
    this.#promise(await this.#subject.call('messages.deleteForever', { messageIds: [found] }));
  }

  /** `names`: all that is in it. */
  async empties(folder: string, names: readonly string[]): Promise<void> {
    await this.seesAll(folder, names);
    for (const name of names) this.#deleted.add(this.#ground.id(name));
    this.#promise(await this.#subject.call('folders.empty', { folderId: folderId(this.#account!, folder) }));
  }

  async makesFolder(name: string): Promise<void> {
    await this.#seesFolder('INBOX');
    // A server that makes it and will not subscribe it has made it all the same.
    this.#folders.push({ path: name, there: true, operation: this.#promise(await this.#subject.call('folders.create', { accountId: this.#account!, parentId: null, name })) });
  }

  async renamesFolder(path: string, to: string, names: readonly string[]): Promise<void> {
    await this.seesAll(path, names);
    for (const name of names) this.#places.set(this.#ground.id(name), [path, to]);
    const operation = this.#promise(await this.#subject.call('folders.rename', { folderId: folderId(this.#account!, path), name: to }));
    this.#folders.push({ path, there: false, operation }, { path: to, there: true, operation });
  }

  async deletesFolder(path: string, names: readonly string[]): Promise<void> {
    await this.seesAll(path, names);
    for (const name of names) this.#deleted.add(this.#ground.id(name));
    this.#folders.push({ path, there: false, operation: this.#promise(await this.#subject.call('folders.delete', { folderId: folderId(this.#account!, path), forever: true })) });
  }

  async unsubscribes(path: string): Promise<void> {
    await this.#seesFolder(path);
    this.#folders.push({ path, there: true, subscribed: false, operation: this.#promise(await this.#subject.call('folders.subscribe', { folderId: folderId(this.#account!, path), subscribed: false })) });
  }

  async #seesFolder(path: string): Promise<void> {
    await this.#subject.waitFor('folders.tree', {}, ({ folders }) => folders.some(({ id }) => id === folderId(this.#account!, path)));
  }

  #promise({ operationId }: { operationId: OperationId }): string {
    this.#promised.add(operationId);
    return operationId;
  }

  async send(marker: string): Promise<void> {
    this.#sends.set(marker, null);
    const { operationId } = await this.#subject.call('compose.send', { accountId: this.#account!, to: [{ name: '', address: 'ann@example.net' }], cc: [], bcc: [], subject: marker, text: 'Hello\n', inReplyTo: '', references: [], source: null });
    this.#promised.add(operationId);
    this.#sends.set(marker, operationId);
  }

  /** Types on in a letter, and it is saved. */
  async writes(marker: string): Promise<void> {
    const draft = this.#drafts.get(marker) ?? { typed: 0, saved: 0 };
    this.#drafts.set(marker, draft);
    const typed = ++draft.typed;
    const letter = { accountId: this.#account!, to: 'ann@example.net', cc: '', bcc: '', subject: marker, text: String(typed), inReplyTo: '', references: [], source: null, replaces: null };
    const { state } = await this.#subject.call('drafts.save', { id: draftId(marker), letter, writer: 'window', open: true, base: 0 });
    if (state === 'saved') draft.saved = typed;
  }

  async #keptOf(marker: string): Promise<number | null> {
    const read = await this.#subject.client.call('drafts.read', { id: draftId(marker) });
    return read.ok ? Number(read.value.letter.text) : null;
  }

  async hearsOf(name: string): Promise<void> {
    if (!this.#places.has(this.#ground.id(name))) await this.#ground.deliver(name);
    this.#places.set(this.#ground.id(name), ['INBOX']);
    await this.seesAll('INBOX', [name]);
  }

  /** Nothing is on its way any more. */
  async settled(): Promise<void> {
    await this.#subject.waitFor('activity.list', {}, ({ operations }) => operations.length >= this.#promised.size && operations.every(({ state }) => state === 'done' || state === 'parked'));
  }

  /** Clicks on Retry wherever it is safe to. */
  async retriesParked(): Promise<void> {
    const { operations } = await this.#subject.waitFor('activity.list', {}, () => true);
    for (const { id, state, failure } of operations) if (state === 'parked' && failure?.code !== 'delivery-unknown') await this.#subject.call('activity.retry', { operationId: id });
    await this.settled();
  }

  /** Has looked for a letter of which nobody knows whether it went, and nobody has it. */
  async sendsAgain(): Promise<void> {
    const { sends } = await this.intentions();
    for (const { marker, state, failure, accepted } of sends) {
      const id = this.#sends.get(marker);
      if (state === 'parked' && failure?.code === 'delivery-unknown' && accepted === 0 && id) await this.#subject.call('activity.retry', { operationId: id as OperationId });
    }
    await this.settled();
  }

  /** Looks for news, and resolves when the answer has been gone through. */
  async syncs(): Promise<void> {
    const { commands } = this.#ground;
    const lists = (): number => commands.filter((command) => command === 'LIST').length;
    const before = lists();
    await this.#subject.call('accounts.syncNow', { accountId: this.#account! });
    for (let waited = 0; lists() === before; waited += 5) {
      if (waited > 10_000) throw new Error('the server is not asked any more');
      await pause(5);
    }
    await this.#subject.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
    for (let seen = -1; seen !== commands.length + this.#subject.batches;) {
      seen = commands.length + this.#subject.batches;
      await pause(30);
    }
  }

  /** As `syncs`, of a server that may never give an answer. */
  async asksForNews(): Promise<void> { await this.#subject.call('accounts.syncNow', { accountId: this.#account! }); }

  holds(): Promise<MirroredFolder[]> { return heldByMirror(this.#subject.mirror); }

  async intentions(): Promise<Intentions> {
    const { operations } = await this.#subject.waitFor('activity.list', {}, () => true);
    const sent = await this.#ground.subjects('Sent');
    const undone = new Set(operations.filter(({ state }) => state === 'parked').map(({ id }) => id as string));
    const done = new Set(operations.filter(({ state }) => state === 'done').map(({ id }) => id as string));
    const confirmed = (operation: string | null): boolean => operation !== null && done.has(operation);
    return {
      places: this.#places,
      // What is yet to be filed is nowhere.
      deleted: new Set([...this.#deleted, ...this.#filed.filter(({ operation, copy }) => !copy && !confirmed(operation)).map(({ messageId: id }) => id)]),
      copies: this.#copied,
      flagged: this.#flagged.map(({ messageId: id, flag, operation }) => ({ messageId: id, flag, confirmed: !undone.has(operation) })),
      filed: this.#filed.map(({ messageId: id, path, operation }) => ({ messageId: id, path, confirmed: confirmed(operation) })),
      folders: this.#folders.map(({ operation, ...folder }) => ({ ...folder, confirmed: confirmed(operation) })),
      sends: [...this.#sends].map(([marker, id]) => ({ marker, row: operations.find((row) => row.id === id || row.title.includes(marker)), id })).map(({ marker, row, id }) => ({
        marker,
        state: row?.state ?? (id === null ? 'unanswered' : 'lost'),
        failure: row?.failure ?? null,
        accepted: this.#ground.demo.submissions.filter(({ raw }) => raw.toString('latin1').includes(`Subject: ${marker}`)).length,
        inSent: sent.filter((subject) => subject === marker).length,
      })),
      operations: operations.map(({ title, state, failure }) => ({ title, state, failureCode: failure?.code ?? null })),
      promised: this.#promised.size,
      drafts: await Promise.all([...this.#drafts].map(async ([marker, { saved }]) => ({ marker, saved, kept: await this.#keptOf(marker) }))),
    };
  }
}
