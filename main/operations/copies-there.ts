/** Copies that a COPY made before its answer was lost: each known by its Message-ID, or else by being the same message, octet for octet of its header. */
import { fail } from '../../shared/failure.ts';
import { say } from '../../shared/locales/say.ts';
import type { Session } from '../imap/session.ts';
import { uidSet, type UidSet } from '../imap/uid-set.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { findByMessageId } from './find-messages.ts';
import type { Copied, Target } from './operation-base.ts';

/**
 * As many of the targets as are in the destination, at UIDs from `uidNext` on; of twins those that stand first. The source is selected, and is
 * again afterwards: rejects 'uid-validity-changed' if the UIDs of the targets hold there no longer.
 */
export async function copiesThere(session: Session, destination: FolderRecord, source: FolderRecord, { uidValidity: own, targets }: { uidValidity: number; targets: readonly Target[] }, uidNext: number): Promise<Copied> {
  const nameless = targets.filter(({ messageId }) => messageId === '').map(({ uid }) => uid);
  const originals = nameless.length ? await looksOf(session, uidSet(nameless)) : new Map<number, string>();
  return arrived(session, destination, targets, originals, uidNext).finally(() => reopened(session, source, own));
}

/** Selects the source again after a look elsewhere. Rejects 'uid-validity-changed' if the UIDs of the targets hold there no longer. */
export async function reopened(session: Session, { wireName }: FolderRecord, own: number): Promise<void> {
  const { uidValidity } = await session.select(wireName);
  if (uidValidity !== own) throw fail('uid-validity-changed', say('engine-operations.renumberedSince'), { step: 'operation' });
}

export function areIn({ source }: Copied, targets: readonly Target[]): boolean {
  const known = new Set(source);
  return targets.every(({ uid }) => known.has(uid));
}

/** `originals`: what those without a name look like. */
async function arrived(session: Session, destination: FolderRecord, targets: readonly Target[], originals: ReadonlyMap<number, string>, uidNext: number): Promise<Copied> {
  const { uidValidity } = await session.select(destination.wireName, { readOnly: true });
  const looks = originals.size > 0 ? await looksOf(session, [[Math.max(1, uidNext), 0xffff_ffff]], new Set([...originals.values()].map(sizeOf))) : new Map<number, string>();
  const taken = new Set<number>();
  const copied: Copied = { uidValidity, source: [], destination: [] };
  for (const { uid, messageId } of targets) {
    const hits = messageId === '' ? [...looks].filter(([, look]) => look === originals.get(uid)).map(([hit]) => hit) : await findByMessageId(session, messageId, uidNext);
    const hit = hits.find((one) => !taken.has(one));
    if (hit === undefined) continue;
    taken.add(hit);
    copied.source.push(uid);
    copied.destination.push(hit);
  }
  return copied;
}

/** What each message looks like, by UID; of messages of these sizes alone, if they are given. */
export async function looksOf(session: Session, set: UidSet, sizes?: ReadonlySet<number>): Promise<Map<number, string>> {
  const wanted: number[] = [];
  const size = new Map<number, number>();
  await session.uidFetch(set, { size: true }, {}, (message) => {
    if (message.size === undefined || (sizes && !sizes.has(message.size))) return;
    wanted.push(message.uid);
    size.set(message.uid, message.size);
  });
  const looks = new Map<number, string>();
  if (wanted.length === 0) return looks;
  await session.uidFetch(uidSet(wanted), { sections: [{ section: 'HEADER' }] }, {}, (message) => {
    const header = message.sections?.get('HEADER');
    if (header && size.has(message.uid)) looks.set(message.uid, lookOf(size.get(message.uid)!, header));
  });
  return looks;
}

/** Enough to take one message for another that looks the same. `header`: with or without the line that ends it. */
export const lookOf = (size: number, header: Buffer): string => `${size} ${header.toString('latin1').trimEnd()}`;
const sizeOf = (look: string): number => Number(look.slice(0, look.indexOf(' ')));
