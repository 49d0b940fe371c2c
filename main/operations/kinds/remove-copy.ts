/** Takes back the copies of a move that was given up half done: only where the original is known to be there still. */
import { z } from 'zod';
import { fail } from '../../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../../shared/ids.ts';
import { branded } from '../../../shared/ipc/define.ts';
import { say } from '../../../shared/locales/say.ts';
import { FLAG } from '../../../shared/model/flags.ts';
import type { Said } from '../../../shared/words.ts';
import type { Session } from '../../imap/session.ts';
import { uidSet } from '../../imap/uid-set.ts';
import type { FolderRecord } from '../../mirror/protocol/records.ts';
import { looksOf } from '../copies-there.ts';
import type { Entry } from '../entry.ts';
import { findByMessageId } from '../find-messages.ts';
import type { Kind } from '../kind.ts';
import { mask } from '../mask.ts';
import { messageBase, type Target } from '../operation-base.ts';
import { removeForGood, showVanished } from '../transfer.ts';

/** `original` of each target: the UID of the message it is a copy of. */
export const removeCopySchema = z.object({
  ...messageBase,
  kind: z.literal('remove-copy'),
  /** Where the messages stay. */
  original: z.object({ folderId: branded<FolderId>(), uidValidity: z.number() }),
  /** Where the server has not said which the copies are: UIDNEXT and UIDVALIDITY before they were made. */
  since: z.object({ uidNext: z.number(), uidValidity: z.number() }).nullable(),
});
export type RemoveCopy = z.infer<typeof removeCopySchema>;

export const removeCopy: Kind<RemoveCopy> = {
  needs: 'folder',
  mask: () => mask(FLAG.hidden, 0),
  leaves: () => 'nowhere',
  async replay(entry, context) {
    const { accountId, session, mirror, folder, folders, done, reveal, elsewhere, log } = context;
    const { id, original: { folderId } } = entry.operation;
    const looking = (line: Session, there: FolderRecord | undefined) => originalsThere(line, there, entry.operation);
    const originals = splitFolderId(folderId).accountId === accountId ? await looking(session, folders.find((one) => one.id === folderId)) : await elsewhere(folderId, looking);
    const selected = await session.select(folder.wireName);
    if (selected.readOnly) throw fail('server-no', say('engine-operations.readOnly'), { step: 'operation' });
    const copies = await copiesOf(entry.operation, originals, session, selected.uidValidity);
    const uids = [...copies.values()];
    const found: Entry<RemoveCopy> = { ...entry, operation: { ...entry.operation, targets: entry.operation.targets.map((target) => ({ ...target, uid: copies.get(target) ?? target.uid })) } };
    const left = await removeForGood(found, context, uids);
    await done(found, null, left);
    if (left.length === 0) await showVanished(mirror, folder.id, selected.uidValidity, uids);
    const kept = entry.operation.targets.flatMap((target) => (target.uid > 0 && !copies.has(target) ? [target.uid] : []));
    if (kept.length === 0) return;
    // The original has gone since: what was its copy is the message now.
    log('info', 'operations.copies-kept', { count: kept.length });
    await reveal(id, kept);
  },
  reverse() {
    throw fail('unsupported', say('engine-operations.deletedForGood'));
  },
};

/** Those that are there and not about to be expunged by anybody; with what each looks like that has no name and whose copy is not known. */
async function originalsThere(session: Session, folder: FolderRecord | undefined, { original, targets }: RemoveCopy): Promise<Map<number, string>> {
  const selected = folder && await session.select(folder.wireName, { readOnly: true });
  if (selected?.uidValidity !== original.uidValidity) throw doubt(say('engine-operations.originalsUncertain'));
  const uids = targets.flatMap((target) => target.original ?? []);
  const there = new Set(await session.uidSearch({ and: [{ uid: uidSet(uids) }, { deleted: false }] }));
  const nameless = targets.flatMap((target) => (target.uid === 0 && target.messageId === '' && target.original !== undefined && there.has(target.original) ? [target.original] : []));
  const looks = nameless.length > 0 ? await looksOf(session, uidSet(nameless)) : new Map<number, string>();
  return new Map([...there].map((uid) => [uid, looks.get(uid) ?? '']));
}

/** Of those whose original is there, in the selected mailbox. Throws where it is not certain which they are. */
async function copiesOf({ targets, uidValidity, since }: RemoveCopy, originals: ReadonlyMap<number, string>, session: Session, now: number): Promise<Map<Target, number>> {
  const copies = new Map<Target, number>();
  const wanted = targets.filter(({ original }) => original !== undefined && originals.has(original));
  const unknown = wanted.filter(({ uid }) => uid === 0);
  if (wanted.length > 0 && (now !== uidValidity || (unknown.length > 0 && since?.uidValidity !== now))) throw doubt(say('engine-operations.copiesRenumbered'));
  for (const target of wanted) if (target.uid > 0) copies.set(target, target.uid);
  if (unknown.length === 0) return copies;
  const from = since?.uidNext ?? 1;
  const looks = unknown.some(({ messageId }) => messageId === '') ? await looksOf(session, [[from, 0xffff_ffff]]) : new Map<number, string>();
  const same = ({ messageId, original }: Target): string => messageId || originals.get(original!)!;
  for (const twins of Map.groupBy(unknown, same).values()) {
    const { messageId } = twins[0]!;
    const hits = messageId === '' ? [...looks].filter(([, look]) => look === same(twins[0]!)).map(([uid]) => uid) : await findByMessageId(session, messageId, from);
    // Fewer: not all were made. More: not all of them are ours.
    if (hits.length > twins.length) throw doubt(say('engine-operations.copiesUncertain'));
    for (const [i, uid] of hits.entries()) copies.set(twins[i]!, uid);
  }
  return copies;
}

const doubt = (said: Said) => fail('uid-validity-changed', said, { step: 'operation' });

export const describeRemoveCopy = (count: number, folder: string): Said => say('engine-operations.removeCopy', { count, folder });
