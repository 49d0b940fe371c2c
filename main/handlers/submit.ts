/** From a handler into the queue. */
import { operationId, splitFolderId, type FolderId, type OperationId } from '../../shared/ids.ts';
import type { Operation } from '../operations/operation.ts';
import type { OperationBase, Target } from '../operations/operation-base.ts';
import { runningAccount, type Parts } from '../parts.ts';

/** Resolves once it is in the journal. With a line it goes to the server at once. */
export async function submit(parts: Parts, operation: Operation): Promise<{ operationId: OperationId }> {
  await parts.queue.submit(operation);
  runningAccount(parts, operation.accountId).replay();
  return { operationId: operation.id };
}

/** Several that are one for the person, with those that were submitted as `group`. Answers the first; undoing that undoes all. With nothing to do all is done. */
export async function submitAll(parts: Parts, operations: readonly Operation[], group?: OperationId): Promise<{ operationId: OperationId }> {
  const first = group ?? operations[0]?.id ?? newId(parts);
  for (const operation of operations) await submit(parts, operations.length > 1 || group !== undefined ? { ...operation, group: first } : operation);
  return { operationId: first };
}

export const newId = ({ ports }: Parts): OperationId => operationId(Buffer.from(ports.random(12)).toString('base64url'));

/** What all operations about messages of one folder begin with: under an id of its own, meant now. */
export function head(parts: Parts, folderId: FolderId, uidValidity: number, targets: Target[], title: Pick<OperationBase, 'title' | 'titleWords'>) {
  return { id: newId(parts), accountId: splitFolderId(folderId).accountId, folderId, uidValidity, targets, createdAt: parts.ports.clock.now(), title: title.title, titleWords: title.titleWords };
}
