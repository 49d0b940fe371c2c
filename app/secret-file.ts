/** A file of sealed secrets, one entry each: read whole, changed one at a time, never overwritten when it cannot be understood. */
import { randomBytes } from 'node:crypto';
import { rename } from 'node:fs/promises';
import type { SecretStore } from '../main/ports.ts';
import { fail } from '../shared/failure.ts';
import { say } from '../shared/locales/say.ts';
import type { Said } from '../shared/words.ts';
import { readIfThere, writeDurably } from './durable-file.ts';

/** What is there cannot be understood and never will be; told apart from a file that just now cannot be read. */
export class Damaged extends Error {}

/** How a host seals one secret. `T` is JSON. */
export interface Sealer<T> {
  describe(): { note: Said; weak: boolean };
  /** Before writing. Rejects with Damaged if `filled` entries exist that can never be opened again. */
  check(filled: boolean): Promise<void>;
  /** After the old file was moved aside: begin anew. */
  renew(): Promise<void>;
  seal(name: string, value: string): Promise<T>;
  /** `reseal` asks that the value be sealed again and kept. */
  open(name: string, sealed: T): Promise<{ value: string; reseal: boolean }>;
}

interface Safe { version: 1; entries: Record<string, unknown> }

export function secretFile<T>(file: string, sealer: Sealer<T>): SecretStore {
  // One change at a time: each reads the whole file and writes it anew. What is to be kept while another change is on its way shares one.
  let turn: Promise<unknown> = Promise.resolve();
  let sharing: { values: Map<string, string>; written: Promise<void> } | null = null;
  const guarded = <R>(sentence: Said, work: () => Promise<R>): Promise<R> => {
    // Whatever is asked for later stays behind this.
    sharing = null;
    const result = turn.then(() => work().catch((error: unknown) => {
      throw fail('secret-unavailable', sentence, { detail: reasonOf(error) });
    }));
    turn = result.catch(() => undefined);
    return result;
  };

  const read = async (): Promise<Record<string, unknown>> => {
    const text = await readIfThere(file);
    return text === undefined ? {} : parse(text);
  };
  const write = (entries: Record<string, unknown>): Promise<void> => writeDurably(file, JSON.stringify({ version: 1, entries } satisfies Safe));

  const resealed = async (entries: Record<string, unknown>, name: string, value: string): Promise<void> => write({ ...entries, [name]: await sealer.seal(name, value) });

  const readForWriting = async (): Promise<Record<string, unknown>> => {
    try {
      const entries = await read();
      await sealer.check(Object.keys(entries).length > 0);
      return entries;
    } catch (error) {
      // A file that cannot be read right now may be readable tomorrow: only what is truly broken is moved.
      if (!(error instanceof Damaged)) throw error;
      await setAside(file);
      await sealer.renew();
      return {};
    }
  };

  return {
    describe: () => {
      const { note, weak } = sealer.describe();
      return { note: note.text, noteWords: note.words, weak };
    },
    get: (name) => guarded(say('engine-app.secretsUnreadable'), async () => {
      const entries = await read();
      if (!Object.hasOwn(entries, name)) return undefined;
      const { value, reseal } = await sealer.open(name, entries[name] as T);
      if (reseal) await resealed(entries, name, value).catch(() => undefined); // it was opened as it is, and the next one who asks tries again
      return value;
    }),
    set: (name, value) => {
      if (sharing !== null) {
        sharing.values.set(name, value);
        return sharing.written;
      }
      const values = new Map([[name, value]]);
      const written = guarded(say('engine-app.secretNotSaved'), async () => {
        if (sharing?.values === values) sharing = null;
        const entries = await readForWriting();
        const sealed: [string, T][] = [];
        for (const [each, clear] of values) sealed.push([each, await sealer.seal(each, clear)]);
        await write({ ...entries, ...Object.fromEntries(sealed) });
      });
      sharing = { values, written };
      return written;
    },
    delete: (name) => guarded(say('engine-app.secretNotRemoved'), async () => {
      const { [name]: gone, ...entries } = await read();
      if (gone !== undefined) await write(entries);
    }),
  };
}

/** Moved, never removed: whoever has the key may still open it. */
export async function setAside(file: string): Promise<void> {
  await rename(file, `${file}.unreadable-${Date.now()}-${randomBytes(3).toString('hex')}`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Words of our own or the system's code: never the text of a foreign error, which might hold what it failed on. */
const reasonOf = (error: unknown): string => (error instanceof Damaged ? error.message : (error as NodeJS.ErrnoException).code ?? 'the store does not answer');

function parse(text: string): Record<string, unknown> {
  let value: Partial<Safe> | null;
  try {
    value = JSON.parse(text) as Partial<Safe> | null;
  } catch {
    throw new Damaged('its file is damaged');
  }
  if (value?.version !== 1 || typeof value.entries !== 'object' || value.entries === null) throw new Damaged('its file is damaged');
  return value.entries;
}
