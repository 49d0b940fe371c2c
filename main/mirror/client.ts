/** The main process's side of the mirror: ordered batches, questions, and what state the mirror is in. */
import { fail, failure, FailureError, type Failure } from '../../shared/failure.ts';
import type { Transport } from '../../shared/ipc/transport.ts';
import { say } from '../../shared/locales/say.ts';
import type { Said, Words } from '../../shared/words.ts';
import type { Clock, Log, MirrorPort } from '../ports.ts';
import { KnownFolders } from './known-folders.ts';
import { batchBytes } from './protocol/batch-bytes.ts';
import type { Batch, Changes } from './protocol/batch.ts';
import type { FolderRecord } from './protocol/records.ts';
import { MIRROR_PROTOCOL, type FromMirror, type Queries, type QueryName, type ToMirror } from './protocol/messages.ts';

/** `rebuilding`: usable, but what it held before is gone or put aside. `failing`: nothing works until the host brings a new line. */
export type MirrorState = 'starting' | 'ready' | 'rebuilding' | 'failing';

export interface MirrorStatus {
  state: MirrorState;
  /** In words, empty when ready. */
  note: string;
  noteWords: Words | null;
}

export interface MirrorClient {
  readonly status: MirrorStatus;
  /** How the database was found on the present line; undefined before the mirror has said so. */
  readonly opened: 'kept' | 'empty' | 'set-aside' | undefined;
  /** Resolves as soon as batches and questions are taken: at once when `ready` or `rebuilding`. */
  ready(): Promise<void>;
  /** Resolves after the commit. Batches are applied in the order of the calls. Rejects with FailureError: 'mirror-unavailable' (it may or may not have been written; applying it again is harmless), 'not-found' or 'invalid-input' (nothing was written). */
  apply(batch: Batch): Promise<Changes>;
  /** Sees every batch whose `apply` has resolved, and perhaps later ones. Rejects as `apply` does. */
  query<Name extends QueryName>(name: Name, question: Queries[Name][0]): Promise<Queries[Name][1]>;
  /** Deletes everything and starts empty. */
  wipe(): Promise<Changes>;
  /** The engine has filled a `rebuilding` mirror again. */
  rebuilt(): void;
  /** Batches not yet acknowledged, for back-pressure. Bytes are about those on the line. */
  inFlight(): { batches: number; bytes: number };
  /** Called after every commit, in order, before `apply` resolves. Answers how to stop. */
  onChanges(listener: (changes: Changes) => void): () => void;
  onState(listener: (status: MirrorStatus) => void): () => void;
}

/** Milliseconds a request may take. The mirror itself gives up a transaction after 10 s. */
export const REQUEST_DEADLINE = 30_000;

export function createMirrorClient(port: MirrorPort, clock: Clock, log: Log): MirrorClient {
  return new Client(port, clock, log);
}

const statusOf = (state: MirrorState, note: Said | null): MirrorStatus => ({ state, note: note?.text ?? '', noteWords: note?.words ?? null });
const toldBy = ({ message, words }: { message: string; words?: Words | undefined }): Said => ({ text: message, words: words ?? { key: 'failures.mirror-unavailable' } });

interface Waiting {
  kind: ToMirror['kind'];
  bytes: number;
  resolve: (value: unknown) => void;
  reject: (error: FailureError) => void;
  cancelDeadline: () => void;
}

class Client implements MirrorClient {
  status: MirrorStatus = statusOf('starting', say('engine-mirror.opening'));
  opened: 'kept' | 'empty' | 'set-aside' | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #waiting = new Map<number, Waiting>();
  readonly #folders = new KnownFolders();
  readonly #changesListeners = new Set<(changes: Changes) => void>();
  readonly #stateListeners = new Set<(status: MirrorStatus) => void>();
  #whenReady: (() => void)[] = [];
  #line: Transport | undefined;
  /** A mirror has been usable in this run. */
  #hadLine = false;
  #nextId = 1;

