/** What is asked for before all that it needs is known: done once it is, in the order it was asked for. */
import { useEffect, useRef } from 'react';
import { useStable } from './use-stable.ts';

export function useWhenReady(isReady: boolean): (act: () => void) => void {
  const waiting = useRef<(() => void)[]>([]);
  // By now it is drawn with what has come, and everybody knows of it.
  useEffect(() => {
    if (isReady) for (const act of waiting.current.splice(0)) act();
  }, [isReady]);
  return useStable((act: () => void) => {
    if (isReady && waiting.current.length === 0) act();
    else waiting.current.push(act);
  });
}
