/** A net below the journal: what could not be saved before the window goes lies in this browser's storage and is taken over at the next start. */
import { z } from 'zod';
import { draftId, type AccountId, type DraftId } from '../../../shared/ids.ts';
import type { Connection } from '../../engine/connection.ts';
import { outgoingSchema } from '../../../shared/ipc/contract/compose.ts';
import { draftsContract } from '../../../shared/ipc/contract/drafts.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';
import type { SaveDraft } from './autosave.ts';

const PREFIX = 'godwit.unsent.';

/** `maySent`: a send of just this may have worked. Earlier versions did not tell. */
const keptSchema = z.object({ draft: draftsContract['drafts.save'].input, maySent: z.boolean().default(true) });

/** As versions without a journal for drafts have kept them. */
const oldSchema = z.object({ initial: outgoingSchema, to: z.string(), cc: z.string(), bcc: z.string(), subject: z.string(), text: z.string(), accountId: z.string().min(1) });

/** A storage that is full or switched off is no net. */
export function keepUnsent(draft: SaveDraft, maySent: boolean, storage: Storage = localStorage): void {
  try {
    // Two composers may have the same letter open, and neither has seen what the other keeps.
    storage.setItem(PREFIX + draft.writer, JSON.stringify({ draft, maySent }));
  } catch {
    // The text is in the window still, which says that it is not saved.
  }
}

export function dropUnsent(writer: string, storage: Storage = localStorage): void {
  try {
    storage.removeItem(PREFIX + writer);
  } catch {
    // Switched off: nothing was kept.
  }
}

/** What the journal turns out to have: a window that is gone saved it and did not hear the answer. */
export function dropSaved(id: DraftId, isSaved: (letter: DraftLetter) => boolean, storage: Storage = localStorage): void {
  for (const { key, draft } of findUnsent(() => '', storage)) if (draft.id === id && isSaved(draft.letter)) storage.removeItem(key);
}

export interface Found { readonly key: string; readonly value: string; readonly draft: SaveDraft; readonly maySent: boolean }

/** Everything that lies in the net and can be read. `random`: for the ids of those from before there were any. */
export function findUnsent(random: () => string, storage: Storage = localStorage): Found[] {
  try {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) => key.startsWith(PREFIX)).flatMap((key) => {
      const value = storage.getItem(key) ?? '';
      const found = read(value, random);
      return found ? [{ key, value, ...found }] : [];
    });
  } catch {
    return [];
  }
}

function read(value: string, random: () => string): Pick<Found, 'draft' | 'maySent'> | null {
  try {
    const stored: unknown = JSON.parse(value);
    const kept = keptSchema.safeParse(stored);
    if (kept.success) return kept.data;
    const { initial: { inReplyTo, references, source }, accountId, ...fields } = oldSchema.parse(stored);
    const letter = { ...fields, accountId: accountId as AccountId, inReplyTo, references, source, replaces: null };
    return { draft: { id: draftId(random()), writer: random(), base: 0, open: true, letter }, maySent: false };
  } catch {
    return null;
  }
}

/** Moves what is found into the journal; what cannot be moved now stays. A letter that another composer has saved, sent or discarded since is kept beside it. */
export async function takeOverUnsent(engine: Pick<Connection, 'call'>, random: () => string, storage: Storage = localStorage): Promise<void> {
  for (const { key, value, draft, maySent } of findUnsent(random, storage)) {
    // Whoever put it there may live, and have saved it and more while the ones before were on their way.
    if (storage.getItem(key) !== value) continue;
    let answer = await engine.call('drafts.save', draft);
    if (answer.ok && (answer.value.state === 'elsewhere' || (answer.value.state === 'gone' && !(answer.value.sent && maySent)))) answer = await engine.call('drafts.save', { ...draft, id: draftId(random()), base: 0 });
    // A composer that is open may have put something newer there meanwhile.
    if (answer.ok && storage.getItem(key) === value) storage.removeItem(key);
  }
}

