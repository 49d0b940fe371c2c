/** A handler that keeps its identity and always does what the newest render says; for memoised children. */
import { useCallback, useLayoutEffect, useRef } from 'react';

export function useStable<A extends unknown[]>(handler: (...args: A) => void): (...args: A) => void {
  return useNewest(handler);
}

/** The same for one that answers something. */
export function useNewest<A extends unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => { latest.current = handler; });
  return useCallback((...args: A) => latest.current(...args), []);
}