  constructor(port: MirrorPort, clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
    port.onConnect((transport) => this.#connect(transport));
  }

  ready(): Promise<void> {
    if (this.#usable()) return Promise.resolve();
    return new Promise((resolve) => this.#whenReady.push(resolve));
  }

  apply(batch: Batch): Promise<Changes> {
    return this.#ask((id) => ({ kind: 'batch', id, batch }), batchBytes(batch)) as Promise<Changes>;
  }

  query<Name extends QueryName>(name: Name, question: Queries[Name][0]): Promise<Queries[Name][1]> {
    if (name === 'folders') return this.#listFolders(question as Queries['folders'][0]) as Promise<Queries[Name][1]>;
    return this.#ask((id) => ({ kind: 'query', id, name, question }), 0) as Promise<Queries[Name][1]>;
  }

  /** Asked for once on a line, and followed from there on. */
  async #listFolders(question: Queries['folders'][0]): Promise<FolderRecord[]> {
    const known = this.#usable() ? this.#folders.of(question.accountId) : undefined;
    if (known) return known;
    await this.#ask((id) => ({ kind: 'query', id, name: 'folders', question: {} }), 0, (all) => this.#folders.take(all as FolderRecord[]));
    return this.#folders.of(question.accountId) ?? this.#listFolders(question);
  }

  async wipe(): Promise<Changes> {
    const changes = this.#ask((id) => ({ kind: 'wipe', id }), 0) as Promise<Changes>;
    if (this.#usable()) this.#become('rebuilding', say('engine-mirror.emptied'));
    return changes;
  }

  rebuilt(): void {
    if (this.status.state === 'rebuilding') this.#become('ready', null);
  }

  inFlight(): { batches: number; bytes: number } {
    let batches = 0;
    let bytes = 0;
    for (const waiting of this.#waiting.values()) {
      if (waiting.kind !== 'batch') continue;
      batches++;
      bytes += waiting.bytes;
    }
    return { batches, bytes };
  }

  onChanges(listener: (changes: Changes) => void): () => void {
    this.#changesListeners.add(listener);
    return () => this.#changesListeners.delete(listener);
  }

  onState(listener: (status: MirrorStatus) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  #usable(): boolean {
    return this.status.state === 'ready' || this.status.state === 'rebuilding';
  }

  #connect(transport: Transport): void {
    this.#drop(say('engine-mirror.connectedAnew'));
    this.#line = transport;
    this.#become('starting', say('engine-mirror.opening'));
    transport.onMessage((message) => {
      if (this.#line === transport) this.#receive(message as FromMirror);
    });
    transport.onClose(() => {
      if (this.#line !== transport) return;
      this.#log('warn', 'mirror.line-lost', { waiting: this.#waiting.size });
      this.#drop(say('engine-mirror.lineLost'));
      this.#become('starting', say('engine-mirror.openingAgain'));
    });
  }

  /** Forgets the line; what waited on it is rejected, never repeated: whoever asked knows best. */
  #drop(why: Said): void {
    const line = this.#line;
    this.#line = undefined;
    this.opened = undefined;
    this.#folders.forget();
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of lost) {
      waiting.cancelDeadline();
      waiting.reject(fail('mirror-unavailable', why));
    }
    line?.close();
  }

  #receive(message: FromMirror): void {
    switch (message.kind) {
      case 'hello':
        this.#greet(message);
        break;
      case 'done':
        if (message.folders) this.#folders.follow(message.folders);
        this.#announce(message.id, message.changes);
        break;
      case 'answer':
        this.#settle(message.id)?.resolve(message.answer);
        break;
      case 'error':
        this.#refused(message);
        if (message.fatal) this.#become('failing', toldBy(message));
        break;
      case 'failing':
        this.#log('error', 'mirror.failing', { message: message.message });
        this.#become('failing', toldBy(message));
        break;
    }
  }

  #greet({ protocol, state }: Extract<FromMirror, { kind: 'hello' }>): void {
    if (protocol !== MIRROR_PROTOCOL) {
      this.#log('error', 'mirror.foreign-protocol', { protocol, expected: MIRROR_PROTOCOL });
      this.#drop(say('engine-mirror.otherVersion'));
      this.#become('failing', say('engine-mirror.otherVersionServes'));
      return;
    }
    this.#log('info', 'mirror.opened', { state });
    this.opened = state;
    // Chromium empties the storage of whole origins when the disk is full.
    const lost = state === 'empty' && this.#hadLine;
    this.#hadLine = true;
    if (lost) this.#become('rebuilding', say('engine-mirror.lost'));
    else if (state === 'set-aside') this.#become('rebuilding', say('engine-mirror.setAside'));
    else this.#become('ready', null);
  }

  #announce(id: number, changes: Changes): void {
    const waiting = this.#settle(id);
    for (const listener of this.#changesListeners) {
      try {
        listener(changes);
      } catch (error) {
        // One listener's defect must not cost the others the news, or the caller the answer.
        this.#log('error', 'mirror.listener', { message: error instanceof Error ? error.message : String(error) });
      }
    }
    waiting?.resolve(changes);
  }

  #refused(message: Extract<FromMirror, { kind: 'error' }>): void {
    const waiting = this.#settle(message.id);
    // Written or not, nobody knows.
    if (waiting?.kind !== 'query') this.#folders.forget();
    waiting?.reject(fail(message.code, toldBy(message)));
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    waiting?.cancelDeadline();
    return waiting;
  }

  /** `heard`: called with the answer before anything that the mirror says after it. */
  #ask(make: (id: number) => ToMirror, bytes: number, heard?: (answer: unknown) => void): Promise<unknown> {
    const line = this.#line;
    if (!line || !this.#usable()) return Promise.reject(new FailureError(this.#unavailable()));
    const id = this.#nextId++;
    const message = make(id);
    return new Promise((resolve, reject) => {
      const cancelDeadline = this.#clock.after(REQUEST_DEADLINE, () => this.#late(line, message.kind));
      const settle = (answer: unknown): void => {
        heard?.(answer);
        resolve(answer);
      };
      this.#waiting.set(id, { kind: message.kind, bytes, resolve: settle, reject, cancelDeadline });
      line.post(message);
    });
  }

  /** A mirror that does not answer one request in time is not trusted with the others. */
  #late(line: Transport, kind: ToMirror['kind']): void {
    if (this.#line !== line) return;
    this.#log('error', 'mirror.no-answer', { kind, seconds: REQUEST_DEADLINE / 1000 });
    this.#drop(say('engine-mirror.noAnswer'));
    this.#become('failing', say('engine-mirror.noAnswer'));
  }

  #unavailable(): Failure {
    const { note, noteWords } = this.status;
    return failure('mirror-unavailable', noteWords ? { text: note, words: noteWords } : say('engine-mirror.unavailable'));
  }

  #become(state: MirrorState, note: Said | null): void {
    if (this.status.state === state && this.status.note === (note?.text ?? '')) return;
    this.status = statusOf(state, note);
    for (const listener of this.#stateListeners) listener(this.status);
    if (this.#usable()) for (const resolve of this.#whenReady.splice(0)) resolve();
  }
}
