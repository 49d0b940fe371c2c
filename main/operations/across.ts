/** From one account to another: fetched into a file, filed at the other server, proven there; nothing is removed before that. */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, FailureError, isFailure } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import { say } from '../../shared/locales/say.ts';
import { packFlags, wireFlags } from '../../shared/model/flags.ts';
import { uidFetchStream } from '../imap/commands/fetch-stream.ts';
import type { Session } from '../imap/session.ts';
import { uidSet } from '../imap/uid-set.ts';
import { looksOf } from './copies-there.ts';
import { isRenumberedSince, triedFrom } from './earlier-try.ts';
import type { Entry } from './entry.ts';
import { findByMessageId } from './find-messages.ts';
import type { Copied, OperationBase, Target } from './operation-base.ts';
import type { ReplayContext } from './replay-context.ts';

interface Facts { flags: readonly string[]; date: number; size: number }

/** Where files of an account's name lie while they travel. */
export const spoolOf = (profile: string): string => join(profile, 'spool');

export const isAcross = ({ folderId, to }: { folderId: FolderId; to: FolderId }): boolean => splitFolderId(folderId).accountId !== splitFolderId(to).accountId;

/**
 * Files each message once, however often it is tried: what an earlier try has filed is known by Message-ID and size, or by its date, its size and its
 * whole header, among what came since the first; after a renumbering, among all that is there. One of the same moment and size may have gone from here
 * since, and would be taken for the other. Messages that are gone from the source are left out, unless an earlier try has filed them. Rejects 'message-gone' if all are.
 */
export async function copyAcross(entry: Entry<OperationBase & { to: FolderId }>, context: ReplayContext): Promise<Copied> {
  if (entry.copyProven && entry.copied) return entry.copied;
  const { id, targets, to } = entry.operation;
  const { session, record, elsewhere } = context;
  const facts = await factsOf(session, targets);
  const there = targets.filter(({ uid }) => facts.has(uid));
  // What has gone from here may have been filed by a try before; without its name or its size nobody can tell.
  const gone = entry.copyingFrom === null ? [] : targets.filter(({ uid, messageId }) => !facts.has(uid) && messageId !== '');
  if (there.length + gone.length === 0) throw messagesGone();
  const nameless = entry.copyingFrom === null ? [] : there.filter(({ messageId }) => messageId === '').map(({ uid }) => uid);
  const looks = nameless.length > 0 ? await looksOf(session, uidSet(nameless)) : new Map<number, string>();
  const { uidNext, uidValidity, found } = await elsewhere(to, async (other, { wireName }) => {
    const before = await other.status(wireName);
    const tried = triedFrom(entry, before.uidValidity);
    // Looked for among all that is there, the originals may be as well: two accounts can be one mailbox.
    const originals = isRenumberedSince(entry, before.uidValidity) && before.uidValidity === entry.operation.uidValidity ? targets.map(({ uid }) => uid) : [];
    return { ...before, found: tried === null ? new Map<number, number>() : await filed(other, wireName, [...there, ...gone], facts, tried, new Set(originals), looks) };
  });
  if (there.length === 0 && found.size === 0) throw messagesGone();
  const from = entry.copyingFrom === null || isRenumberedSince(entry, uidValidity) ? uidNext : entry.copyingFrom;
  if (entry.copyingFrom === null) await record({ t: 'copying', id, uidNext, uidValidity });
  const copied: Copied = { uidValidity, source: [], destination: [] };
  const taken = new Set(found.values());
  for (const target of targets) {
    if (!facts.has(target.uid) && !found.has(target.uid)) continue;
    const uid = found.get(target.uid) ?? (await fileOne(target, entry.operation.uidValidity, facts.get(target.uid)!, to, from, taken, context));
    taken.add(uid);
    copied.source.push(target.uid);
    copied.destination.push(uid);
  }
  await record({ t: 'copied', id, copied });
  return copied;
}

