/** Keeps what is being written in this browser's storage until there are drafts on the server, so that a reload brings it back. */
import { z } from 'zod';
import { outgoingSchema, type Outgoing } from '../../../shared/ipc/contract/compose.ts';

const PREFIX = 'godwit.unsent.';

const unsentSchema = z.object({
  /** What the composer was opened with. */
  initial: outgoingSchema,
  to: z.string(), cc: z.string(), bcc: z.string(),
  subject: z.string(),
  text: z.string(),
  accountId: z.string().min(1),
});
export type Unsent = z.infer<typeof unsentSchema>;

/** One composer is one key; a new message has the key `new`. */
export const unsentKey = (initial: Outgoing): string => (initial.source ? `${initial.source.kind} ${initial.source.messageId}` : 'new');

/** Answers whether it is kept: storage can be full or switched off. */
export function keepUnsent(key: string, unsent: Unsent, storage: Storage = localStorage): boolean {
  try {
    storage.setItem(PREFIX + key, JSON.stringify(unsent));
    return true;
  } catch {
    return false;
  }
}

export function dropUnsent(key: string, storage: Storage = localStorage): void {
  storage.removeItem(PREFIX + key);
}

/** What was kept under the key; null if nothing, or nothing that can be read. */
export function findUnsent(key: string, storage: Storage = localStorage): Unsent | null {
  const text = storage.getItem(PREFIX + key);
  if (text === null) return null;
  try {
    return unsentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Everything that was being written when the window went away. */
export function allUnsent(storage: Storage = localStorage): Unsent[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => findUnsent(key.slice(PREFIX.length), storage) ?? []);
}
