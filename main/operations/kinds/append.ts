/** Files a message in a folder, once. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import type { FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import type { Said } from '../../../shared/words.ts';
import { lookOf, looksOf } from '../copies-there.ts';
import { triedFrom, wasThereBefore } from '../earlier-try.ts';
import type { Entry } from '../entry.ts';
import { findByMessageId } from '../find-messages.ts';
import type { Kind } from '../kind.ts';
import { NO_MASK } from '../mask.ts';
import { base, titled } from '../operation-base.ts';
import { orCreate } from '../transfer.ts';
import type { Session } from '../../imap/session.ts';

export const appendSchema = z.object({
  ...base,
  kind: z.literal('append'),
  /** Octets, as base64; '' once it is filed. */
  content: z.string(),
  size: z.number(),
  messageId: z.string(),
  flags: z.array(z.string()),
  /** Milliseconds since 1970; null for now. */
  date: z.number().nullable(),
  /** Where it goes should the user take it back. */
  trash: branded<FolderId>().nullable(),
});
export type Append = z.infer<typeof appendSchema>;

export const append: Kind<Append> = {
  needs: 'folder',
  mask: () => NO_MASK,
  leaves: () => null,
  async replay(entry, { session, folder, record, done, onArrived, listFirst }) {
    const { id, content, flags, date } = entry.operation;
    let filed = entry.copyingFrom === null ? null : await alreadyThere(session, folder.wireName, entry);
    if (!filed) {
      const { uidNext, uidValidity } = await session.status(folder.wireName);
      await record({ t: 'copying', id, uidNext, uidValidity });
      const raw = Buffer.from(content, 'base64');
      filed = await orCreate({ session, listFirst }, folder, () => session.append(folder.wireName, raw, { flags, ...(date === null ? {} : { date: new Date(date) }) }));
    }
    await done(entry, filed && { uidValidity: filed.uidValidity, source: [], destination: [filed.uid] });
    onArrived(folder.id);
  },
  reverse(entry) {
    const { operation: { folderId, trash, messageId }, copied } = entry;
    if (!copied || !trash || trash === folderId) throw fail('unsupported', say('engine-operations.deleteByHand'));
    if (wasThereBefore(entry, copied.destination[0]!)) throw fail('unsupported', say('engine-operations.noCopyMade'));
    return { kind: 'move', folderId, uidValidity: copied.uidValidity, targets: [{ uid: copied.destination[0]!, messageId }], ...titled(say('engine-operations.moveToTrash', { count: 1 })), to: trash };
  },
};

/** Cut before the answer, it may have been filed: known by its Message-ID, or else by its size and header. */
async function alreadyThere(session: Session, wireName: string, entry: Entry<Append>): Promise<{ uidValidity: number; uid: number } | null> {
  const { messageId, size, content } = entry.operation;
  const { uidValidity } = await session.select(wireName, { readOnly: true });
  const uidNext = triedFrom(entry, uidValidity) ?? 1;
  if (messageId !== '') {
    const [uid] = await findByMessageId(session, messageId, uidNext);
    return uid === undefined ? null : { uidValidity, uid };
  }
  const own = lookOf(size, headerOf(Buffer.from(content, 'base64')));
  const found = [...await looksOf(session, [[Math.max(1, uidNext), 0xffff_ffff]], new Set([size]))].find(([, look]) => look === own);
  return found === undefined ? null : { uidValidity, uid: found[0] };
}

function headerOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n');
  return end < 0 ? raw : raw.subarray(0, end);
}

export const describeAppend = (folder: string): Said => say('engine-operations.append', { folder });
