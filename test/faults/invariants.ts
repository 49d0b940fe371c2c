/** What must hold after every fault, each with the words for what is broken. Pure: what the server holds, what the mirror holds, what the user did. */
import { FLAG, packFlags } from '../../shared/model/flags.ts';

export const INVARIANTS = ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9'] as const;
export type Invariant = (typeof INVARIANTS)[number];
export interface Break { invariant: Invariant; words: string }

export interface ServerMessage { uid: number; flags: readonly string[]; messageId: string; size: number }
export interface ServerFolder { path: string; uidValidity: number; subscribed?: boolean; messages: readonly ServerMessage[] }

/** `bits`: shared/model/flags, the hidden one included. */
export interface MirroredMessage { uid: number; bits: number; keywords: readonly string[]; messageId: string; size: number }
export interface MirroredFolder { path: string; uidValidity: number; subscribed?: boolean; complete: boolean; total: number; unread: number; messages: readonly MirroredMessage[] }

/** What the user asked for and was promised, and where that stands now. */
export interface Intentions {
  /** Message-ID of everything that was ever in the account, to the folders it may be in now. */
  places: ReadonlyMap<string, readonly string[]>;
  /** Removed for good by the user. */
  deleted: ReadonlySet<string>;
  /** Copies allowed beside the first, for messages that were copied on purpose. */
  copies?: ReadonlyMap<string, number>;
  /** Flags the user has set; `confirmed`: the operation says it is done. */
  flagged: readonly { messageId: string; flag: string; confirmed: boolean }[];
  /** Copied or filed by the user: Message-ID and where it is to be. */
  filed?: readonly { messageId: string; path: string; confirmed: boolean }[];
  /** Folders the user has made, renamed, deleted, subscribed to. */
  folders?: readonly { path: string; there: boolean; subscribed?: boolean; confirmed: boolean }[];
  sends: readonly { marker: string; state: string; failure: { code: string; message: string } | null; accepted: number; inSent: number }[];
  /** Operations accepted by the journal that are no longer known, or neither done nor parked at the end. */
  operations: readonly { title: string; state: string; failureCode: string | null }[];
  /** Operations the user was promised. */
  promised: number;
  /** Letters being written. `saved`: the newest text that was answered as saved, counted from 1; `kept`: the one that is read back, null if there is none. */
  drafts?: readonly { marker: string; saved: number; kept: number | null }[];
}

const broken = (invariant: Invariant, words: string): Break => ({ invariant, words });

/** I1: every message on the server is in the mirror, once, as it is; and nothing else is. */
export function mirrorIsWhole(server: readonly ServerFolder[], mirror: readonly MirroredFolder[]): Break[] {
  const out: Break[] = [];
  const here = new Map(mirror.map((folder) => [folder.path, folder]));
  for (const { path } of mirror) if (!server.some((folder) => folder.path === path)) out.push(broken('I1', `${path} is in the mirror and not on the server`));
  for (const folder of server) {
    const copy = here.get(folder.path);
    if (!copy) {
      out.push(broken('I1', `${folder.path} is missing in the mirror`));
      continue;
    }
    if (folder.subscribed !== undefined && copy.subscribed !== undefined && copy.subscribed !== folder.subscribed) out.push(broken('I1', `${folder.path} is ${folder.subscribed ? '' : 'not '}subscribed on the server, and not so in the mirror`));
    if (copy.uidValidity !== folder.uidValidity) out.push(broken('I1', `${folder.path} has UIDVALIDITY ${folder.uidValidity}, the mirror's is ${copy.uidValidity}`));
    if (!copy.complete) out.push(broken('I1', `${folder.path} is not marked as complete`));
    const rows = new Map(copy.messages.map((message) => [message.uid, message]));
    if (rows.size !== copy.messages.length) out.push(broken('I1', `${folder.path} has a UID twice in the mirror`));
    for (const message of folder.messages) {
      const row = rows.get(message.uid);
      if (!row) out.push(broken('I1', `${folder.path}: UID ${message.uid} ${message.messageId} is missing in the mirror`));
      else if (row.messageId !== message.messageId || row.size !== message.size) out.push(broken('I1', `${folder.path}: UID ${message.uid} is ${message.messageId} (${message.size}), the mirror has ${row.messageId} (${row.size})`));
      rows.delete(message.uid);
    }
    for (const row of rows.values()) out.push(broken('I1', `${folder.path}: UID ${row.uid} ${row.messageId} is in the mirror and not on the server`));
    const shown = copy.messages.filter(({ bits }) => !(bits & FLAG.hidden));
    if (copy.total !== shown.length) out.push(broken('I1', `${folder.path} counts ${copy.total} messages and has ${shown.length}`));
    const unread = shown.filter(({ bits }) => !(bits & FLAG.seen)).length;
    if (copy.unread !== unread) out.push(broken('I1', `${folder.path} counts ${copy.unread} unread and has ${unread}`));
    // With nothing on its way, only what is marked for removal and could not be removed may be out of sight.
    for (const row of copy.messages) if (row.bits & FLAG.hidden && !(row.bits & FLAG.deleted)) out.push(broken('I1', `${folder.path}: UID ${row.uid} ${row.messageId} is hidden although nothing is on its way`));
  }
  return out;
}

