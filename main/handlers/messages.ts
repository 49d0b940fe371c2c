/** Handlers: what can be done to messages. Each turns ids into an operation; the queue does the rest. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type FolderId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { FLAG, flagBit, wireFlags, type FlagName } from '../../shared/model/flags.ts';
import type { FolderRecord } from '../mirror/protocol/records.ts';
import { describeAppend } from '../operations/kinds/append.ts';
import { describeCopy } from '../operations/kinds/copy.ts';
import { describeDelete } from '../operations/kinds/delete.ts';
import { describeJunk } from '../operations/kinds/junk.ts';
import { describeMove } from '../operations/kinds/move.ts';
import { describeSetFlags } from '../operations/kinds/set-flags.ts';
import { describeSetKeywords } from '../operations/kinds/set-keywords.ts';
import type { Target } from '../operations/operation-base.ts';
import type { Parts } from '../parts.ts';
import { shownFolder, shownFolders } from './shown-folders.ts';
import { head, newId, submit } from './submit.ts';
import { targetRows } from './target-rows.ts';

type Names = 'messages.setFlags' | 'messages.setKeywords' | 'messages.move' | 'messages.copy' | 'messages.junk' | 'messages.append' | 'messages.deleteForever';

export function messageHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'messages.setFlags'({ messageIds, add, remove }) {
      const change = { add: bits(add), remove: bits(remove) };
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const targets = rows.flatMap(({ target, flags }) => (flags === null ? [target] : changed(target, { bits: ((flags | change.add) & ~change.remove) ^ flags, words: [] }, change.add | change.remove, 0)));
      if (targets.length === 0) return { operationId: newId(parts) }; // nothing to do is done
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describeSetFlags(targets.length, change.add, change.remove)), kind: 'set-flags', ...change });
    },
    async 'messages.setKeywords'({ messageIds, add, remove }) {
      if ([...add, ...remove].some((word) => flagBit(word) !== 0)) throw fail('invalid-input', 'That name has a meaning of its own and cannot be used as a tag.');
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const targets = rows.flatMap(({ target, flags, keywords }) => {
        const has = (word: string): boolean => keywords.some((one) => one.toLowerCase() === word.toLowerCase());
        return flags === null ? [target] : changed(target, { bits: 0, words: [...add.filter((word) => !has(word)), ...remove.filter(has)] }, 0, add.length + remove.length);
      });
      if (targets.length === 0) return { operationId: newId(parts) };
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describeSetKeywords(targets.length, add, remove)), kind: 'set-keywords', add, remove });
    },
    async 'messages.move'({ messageIds, to }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const destination = 'folderId' in to ? await shownFolder(parts, to.folderId) : await folderOfRole(parts, folderId, to.role);
      sameAccount(destination, folderId, 'Moving between accounts is not possible yet.');
      const targets = rows.map(({ target }) => target);
      const title = describeMove(targets.length, { name: destination.name, role: destination.role });
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, title), kind: 'move', to: destination.id });
    },
    async 'messages.copy'({ messageIds, to }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const destination = await shownFolder(parts, to);
      sameAccount(destination, folderId, 'Copying between accounts is not possible yet.');
      const trash = await trashOf(parts, folderId);
      const targets = rows.map(({ target }) => target);
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describeCopy(targets.length, destination.name)), kind: 'copy', to: destination.id, trash });
    },
    async 'messages.junk'({ messageIds, junk }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const destination = await folderOfRole(parts, folderId, junk ? 'junk' : 'inbox');
      sameAccount(destination, folderId, '');
      const targets = rows.map(({ target }) => target);
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describeJunk(targets.length, junk)), kind: 'junk', junk, to: destination.id });
    },
    async 'messages.append'({ folderId, source, flags, date }) {
      const folder = await shownFolder(parts, folderId);
      if (!folder.selectable) throw fail('invalid-input', 'This folder cannot hold messages.');
      // The wire knows one line end (RFC 5322 2.1).
      const content = Buffer.from(source.replace(/\r?\n/gu, '\r\n'), 'latin1');
      if (content.includes(0)) throw fail('invalid-input', 'A text with a NUL cannot be sent to the server.');
      return submit(parts, {
        ...head(parts, folderId, 0, [], describeAppend(folder.name)), kind: 'append', content: content.toString('base64'), size: content.length, messageId: messageIdOf(source),
        flags: wireFlags(bits(flags)), date, trash: await trashOf(parts, folderId),
      });
    },
    async 'messages.deleteForever'({ messageIds }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const { role } = await shownFolder(parts, folderId);
      if (role !== 'trash' && role !== 'junk' && role !== 'drafts') throw fail('invalid-input', 'Move the messages to Trash first.');
      const targets = rows.map(({ target }) => target);
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describeDelete(targets.length)), kind: 'delete' });
    },
  };
}

/** Nothing where nothing changes; what changes is noted where it is not all, `bits` and so many `words`. */
function changed(target: Target, changes: NonNullable<Target['changes']>, bits: number, words: number): Target[] {
  if (changes.bits === 0 && changes.words.length === 0) return [];
  return [changes.bits === bits && changes.words.length === words ? target : { ...target, changes }];
}

function sameAccount(destination: FolderRecord, folderId: FolderId, otherwise: string): void {
  if (destination.accountId !== splitFolderId(folderId).accountId) throw fail('unsupported', otherwise);
  if (destination.id === folderId) throw fail('invalid-input', 'The messages are in this folder already.');
}

async function trashOf(parts: Parts, id: FolderId): Promise<FolderId | null> {
  return (await shownFolders(parts, splitFolderId(id).accountId)).find(({ role }) => role === 'trash')?.id ?? null;
}

/** RFC 5322 3.6.4; '' if there is none. */
function messageIdOf(source: string): string {
  const head = source.slice(0, source.search(/\r?\n\r?\n/u) + 1 || source.length);
  return /^message-id:\s*(<[^>\s]{1,990}>)/imu.exec(head)?.[1] ?? '';
}

async function folderOfRole(parts: Parts, from: FolderId, role: 'archive' | 'trash' | 'junk' | 'inbox'): Promise<FolderRecord> {
  const folder = (await shownFolders(parts, splitFolderId(from).accountId)).find((one) => one.role === role);
  if (!folder) throw fail('not-found', `This account has no ${role === 'trash' ? 'Trash' : role === 'junk' ? 'Junk' : role === 'archive' ? 'Archive' : 'Inbox'} folder. Make one on the server, or choose a folder to move to.`);
  return folder;
}

const bits = (names: readonly FlagName[]): number => names.reduce((sum, name) => sum | FLAG[name], 0);
