/** Handlers: what can be done to messages. Each turns ids into an operation; the queue does the rest. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type AccountId, type FolderId, type MessageId, type OperationId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import { FLAG, flagBit, wireFlags, type FlagName } from '../../shared/model/flags.ts';
import { foldersKnown } from '../mirror/folders-known.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { describeAppend } from '../operations/kinds/append.ts';
import { describeCopy } from '../operations/kinds/copy.ts';
import { describeDelete } from '../operations/kinds/delete.ts';
import { describeJunk } from '../operations/kinds/junk.ts';
import { describeMove } from '../operations/kinds/move.ts';
import { describeSetFlags } from '../operations/kinds/set-flags.ts';
import { describeSetKeywords } from '../operations/kinds/set-keywords.ts';
import type { Operation } from '../operations/operation.ts';
import { type Target, titled } from '../operations/operation-base.ts';
import type { Parts } from '../parts.ts';
import { notListedYet, shownFolder, shownFolders } from './shown-folders.ts';
import { head, submit, submitAll } from './submit.ts';
import { targetRows, type TargetRow, type TargetRows } from './target-rows.ts';

type Names = 'messages.setFlags' | 'messages.setKeywords' | 'messages.move' | 'messages.copy' | 'messages.junk' | 'messages.append' | 'messages.deleteForever';

export function messageHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'messages.setFlags'({ messageIds, together, add, remove, unasked }) {
      const change = { add: bits(add), remove: bits(remove) };
      return perFolder(parts, { messageIds, together }, ({ folderId, uidValidity, rows }) => {
        const targets = rows.flatMap(({ target, flags }) => (flags === null ? [target] : changed(target, { bits: ((flags | change.add) & ~change.remove) ^ flags, words: [] }, change.add | change.remove, 0)));
        return targets.length === 0 ? null : { ...head(parts, folderId, uidValidity, targets, titled(describeSetFlags(targets.length, change.add, change.remove))), kind: 'set-flags', ...change, ...(unasked ? { unasked } : {}) };
      });
    },
    async 'messages.setKeywords'({ messageIds, together, add, remove }) {
      if ([...add, ...remove].some((word) => flagBit(word) !== 0)) throw fail('invalid-input', say('engine-handlers.keywordReserved'));
      return perFolder(parts, { messageIds, together }, ({ folderId, uidValidity, rows }) => {
        const targets = rows.flatMap(({ target, flags, keywords }) => {
          const has = (word: string): boolean => keywords.some((one) => one.toLowerCase() === word.toLowerCase());
          return flags === null ? [target] : changed(target, { bits: 0, words: [...add.filter((word) => !has(word)), ...remove.filter(has)] }, 0, add.length + remove.length);
        });
        return targets.length === 0 ? null : { ...head(parts, folderId, uidValidity, targets, titled(describeSetKeywords(targets.length, add, remove))), kind: 'set-keywords', add, remove };
      });
    },
    async 'messages.move'({ messageIds, together, to }) {
      return perFolder(parts, { messageIds, together }, async ({ folderId, uidValidity, rows }, shownIn) => {
        const destination = 'folderId' in to ? await shownFolder(parts, to.folderId) : await folderOfRole(parts, shownIn, to.role);
        const targets = elsewhere(rows, destination);
        // Seen in Trash, whether it has got there or not, a second Delete means another thing: that is asked about first.
        const again = 'role' in to && to.role === 'trash';
        if (targets.length === 0) return again || folderId === destination.id ? 'there' : null;
        return { ...head(parts, folderId, uidValidity, targets, titled(describeMove(targets.length, destination))), kind: 'move', to: destination.id };
      });
    },
    async 'messages.copy'({ messageIds, together, to }) {
      const destination = await shownFolder(parts, to);
      return perFolder(parts, { messageIds, together }, async ({ folderId, uidValidity, rows }) => {
        const targets = elsewhere(rows, destination);
        if (targets.length === 0) return folderId === destination.id ? 'there' : null;
        const named = targets.map((target) => ({ ...target, copy: 1 + (new DataView(parts.ports.random(4).buffer).getUint32(0) >>> 1) }));
        return { ...head(parts, folderId, uidValidity, named, titled(describeCopy(targets.length, destination.name))), kind: 'copy', to: destination.id, trash: await trashOf(parts, destination.id) };
      });
    },
    async 'messages.junk'({ messageIds, together, junk }) {
      return perFolder(parts, { messageIds, together }, async ({ folderId, uidValidity, rows }, shownIn) => {
        const destination = await folderOfRole(parts, shownIn, junk ? 'junk' : 'inbox');
        const targets = elsewhere(rows, destination);
        if (targets.length === 0) return folderId === destination.id ? 'there' : null;
        return { ...head(parts, folderId, uidValidity, targets, titled(describeJunk(targets.length, junk))), kind: 'junk', junk, to: destination.id };
      });
    },
    async 'messages.append'({ folderId, source, flags, date }) {
      const folder = await shownFolder(parts, folderId);
      if (!folder.selectable) throw fail('invalid-input', say('engine-handlers.holdsNoMessages'));
      // The wire knows one line end (RFC 5322 2.1).
      const content = Buffer.from(source.replace(/\r?\n/gu, '\r\n'), 'latin1');
      if (content.includes(0)) throw fail('invalid-input', say('engine-imap.nul'));
      return submit(parts, {
        ...head(parts, folderId, 0, [], titled(describeAppend(folder.name))), kind: 'append', content: content.toString('base64'), size: content.length, messageId: messageIdOf(source),
        flags: wireFlags(bits(flags)), date, trash: await trashOf(parts, folderId),
      });
    },
    async 'messages.deleteForever'({ messageIds, together }) {
      return perFolder(parts, { messageIds, together }, async ({ folderId, uidValidity, rows }) => {
        for (const shown of new Set(rows.map(({ shownIn }) => shownIn))) {
          const role = shown === 'nowhere' ? 'trash' : (await shownFolder(parts, shown)).role;
          if (role !== 'trash' && role !== 'junk' && role !== 'drafts') throw fail('invalid-input', say('engine-handlers.trashFirst'));
        }
        const targets = rows.map(({ target }) => target);
        return { ...head(parts, folderId, uidValidity, targets, titled(describeDelete(targets.length))), kind: 'delete' };
      });
    },
  };
}

interface Asked {
  readonly messageIds: readonly MessageId[];
  readonly together: OperationId | undefined;
}

/** Null: nothing to do, and so done. 'there': neither, since they are where they are to go. */
type Made = Operation | null | 'there';