/** I2: no message is absent from all folders, and none is there twice. */
export function nothingLost(server: readonly ServerFolder[], { places, deleted, copies }: Intentions): Break[] {
  const found = new Map<string, string[]>();
  for (const { path, messages } of server) for (const { messageId, flags } of messages) if (!flags.includes('\\Deleted')) found.set(messageId, [...(found.get(messageId) ?? []), path]);
  const out: Break[] = [];
  for (const [messageId, allowed] of places) {
    const at = found.get(messageId) ?? [];
    if (at.length === 0 && !deleted.has(messageId)) out.push(broken('I2', `${messageId} is in no folder any more`));
    if (at.length > 1 + (copies?.get(messageId) ?? 0)) out.push(broken('I2', `${messageId} is there ${at.length} times: ${at.join(', ')}`));
    for (const path of at) if (!allowed.includes(path)) out.push(broken('I2', `${messageId} is in ${path}; it belongs in ${allowed.join(' or ')}`));
  }
  return out;
}

/** I3: what is gone is what the user deleted, no more. `marked`: Message-IDs other clients had marked \Deleted. */
export function onlyDeletedGone(server: readonly ServerFolder[], { places, deleted }: Intentions, marked: readonly string[]): Break[] {
  const there = new Set(server.flatMap(({ messages }) => messages.map(({ messageId }) => messageId)));
  return [...new Set([...places.keys(), ...marked])].flatMap((messageId) => (there.has(messageId) || deleted.has(messageId) ? [] : [broken('I3', `${messageId} was expunged and nobody deleted it`)]));
}

/** I4: each send was accepted exactly once, or says that it may have been. */
export function sentOnce({ sends }: Intentions): Break[] {
  return sends.flatMap(({ marker, state, failure, accepted, inSent }) => {
    const out: Break[] = [];
    if (accepted > 1) out.push(broken('I4', `${marker} was accepted ${accepted} times`));
    if (accepted === 0 && state === 'done') out.push(broken('I4', `${marker} is called sent and no server has it`));
    // Only its copy may be missing then, and the words say so: nobody may send it again believing that it did not go.
    if (accepted === 1 && state === 'parked' && failure?.code !== 'delivery-unknown' && !failure?.message.includes('was sent')) out.push(broken('I4', `${marker} went out and is parked as ${failure?.code ?? 'nothing'}`));
    if (inSent > 1) out.push(broken('I4', `${marker} is in Sent ${inSent} times`));
    if (state === 'done' && inSent === 0) out.push(broken('I4', `${marker} is done and not in Sent`));
    if (state === 'lost') out.push(broken('I4', `${marker} is no longer in the outbox, and nobody was told`));
    return out;
  });
}

/** I5: every promised operation is done or parked with its reason; none is lost, none is stuck. */
export function operationsSettled({ operations, promised }: Intentions): Break[] {
  const out: Break[] = [];
  if (operations.length < promised) out.push(broken('I5', `${promised} operations were promised, ${operations.length} are known`));
  for (const { title, state, failureCode } of operations) {
    if (state !== 'done' && state !== 'parked') out.push(broken('I5', `“${title}” is still ${state}`));
    if (state === 'parked' && failureCode === null) out.push(broken('I5', `“${title}” is parked without a reason`));
    if (state === 'parked' && failureCode === 'internal') out.push(broken('I5', `“${title}” is parked by a defect`));
  }
  return out;
}

