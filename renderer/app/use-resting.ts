/** A value that follows at once, unless it changes again and again as under a key that is held down: then it follows once that has come to rest. */
import { useLayoutEffect, useRef, useState } from 'react';

/** Milliseconds between two changes that belong together: a key repeats every 30 or so. */
const TOGETHER = 90;

export function useResting<T>(value: T): T {
  const [resting, setResting] = useState(value);
  const changed = useRef(-Infinity);
  // Before the paint: a single change is seen in the frame of the key.
  useLayoutEffect(() => {
    if (resting === value) return;
    const now = performance.now();
    const isAlone = now - changed.current > TOGETHER;
    changed.current = now;
    if (isAlone) {
      setResting(value);
      return;
    }
    const timer = setTimeout(() => setResting(value), TOGETHER);
    return () => clearTimeout(timer);
  }, [value, resting]);
  return resting;
}
