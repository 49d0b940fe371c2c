/** Handlers: undo, retry, discard. */
import { fail } from '../../shared/failure.ts';
import { splitFolderId, type OperationId } from '../../shared/ids.ts';
import type { Commands } from '../../shared/ipc/server.ts';
import { say } from '../../shared/locales/say.ts';
import type { Draft } from '../operations/kind.ts';
import { kindOf } from '../operations/kind-of.ts';
import type { Entry } from '../operations/ledger.ts';
import { operationSchema, type Operation } from '../operations/operation.ts';
import { reverseBehind } from '../operations/take-back.ts';
import { nextToUndo } from '../operations/undoable.ts';
import { runningAccount, type Parts } from '../parts.ts';
import { head, submit } from './submit.ts';
import { placesNow } from './target-rows.ts';

export function activityHandlers(parts: Parts): Pick<Commands, 'activity.undo' | 'activity.undoLast' | 'activity.retry' | 'activity.discard'> {
  const { queue, outbox } = parts;
  /** One after the other: a second press while the first is under way means the one before. */
  let last: Promise<unknown> = Promise.resolve();
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
      const entry = queue.entry(operationId);
      if (!entry) await outbox.drop(operationId);
      else await giveUp(parts, entry);
      return {};
    },
    'activity.undo': ({ operationId }) => undo(parts, operationId),
    'activity.undoLast'({ spare }) {
      // What is done while the presses before are still at it was pressed after this one.
      const meant = new Set(queue.entries().map(({ operation }) => operation.id));
      const answer = last.then(async () => {
        const entry = nextToUndo(queue.entries(), ({ id, group }) => meant.has(id) && !spare.includes(group ?? id));
        if (!entry) return { undone: null };
        const { id, group, kind, title, titleWords } = entry.operation;
        await undo(parts, id);
        return { undone: { operationId: group ?? id, kind, title, titleWords } };
      });
      last = answer.catch(() => undefined); // told to whoever asked
      return answer;
    },
  };
}

/** What it leaves half done is put right by others, at the servers of both ends. */
async function giveUp({ queue, running }: Parts, { operation }: Entry): Promise<void> {
  await queue.drop(operation.id);
  for (const account of new Set([operation.accountId, ...('to' in operation ? [splitFolderId(operation.to).accountId] : [])])) running.get(account)?.replay();
}

/** What one action did in several folders, or by several commands, is taken back whole. */
async function undo(parts: Parts, id: OperationId): Promise<{ operationId: OperationId }> {
  const { queue } = parts;
  const group = queue.entry(id)?.operation.group ?? id;
  const ids = queue.entries().flatMap(({ operation }) => ((operation.group ?? operation.id) === group ? [operation.id] : []));
  for (const one of ids) await queue.landed(one);
  const entries = ids.flatMap((one) => queue.entry(one) ?? []);
  if (entries.length === 0) throw fail('not-found', say('engine-handlers.nothingToTakeBack'));
  // Before the first is: what cannot be taken back whole is not taken back by halves.
  for (const entry of entries) if (entry.state === 'done') reversesOf(parts, entry);
  let first: OperationId | undefined;
  for (const { operation } of entries) {
    const reverses = await takeBack(parts, operation.id);
    first ??= reverses[0]?.id;
    const alone = entries.length === 1 && reverses.length === 1;
    for (const reverse of reverses) await submit(parts, alone ? reverse : { ...reverse, group: first });
  }
  return { operationId: first ?? id };
}

/** What is to be done for that, to be queued at once; none where it is given up. */
async function takeBack(parts: Parts, id: OperationId): Promise<Operation[]> {
  const { queue } = parts;
  // On the wire, it may be done by the next moment.
  while (queue.isInFlight(id)) await queue.landed(id);
  const entry = queue.entry(id);
  if (entry?.state === 'done') return reversesOf(parts, entry);
  const behind = entry?.state === 'waiting' && !queue.isUnsent(id) ? reverseBehind(entry) : null;
  if (entry && behind) return [drafted(parts, behind, behind, id)];
  if (entry) await giveUp(parts, entry);
  return [];
}

/** Days later the messages may be somewhere else again, and not all in the same place. */
function reversesOf(parts: Parts, entry: Entry): Operation[] {
  const draft = kindOf(entry.operation).reverse(entry);
  const { folderId, uidValidity, targets } = draft;
  const now = placesNow(parts, folderId, uidValidity, targets);
  return (now.length > 0 ? now : [{ folderId, uidValidity, targets }]).map((place) => drafted(parts, draft, place, entry.operation.id));
}

const drafted = (parts: Parts, draft: Draft, { folderId, uidValidity, targets }: Pick<Draft, 'folderId' | 'uidValidity' | 'targets'>, undoes: OperationId): Operation =>
  operationSchema.parse({ ...draft, ...head(parts, folderId, uidValidity, targets, draft), undoes });
