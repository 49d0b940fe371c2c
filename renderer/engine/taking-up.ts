/** What was asked for and the engine has not taken up yet: the undo key, which takes back the newest that the engine knows of, may be quicker. */

const asked = new Set<Promise<unknown>>();

/** The same promise, counted as under way until it is settled. */
export function takingUp<T>(call: Promise<T>): Promise<T> {
  const settled = (): void => void asked.delete(call);
  asked.add(call);
  call.then(settled, settled);
  return call;
}

/** Resolves when all that was asked for by now is taken up, or refused. */
export const allTakenUp = (): Promise<unknown> => Promise.allSettled(asked);
