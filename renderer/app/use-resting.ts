/** A value that follows at once, unless it changes again and again as under a key that is held down: then it follows once that has come to rest. */
import { useLayoutEffect, useState } from 'react';

/** Milliseconds between two changes that belong together: a key repeats every 30 or so. */
const TOGETHER = 90;

export function useResting<T>(value: T): T {
  const [resting, setResting] = useState(value);
  const [last] = useState(() => ({ value, changed: -Infinity }));
  // A single change is drawn together with what changed it.
  const isAlone = resting !== value && now() - last.changed > TOGETHER;
  if (isAlone) setResting(value);
  useLayoutEffect(() => {
    if (last.value !== value) {
      last.value = value;
      last.changed = now();
    }
    if (resting === value) return;
    const timer = setTimeout(() => setResting(value), TOGETHER);
    return () => clearTimeout(timer);
  }, [value, resting, last]);
  return isAlone ? value : resting;
}

const now = (): number => performance.now();