/** One operation for the messages of each folder, and of each account that they are on their way to. All is known to be possible before the first is kept. */
async function perFolder(parts: Parts, { messageIds, together }: Asked, operationFor: (rows: TargetRows, shownIn: AccountId) => Made | Promise<Made>): Promise<{ operationId: OperationId }> {
  // When the user asked: what one has to look up longer than another does not change their order.
  const createdAt = parts.ports.clock.now();
  const made: Made[] = [];
  for (const { folderId, uidValidity, rows } of await targetRows(parts, messageIds)) {
    const accountOf = ({ shownIn }: TargetRow): AccountId => splitFolderId(shownIn === 'nowhere' ? folderId : shownIn).accountId;
    for (const [account, own] of Map.groupBy(rows, accountOf)) made.push(await operationFor({ folderId, uidValidity, rows: own }, account));
  }
  if (made.every((one) => one === 'there')) throw fail('invalid-input', say('engine-handlers.messagesThere'));
  return submitAll(parts, made.flatMap((one) => (one === null || one === 'there' ? [] : [{ ...one, createdAt }])), together);
}

/** Those that are not seen there already. */
const elsewhere = (rows: readonly TargetRow[], { id }: FolderRecord): Target[] => rows.filter(({ shownIn }) => shownIn !== id).map(({ target }) => target);

/** Nothing where nothing changes; what changes is noted where it is not all, `bits` and so many `words`. */
function changed(target: Target, changes: NonNullable<Target['changes']>, bits: number, words: number): Target[] {
  if (changes.bits === 0 && changes.words.length === 0) return [];
  return [changes.bits === bits && changes.words.length === words ? target : { ...target, changes }];
}

async function trashOf(parts: Parts, id: FolderId): Promise<FolderId | null> {
  return (await shownFolders(parts, splitFolderId(id).accountId)).find(({ role }) => role === 'trash')?.id ?? null;
}

/** RFC 5322 3.6.4; '' if there is none. */
function messageIdOf(source: string): string {
  const head = source.slice(0, source.search(/\r?\n\r?\n/u) + 1 || source.length);
  return /^message-id:\s*(<[^>\s]{1,990}>)/imu.exec(head)?.[1] ?? '';
}

const NO_FOLDER = { archive: 'engine-handlers.noArchive', trash: 'engine-handlers.noTrash', junk: 'engine-handlers.noJunk', inbox: 'engine-handlers.noInbox' } as const;

async function folderOfRole(parts: Parts, account: AccountId, role: 'archive' | 'trash' | 'junk' | 'inbox'): Promise<FolderRecord> {
  const folders = await shownFolders(parts, account);
  const folder = folders.find((one) => one.role === role);
  if (!folder && !foldersKnown(folders)) throw notListedYet();
  if (!folder) throw fail('not-found', say(NO_FOLDER[role]));
  return folder;
}

const bits = (names: readonly FlagName[]): number => names.reduce((sum, name) => sum | FLAG[name], 0);
