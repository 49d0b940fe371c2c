/** What was asked for and the engine has not taken up yet: the undo key, which takes back the newest that the engine knows of, may be quicker. */
import type { Result } from '../../shared/failure.ts';
import type { OperationId } from '../../shared/ids.ts';

/** What became of an action: by the first of its operations it is taken back; none or null: it has none. */
type TakenUp = Result<{ readonly operationId?: OperationId }> | { readonly operationId: OperationId | null };

const underWay = new Set<Promise<TakenUp>>();
/** What was asked for since the undo key was pressed, for each press that waits. */
const waiting = new Set<Promise<TakenUp>[]>();

/** The same promise, counted as under way until it is settled. */
export function takingUp<T extends TakenUp>(call: Promise<T>): Promise<T> {
  const settled = (): void => void underWay.delete(call);
  underWay.add(call);
  for (const since of waiting) since.push(call);
  call.then(settled, settled);
  return call;
}

/** Resolves when all that was asked for by now is taken up, or refused, and so is what was asked for meanwhile: answers that, for it is not what the press means. */
export async function allTakenUp(): Promise<OperationId[]> {
  const since: Promise<TakenUp>[] = [];
  waiting.add(since);
  try {
    await Promise.allSettled(underWay);
    let answers: PromiseSettledResult<TakenUp>[] = [];
    while (answers.length < since.length) answers = await Promise.allSettled(since);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? operationOf(answer.value) : []));
  } finally {
    waiting.delete(since);
  }
}

function operationOf(answer: TakenUp): OperationId[] {
  const id = !('ok' in answer) ? answer.operationId : answer.ok ? answer.value.operationId : null;
  return id ? [id] : [];
}
