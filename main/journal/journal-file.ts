/** One append-only file of typed records: an append is answered only once it is on the disk. */
import { dirname } from 'node:path';
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import { nodeFiles, type Files, type OpenFile } from './files.ts';
import { readJournal, replaceFile } from './journal-storage.ts';
import { encodeRecord } from './record.ts';
import { storageFailure } from './storage-failure.ts';

export interface JournalFile<T> {
  /** As read at the start, in order. */
  readonly records: readonly T[];
  /** Where the file was set aside because parts of it could not be read; null if all was well. Tell the user. */
  readonly setAside: string | null;
  /** Octets now; for deciding when to compact. */
  readonly size: number;
  /**
   * Resolves when the record is on the disk; appends that come while the disk is busy share the next sync.
   * Rejects with FailureError 'storage' (disk full, I/O error): the record is then not in the file, and a later append may work again.
   */
  append(record: T): Promise<void>;
  /**
   * Replaces the content in one step. Appends made before the call and still on their way are kept behind `records`,
   * so a record may be read twice later but never be missing: records need a key. Rejects with FailureError 'storage': the old content stays.
   */
  compact(records: readonly T[]): Promise<void>;
  /** After everything asked for so far; later calls reject. */
  close(): Promise<void>;
}

interface PendingAppend { bytes: Buffer; resolve(): void; reject(error: unknown): void }
/** At most so many octets go into one shared write, unless a single record is larger. */
const GROUP_LIMIT = 8 * 1024 * 1024;

/** Creates the file (0600) if missing. `parse` throws for what it does not know. Rejects with FailureError 'storage'. */
export async function openJournalFile<T>(path: string, parse: (value: unknown) => T, files: Files = nodeFiles): Promise<JournalFile<T>> {
  try {
    const read = await readJournal(path, parse, files);
    return new AppendedFile(path, files, read);
  } catch (error) {
    throw storageFailure(error, 'open', path);
  }
}

class AppendedFile<T> implements JournalFile<T> {
  readonly records: readonly T[];
  readonly setAside: string | null;
  readonly #path: string;
  readonly #files: Files;
  #file: OpenFile | null;
  /** Octets that are whole, synced records; what is behind them is not ours to keep. */
  #good: number;
  #tailIsDirty = false;
  #nameIsDirty = false;
  #closed = false;
  #waiting: PendingAppend[] = [];
  /** Per compact() on its way: what was acknowledged since it was called. */
  readonly #carries = new Set<Buffer[]>();
  #turn: Promise<void> = Promise.resolve();

  constructor(path: string, files: Files, read: { records: T[]; setAside: string | null; file: OpenFile; length: number }) {
    this.#path = path;
    this.#files = files;
    this.records = read.records;
    this.setAside = read.setAside;
    this.#file = read.file;
    this.#good = read.length;
  }

  get size(): number {
    return this.#good;
  }

  async append(record: T): Promise<void> {
    this.#assertOpen();
    const bytes = encodeRecord(record);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ bytes, resolve, reject });
    if (this.#waiting.length === 1) void this.#enqueue(() => this.#writeWaiting());
    await promise;
  }

  async compact(records: readonly T[]): Promise<void> {
    this.#assertOpen();
    const encoded = records.map(encodeRecord);
    const late: Buffer[] = [];
    this.#carries.add(late);
    await this.#enqueue(async () => {
      this.#carries.delete(late);
      await this.#replace(Buffer.concat([...encoded, ...late]));
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#enqueue(async () => {
      await this.#file?.close();
      this.#file = null;
    });
  }

  #assertOpen(): void {
    if (this.#closed) throw fail('storage', say('engine-journal.closed', { path: this.#path }));
  }

  /** One thing at a time; an earlier failure is its own caller's. */
  #enqueue(run: () => Promise<void>): Promise<void> {
    const result = this.#turn.then(run);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      const bytes = Buffer.concat(group.map((entry) => entry.bytes));
      try {
        const file = await this.#ready();
        this.#tailIsDirty = true;
        await file.write(bytes, this.#good);
        await file.sync();
        this.#good += bytes.length;
        this.#tailIsDirty = false;
        for (const carry of this.#carries) carry.push(bytes);
        for (const entry of group) entry.resolve();
      } catch (error) {
        await this.#cutTail();
        const failure = storageFailure(error, 'write', this.#path);
        for (const entry of group) entry.reject(failure);
      }
    }
  }

  #takeGroup(): PendingAppend[] {
    let length = 0;
    let count = 0;
    for (const entry of this.#waiting) {
      length += entry.bytes.length;
      if (count > 0 && length > GROUP_LIMIT) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  /** The file, open, ending at the last good record and with a durable name; rejects if that cannot be had now. */
  async #ready(): Promise<OpenFile> {
    this.#file ??= await this.#files.open(this.#path, 'existing');
    if (this.#file === null) throw fail('storage', say('engine-journal.removed', { path: this.#path }));
    if (this.#tailIsDirty) {
      await this.#file.truncate(this.#good);
      await this.#file.sync();
      this.#tailIsDirty = false;
    }
    if (this.#nameIsDirty) {
      await this.#files.syncDirectory(dirname(this.#path));
      this.#nameIsDirty = false;
    }
    return this.#file;
  }

  /** Best effort now; #ready insists on it before the next record. */
  async #cutTail(): Promise<void> {
    if (!this.#tailIsDirty || this.#file === null) return;
    try {
      await this.#file.truncate(this.#good);
      await this.#file.sync();
      this.#tailIsDirty = false;
    } catch {
      // Stays dirty: the next append tries again first, and the write's own error is what the caller gets.
    }
  }

  async #replace(content: Buffer): Promise<void> {
    try {
      await replaceFile(this.#path, content, this.#files, async () => {
        // Windows cannot replace a file that is open; from here on the name decides which content counts.
        await this.#file?.close();
        this.#file = null;
      }, () => {
        this.#good = content.length;
        this.#tailIsDirty = false;
        this.#nameIsDirty = true;
      });
      this.#nameIsDirty = false;
    } catch (error) {
      throw storageFailure(error, 'rewrite', this.#path);
    }
  }
}
