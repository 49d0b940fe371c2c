/** A value that is drawn after what matters more: in slices, which never come in one with what is drawn for others, and the first time once those have something to show. */
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Milliseconds in which what came with it is drawn. */
const FIRST_MS = 60;

/** `nothing`: what is drawn until then. */
export function useLater<T>(value: T, nothing: T): T {
  const [drawn, setDrawn] = useState(nothing);
  const newest = useRef(value);
  useLayoutEffect(() => { newest.current = value; });
  const wait = useRef(FIRST_MS);
  const isBehind = drawn !== value;
  useEffect(() => {
    if (!isBehind) return undefined;
    const timer = setTimeout(() => {
      wait.current = 0;
      startTransition(() => setDrawn(newest.current));
    }, wait.current);
    return () => clearTimeout(timer);
  }, [isBehind, drawn]);
  return drawn;
}