/** I5: what is called done has been done. */
export function doneIsDone(server: readonly ServerFolder[], { filed = [], folders = [] }: Intentions): Break[] {
  const out: Break[] = [];
  for (const { messageId, path, confirmed } of filed) {
    if (confirmed && !server.some((folder) => folder.path === path && folder.messages.some((message) => message.messageId === messageId))) out.push(broken('I5', `${messageId} is called filed in ${path} and is not there`));
  }
  for (const { path, there, subscribed, confirmed } of folders) {
    const folder = server.find((one) => one.path === path);
    if (confirmed && there !== (folder !== undefined)) out.push(broken('I5', `${path} is called ${there ? 'made' : 'gone'}, and is ${there ? 'not there' : 'there'}`));
    if (confirmed && folder && subscribed !== undefined && folder.subscribed !== undefined && folder.subscribed !== subscribed) out.push(broken('I5', `${path} is called ${subscribed ? '' : 'no longer '}subscribed, and is not so`));
  }
  return out;
}

/** I6: what was saved of a letter is there, or what was written later. */
export const draftsSurvive = ({ drafts = [] }: Intentions): Break[] => drafts.flatMap(({ marker, saved, kept }) => (
  saved === 0 || (kept ?? 0) >= saved ? [] : [broken('I6', `${marker} was saved ${saved} times, and ${kept === null ? 'is gone' : `only text ${kept} is kept`}`)]
));

/** I9: what was not sent is still there, whoever went or came; only a person takes it away. */
export const nothingUnsentLost = ({ sends }: Intentions): Break[] => sends.flatMap(({ marker, state, accepted }) => (state === 'lost' && accepted === 0 ? [broken('I9', `${marker} was never sent, and is nowhere any more`)] : []));

/** I7: the mirror's flags are the server's, and what the user has set has arrived. */
export function flagsAgree(server: readonly ServerFolder[], mirror: readonly MirroredFolder[], { flagged }: Intentions): Break[] {
  const out: Break[] = [];
  for (const { path, messages } of server) {
    const rows = new Map(mirror.find((folder) => folder.path === path)?.messages.map((message) => [message.uid, message]) ?? []);
    for (const { uid, flags, messageId } of messages) {
      const row = rows.get(uid);
      if (!row) continue;
      const { bits, keywords } = packFlags(flags);
      if ((row.bits & ~FLAG.hidden) !== bits) out.push(broken('I7', `${path}: UID ${uid} ${messageId} has ${flags.join(' ')}, the mirror's bits are ${row.bits.toString(2)}`));
      if ([...row.keywords].sort().join(' ') !== [...keywords].sort().join(' ')) out.push(broken('I7', `${path}: UID ${uid} has the keywords ${keywords.join(' ')}, the mirror has ${row.keywords.join(' ')}`));
    }
  }
  const everywhere = server.flatMap(({ messages }) => messages);
  for (const { messageId, flag, confirmed } of flagged) {
    if (confirmed && !everywhere.some((message) => message.messageId === messageId && message.flags.includes(flag))) out.push(broken('I7', `${flag} of ${messageId} is called done and not on the server`));
  }
  return out;
}

/** I8: a second sync writes nothing. */
export const secondSyncIsSilent = (written: readonly string[]): Break[] => (written.length === 0 ? [] : [broken('I8', `a second sync wrote ${written.join(', ')}`)]);

/** All of them. */
export function check(server: readonly ServerFolder[], mirror: readonly MirroredFolder[], intentions: Intentions, written: readonly string[], marked: readonly string[] = []): Break[] {
  return [
    ...mirrorIsWhole(server, mirror),
    ...nothingLost(server, intentions),
    ...onlyDeletedGone(server, intentions, marked),
    ...sentOnce(intentions),
    ...operationsSettled(intentions),
    ...draftsSurvive(intentions),
    ...nothingUnsentLost(intentions),
    ...doneIsDone(server, intentions),
    ...flagsAgree(server, mirror, intentions),
    ...secondSyncIsSilent(written),
  ];
}