async function fileOne(target: Target, uidValidity: number, { flags, date }: Facts, to: FolderId, from: number, taken: ReadonlySet<number>, { session, spool, elsewhere }: ReplayContext): Promise<number> {
  await mkdir(spool, { recursive: true, mode: 0o700 }).catch(noRoom);
  const path = join(spool, randomUUID());
  try {
    const { octets, binary } = await spooled(session, target.uid, path);
    return await elsewhere(to, async (other, { wireName }) => {
      if (binary && !other.capabilities.has('BINARY')) throw fail('unsupported', say('engine-operations.badOctets'), { step: 'operation' });
      const content = () => ({ size: octets, ...(binary ? { binary } : {}), open: () => createReadStream(path) });
      const append = (some: readonly string[]) => other.append(wireName, content(), { flags: some, ...(Number.isFinite(date) ? { date: new Date(date) } : {}), ...(binary ? { form: 'binary' as const } : {}) });
      const told = await append(flags).catch((error: unknown) => {
        const own = wireFlags(packFlags(flags).bits).filter((flag) => flag.startsWith('\\'));
        // It may keep no keywords; a refusal with a reason of its own is none of that.
        if (own.length === flags.length || !(error instanceof FailureError) || !isFailure(error, 'server-no', 'server-bad') || error.failure.responseCode !== undefined) throw error;
        return append(own);
      });
      // Gmail files nothing twice and names the one that it has. Where both accounts are one mailbox that is the original, and no copy of it.
      if (told && told.uid === target.uid && told.uidValidity === uidValidity && told.uid < from) throw notProven();
      if (told) return told.uid;
      const uid = (await filed(other, wireName, [target], new Map([[target.uid, { flags, date, size: octets }]]), from, taken)).get(target.uid);
      if (uid === undefined) throw notProven();
      return uid;
    });
  } finally {
    await rm(path, { force: true });
  }
}

/** `binary`: it holds NUL. */
async function spooled(session: Session, uid: number, path: string): Promise<{ octets: number; binary: boolean }> {
  const file = await open(path, 'wx', 0o600).catch(noRoom);
  try {
    let binary = false;
    const octets = await session.run(uidFetchStream({
      uid, section: '', sink: {
        write: async (chunk) => {
          binary ||= chunk.includes(0);
          await file.writeFile(chunk).catch(noRoom);
        },
        end: () => undefined,
      },
    }));
    if (octets === null) throw fail('message-gone', say('engine-operations.messageGone'), { step: 'operation' });
    return { octets, binary };
  } finally {
    await file.close();
  }
}

async function factsOf(session: Session, targets: readonly Target[]): Promise<Map<number, Facts>> {
  const facts = new Map<number, Facts>();
  await session.uidFetch(uidSet(targets.map(({ uid }) => uid)), { flags: true, internalDate: true, size: true }, {}, ({ uid, flags = [], internalDate = NaN, size = 0 }) => {
    facts.set(uid, { flags: flags.filter((flag) => flag.toLowerCase() !== '\\recent'), date: internalDate, size });
  });
  return facts;
}

const notProven = () => fail('server-no', say('engine-operations.otherNotProven'), { step: 'operation' });
const messagesGone = () => fail('message-gone', say('engine-operations.messagesGone'), { step: 'operation' });

/** What is there of them among UIDs from `from` on, by source UID; without facts, by the name alone. `looks`: what those without a name have to look like, size and header. */
async function filed(session: Session, wireName: string, targets: readonly Target[], facts: ReadonlyMap<number, Facts>, from: number, before: ReadonlySet<number> = new Set(), looks?: ReadonlyMap<number, string>): Promise<Map<number, number>> {
  await session.select(wireName, { readOnly: true });
  const since: { uid: number; date: number; size: number }[] = [];
  const first = Math.max(1, from);
  await session.uidFetch([[first, 0xffff_ffff]], { size: true, internalDate: true }, {}, ({ uid, size = -1, internalDate = NaN }) => {
    // The range names the last message even where that is below it (RFC 3501 6.4.8).
    if (uid >= first) since.push({ uid, date: internalDate, size });
  });
  const found = new Map<number, number>();
  const taken = new Set(before);
  if (since.length === 0) return found;
  const seen = looks?.size ? await looksOf(session, [[first, 0xffff_ffff]], new Set([...looks.keys()].map((uid) => facts.get(uid)!.size))) : null;
  const isSame = (there: number, uid: number): boolean => !looks || (looks.has(uid) && seen?.get(there) === looks.get(uid));
  for (const { uid, messageId } of targets) {
    const { size, date } = facts.get(uid) ?? { size: null, date: NaN };
    const named = messageId === '' ? null : new Set(await findByMessageId(session, messageId, first));
    const hit = since.find((one) => !taken.has(one.uid) && (size === null || one.size === size) && (named ? named.has(one.uid) : Math.abs(one.date - date) < 1000 && isSame(one.uid, uid)));
    if (!hit) continue;
    taken.add(hit.uid);
    found.set(uid, hit.uid);
  }
  return found;
}

function noRoom(error: NodeJS.ErrnoException): never {
  throw fail('storage', say('engine-operations.notKeptOnTheWay'), { detail: error.code ?? 'unknown', step: 'operation' });
}
