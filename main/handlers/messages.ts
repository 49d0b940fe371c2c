/** Handlers: what can be done to messages. Each turns ids into operations; the queue does the rest. */
import { fail } from '../../shared/failure.ts';
import { operationId, splitFolderId, splitMessageId, type FolderId, type MessageId, type OperationId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { FLAG, type FlagName } from '../../shared/model/flags.ts';
import { readRows } from '../mirror/read-rows.ts';
import type { SummaryRow } from '../mirror/protocol/records.ts';
import { describe } from '../operations/describe.ts';
import type { Operation, Target } from '../operations/operation.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';

type Names = 'messages.setFlags' | 'messages.move' | 'messages.deleteForever';

export function messageHandlers(parts: Parts): Pick<Commands, Names> {
  return {
    async 'messages.setFlags'({ messageIds, add, remove }) {
      const change = { add: bits(add), remove: bits(remove) };
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const targets = rows.filter(({ flags }) => ((flags | change.add) & ~change.remove) !== flags).map(({ target }) => target);
      if (targets.length === 0) return { operationId: newId(parts) }; // nothing to do is done
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describe('set-flags', targets.length, change)), kind: 'set-flags', ...change });
    },
    async 'messages.move'({ messageIds, to }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const destination = 'folderId' in to ? await folderById(parts, to.folderId) : await folderOfRole(parts, folderId, to.role);
      if (destination.accountId !== splitFolderId(folderId).accountId) throw fail('unsupported', 'Moving between accounts is not possible yet.');
      if (destination.id === folderId) throw fail('invalid-input', 'The messages are in this folder already.');
      const targets = rows.map(({ target }) => target);
      const title = describe('move', targets.length, { toName: destination.name, toRole: destination.role });
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, title), kind: 'move', to: destination.id });
    },
    async 'messages.deleteForever'({ messageIds }) {
      const { folderId, uidValidity, rows } = await targetRows(parts, messageIds);
      const { role } = await folderById(parts, folderId);
      if (role !== 'trash' && role !== 'junk' && role !== 'drafts') throw fail('invalid-input', 'Move the messages to Trash first.');
      const targets = rows.map(({ target }) => target);
      return submit(parts, { ...head(parts, folderId, uidValidity, targets, describe('delete', targets.length, {})), kind: 'delete' });
    },
  };
}

export async function submit(parts: Parts, operation: Operation): Promise<{ operationId: OperationId }> {
  await parts.queue.submit(operation);
  runningAccount(parts, operation.accountId).replay();
  return { operationId: operation.id };
}

export const newId = ({ ports }: Parts): OperationId => operationId(Buffer.from(ports.random(12)).toString('base64url'));

export function head(parts: Parts, folderId: FolderId, uidValidity: number, targets: Target[], title: string) {
  return { id: newId(parts), accountId: splitFolderId(folderId).accountId, folderId, uidValidity, targets, createdAt: parts.ports.clock.now(), title };
}

/** All ids must be of one folder: a selection is made in one list. */
async function targetRows({ mirror }: Parts, ids: readonly MessageId[]): Promise<{ folderId: FolderId; uidValidity: number; rows: { flags: number; target: Target }[] }> {
  const places = ids.map(splitMessageId);
  const { folderId, uidValidity } = places[0]!;
  if (places.some((place) => place.folderId !== folderId || place.uidValidity !== uidValidity)) throw fail('unsupported', 'Messages of several folders cannot be changed together yet.');
  const answer = await readRows(mirror, folderId, places.map((place) => place.uid));
  const rows = answer.uidValidity !== uidValidity ? [] : answer.rows.map(({ summary, flags }) => {
    const row = summary as SummaryRow;
    return { flags, target: { uid: row[0], messageId: row[7] } };
  });
  if (rows.length === 0) throw fail('message-gone', 'The messages are no longer here.');
  return { folderId, uidValidity, rows };
}

async function folderOfRole({ mirror }: Parts, from: FolderId, role: 'archive' | 'trash' | 'junk' | 'inbox') {
  const { accountId } = splitFolderId(from);
  const folder = (await mirror.query('folders', { accountId })).find((one) => one.role === role);
  if (!folder) throw fail('not-found', `This account has no ${role === 'trash' ? 'Trash' : role === 'junk' ? 'Junk' : role === 'archive' ? 'Archive' : 'Inbox'} folder. Make one on the server, or choose a folder to move to.`);
  return folder;
}

const bits = (names: readonly FlagName[]): number => names.reduce((sum, name) => sum | FLAG[name], 0);
