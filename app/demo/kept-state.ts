/** Keeps the demo mailbox over a restart of the application, as one JSON text in a place the host gives. */
import type { MailboxStore } from './store/mailbox-store.ts';
import type { StoredMessage } from './store/message.ts';

const VERSION = 1;

interface SavedMessage { uid: number; modseq: number; date: string; flags: string[]; raw: string }
interface SavedMailbox {
  name: string; uidValidity: number; uidNext: number; highestModseq: number; subscribed: boolean; noselect: boolean; specialUse: string | null;
  vanished: { uid: number; modseq: number }[]; messages: SavedMessage[];
}
interface Saved { version: number; mailboxes: SavedMailbox[]; orphanSubscriptions: string[] }

/** Where the text is kept. */
export interface StateStorage {
  /** Undefined if there is none yet. */
  read(): Promise<string | undefined>;
  /** Resolves when it would survive a crash, old or new, never half. */
  write(text: string): Promise<void>;
  /** Keeps what could not be understood out of the way of the next write. */
  setAside(): Promise<void>;
}

export interface KeptState {
  /** True if the store was filled from what was kept; what cannot be understood is set aside. */
  load(): Promise<boolean>;
  /** Resolves when every change so far is on the disk, or its write has failed and was reported. */
  settled(): Promise<void>;
  /** Writes what is not yet written and stops watching. */
  close(): Promise<void>;
}

/** Changes are written at once, those of one moment together; `onError` hears of every write that fails, and the next change tries again. */
export function keepState(storage: StateStorage, store: MailboxStore, onError: (error: unknown) => void): KeptState {
  let last: Promise<void> = Promise.resolve();
  let queued = false;
  let dirty = false;
  const settled = (): Promise<void> => {
    if (!dirty || queued) return last;
    queued = true;
    last = last.then(async () => {
      queued = false;
      dirty = false;
      try {
        await storage.write(JSON.stringify(snapshot(store)));
      } catch (error) {
        dirty = true;
        onError(error);
      }
    });
    return last;
  };
  const stop = store.onChange(() => {
    if (!dirty) setImmediate(() => void settled());
    dirty = true;
  });
  return {
    async load() {
      const text = await storage.read();
      if (text === undefined) return false;
      const saved = parse(text);
      if (!saved) {
        await storage.setAside();
        return false;
      }
      restore(store, saved);
      return true;
    },
    settled,
    async close() {
      stop();
      await settled();
    },
  };
}

function snapshot(store: MailboxStore): Saved {
  return {
    version: VERSION,
    orphanSubscriptions: [...store.orphanSubscriptions],
    mailboxes: store.mailboxes.map(({ name, uidValidity, uidNext, highestModseq, subscribed, noselect, specialUse, vanished, messages }) => ({
      name, uidValidity, uidNext, highestModseq, subscribed, noselect, specialUse, vanished,
      messages: messages.map(({ uid, modseq, internalDate, flags, raw }) => ({ uid, modseq, date: internalDate.toISOString(), flags: [...flags], raw: raw.toString('base64') })),
    })),
  };
}

/** Null for anything that this version did not write whole. */
function parse(text: string): Saved | null {
  try {
    const saved = JSON.parse(text) as Partial<Saved> | null;
    if (saved?.version !== VERSION || !Array.isArray(saved.mailboxes) || !Array.isArray(saved.orphanSubscriptions)) return null;
    const sound = saved.mailboxes.every((mailbox) => (
      typeof mailbox.name === 'string' && [mailbox.uidValidity, mailbox.uidNext, mailbox.highestModseq].every((n) => Number.isSafeInteger(n) && n > 0)
      && Array.isArray(mailbox.vanished) && Array.isArray(mailbox.messages)
      && mailbox.messages.every((message) => Number.isSafeInteger(message.uid) && typeof message.raw === 'string' && Array.isArray(message.flags) && !Number.isNaN(Date.parse(message.date)))
    ));
    return sound ? (saved as Saved) : null;
  } catch {
    // Not JSON: the caller sets it aside.
    return null;
  }
}

function restore(store: MailboxStore, saved: Saved): void {
  for (const name of saved.orphanSubscriptions) store.orphanSubscriptions.add(name);
  for (const one of saved.mailboxes) {
    const mailbox = store.restore(one.name, one.uidValidity);
    Object.assign(mailbox, {
      uidNext: one.uidNext, highestModseq: one.highestModseq, subscribed: one.subscribed, noselect: one.noselect, specialUse: one.specialUse, vanished: one.vanished,
    });
    mailbox.messages = one.messages.map((message): StoredMessage => ({
      uid: message.uid, modseq: message.modseq, raw: Buffer.from(message.raw, 'base64'), internalDate: new Date(message.date), flags: new Set(message.flags), expunged: false,
    }));
    for (const flag of mailbox.messages.flatMap((message) => [...message.flags])) if (!flag.startsWith('\\')) mailbox.keywords.set(flag.toLowerCase(), flag);
  }
}
