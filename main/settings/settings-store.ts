/** The settings of this profile: kept in the journal as they are, read as this version understands them. */
import { z } from 'zod';
import { isFailure } from '../../shared/failure.ts';
import { readSettings, storedSettingsSchema, withChange, type Settings, type SettingsChange, type StoredSettings } from '../../shared/model/settings.ts';
import { createEmitter, type Emitter } from '../emitter.ts';
import type { JournalFile } from '../journal/journal-file.ts';
import type { Log } from '../ports.ts';

/** All of them; the last record counts. */
export const settingsRecordSchema = z.object({ t: z.literal('settings'), settings: storedSettingsSchema });
export type SettingsRecord = z.infer<typeof settingsRecordSchema>;

/** Octets of journal beyond which it is rewritten. */
const COMPACT_AT = 64 * 1024;

export class SettingsStore {
  readonly changed: Emitter<void> = createEmitter<void>();
  readonly #journal: JournalFile<SettingsRecord>;
  readonly #log: Log;
  #stored: StoredSettings | null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(journal: JournalFile<SettingsRecord>, log: Log) {
    this.#journal = journal;
    this.#log = log;
    this.#stored = journal.records.at(-1)?.settings ?? null;
  }

  get all(): Settings { return readSettings(this.#stored ?? {}); }
  /** Nothing was ever changed in this profile. */
  get isUntouched(): boolean { return this.#stored === null; }

  /** Resolves when it is on the disk. Rejects with FailureError 'storage': nothing has changed then. */
  change(change: SettingsChange): Promise<void> {
    const result = this.#turn.then(async () => {
      const settings = withChange(this.#stored ?? {}, change);
      await this.#journal.append({ t: 'settings', settings });
      this.#stored = settings;
      this.changed.emit();
      await this.#compact(settings);
    });
    this.#turn = result.catch(() => undefined); // its own caller's
    return result;
  }

  /** Resolves when everything that was asked for so far is on the disk, or was refused. */
  async settled(): Promise<void> { await this.#turn; }

  async #compact(settings: StoredSettings): Promise<void> {
    if (this.#journal.size <= COMPACT_AT) return;
    try {
      await this.#journal.compact([{ t: 'settings', settings }]);
    } catch (error) {
      if (!isFailure(error, 'storage')) throw error;
      this.#log('warn', 'settings.not-compacted', { code: 'storage' });
    }
  }
}
