/** The mail window is drawn out of sight while there is nothing to show in it, so that the first messages need only their rows. */
import { useEffect, useState } from 'react';

export interface Ahead {
  /** The window is idle: now. */
  readonly isWanted: boolean;
  /** Another one for each time that the mail is gone: what is drawn ahead has nothing of what was there before. */
  readonly number: number;
}

export function useAhead(isEmpty: boolean): Ahead {
  const [ahead, setAhead] = useState<Ahead>({ isWanted: false, number: 0 });
  useEffect(() => {
    if (!isEmpty) return;
    const id = requestIdleCallback(() => setAhead(({ number }) => ({ isWanted: true, number: number + 1 })));
    return () => cancelIdleCallback(id);
  }, [isEmpty]);
  return ahead;
}
