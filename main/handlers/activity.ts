/** Handlers: undo, retry, discard. */
import { fail } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { describe } from '../operations/describe.ts';
import { folderById, runningAccount, type Parts } from '../parts.ts';
import { head, submit } from './messages.ts';

export function activityHandlers(parts: Parts): Pick<Commands, 'activity.undo' | 'activity.retry' | 'activity.discard'> {
  const { queue, outbox } = parts;
  return {
    async 'activity.retry'({ operationId }) {
      const entry = queue.entry(operationId);
      if (!entry) {
        await outbox.retry(operationId);
        return {};
      }
      await queue.retry(operationId);
      runningAccount(parts, entry.operation.accountId).replay();
      return {};
    },
    async 'activity.discard'({ operationId }) {
      await (queue.entry(operationId) ? queue.drop(operationId) : outbox.drop(operationId));
      return {};
    },
    'activity.undo': ({ operationId }) => undo(parts, operationId),
  };
}

async function undo(parts: Parts, id: OperationId): Promise<{ operationId: OperationId }> {
  await parts.queue.landed(id);
  const entry = parts.queue.entry(id);
  if (!entry) throw fail('not-found', 'There is nothing to take back any more.');
  const { operation } = entry;
  if (entry.state !== 'done') {
    await parts.queue.drop(id);
    return { operationId: id };
  }
  if (operation.kind === 'set-flags') {
    const change = { add: operation.remove, remove: operation.add };
    return submit(parts, { ...head(parts, operation.folderId, operation.uidValidity, operation.targets, describe('set-flags', operation.targets.length, change)), kind: 'set-flags', ...change });
  }
  if (operation.kind !== 'move') throw fail('unsupported', 'What was deleted for good cannot be brought back.');
  if (!entry.copied) throw fail('unsupported', 'The server did not say where the messages went. Move them back from there.');
  const { copied } = entry;
  const back = await folderById(parts, operation.folderId);
  const targets = operation.targets.flatMap((target) => {
    const uid = copied.destination[copied.source.indexOf(target.uid)];
    return uid === undefined ? [] : [{ ...target, uid }];
  });
  if (targets.length === 0) throw fail('message-gone', 'The messages are no longer where they went.');
  return submit(parts, { ...head(parts, operation.to, copied.uidValidity, targets, describe('move', targets.length, { toName: back.name })), kind: 'move', to: back.id });
}
