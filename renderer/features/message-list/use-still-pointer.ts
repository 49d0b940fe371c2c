/** What the pointer is over, while rows run along under it: only where they come to rest is anything drawn for it. */
import { useEffect, useMemo, useRef } from 'react';

/** Milliseconds after a scroll step in which another may follow. */
const RUNNING = 100;

export interface StillPointer {
  /** The pointer is over something else: `show` is called now, or when the list has come to rest, unless it is over yet another thing by then. */
  readonly onOver: (show: () => void) => void;
  readonly onScrolled: () => void;
}

/** The same for good. */
export function useStillPointer(): StillPointer {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => {
    let scrolledAt = -Infinity;
    return {
      onOver(show) {
        clearTimeout(timer.current);
        if (performance.now() - scrolledAt > RUNNING) show();
        else timer.current = setTimeout(show, RUNNING);
      },
      onScrolled() { scrolledAt = performance.now(); },
    };
  }, []);
}
