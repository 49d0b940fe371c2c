/** A value that follows at once, or a little later where that does no harm: what comes in a row is drawn together. */
import { useLayoutEffect, useState } from 'react';

/** `pauseMs`: how long a value stands at least before one that `mayWait`. */
export function useCalm<T>(value: T, pauseMs: number, mayWait: (shown: T, next: T) => boolean): T {
  const [shown, setShown] = useState(value);
  const [last] = useState(() => ({ changed: -Infinity }));
  // A single change is drawn together with what changed it.
  const isDue = shown !== value && (now() - last.changed >= pauseMs || !mayWait(shown, value));
  if (isDue) setShown(value);
  useLayoutEffect(() => { last.changed = now(); }, [shown, last]);
  useLayoutEffect(() => {
    if (shown === value) return;
    const timer = setTimeout(() => setShown(value), Math.max(0, last.changed + pauseMs - now()));
    return () => clearTimeout(timer);
  }, [value, pauseMs, shown, last]);
  return isDue ? value : shown;
}

const now = (): number => performance.now();
