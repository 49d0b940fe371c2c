/** Handlers: undo, retry, discard. */
import { fail } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { kindOf } from '../operations/kind-of.ts';
import { operationSchema } from '../operations/operation.ts';
import { runningAccount, type Parts } from '../parts.ts';
import { head, submit } from './submit.ts';
import { placesNow } from './target-rows.ts';

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
  const { kind, ...draft } = kindOf(operation).reverse(entry);
  const { folderId, uidValidity, targets, title } = draft;
  // Days later the messages may be somewhere else again.
  const now = placesNow(parts, folderId, uidValidity, targets);
  if (now.length > 1) throw fail('unsupported', 'The messages are in several folders now.');
  const place = now[0] ?? { folderId, uidValidity, targets };
  return submit(parts, operationSchema.parse({ ...draft, kind, ...head(parts, place.folderId, place.uidValidity, place.targets, title) }));
}
