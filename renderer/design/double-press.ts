/** A double click means one thing: its second press would fall on what has come in the place of the first. Keys are not meant. */
import { useRef, type PointerEvent } from 'react';

/** Milliseconds between the two, by the time of the events: a window that is busy drawing hears of both late. */
const DOUBLE = 300;

export interface SinglePress { readonly onPointerDownCapture: (event: PointerEvent) => void }

/** Answers whether a press, at its time in milliseconds, is the second of a double click. One that is counts for none after it. */
export function pressCounter(): (at: number) => boolean {
  let last = -Infinity;
  return (at) => {
    const isSecond = at - last < DOUBLE;
    if (!isSecond) last = at;
    return isSecond;
  };
}

/** For buttons that take what they act on away; those that stand in for one another share it. */
export function useSinglePress(): SinglePress {
  const isSecond = useRef<ReturnType<typeof pressCounter>>(null);
  return {
    onPointerDownCapture: (event) => {
      isSecond.current ??= pressCounter();
      if (isSecond.current(event.timeStamp)) event.stopPropagation();
    },
  };
}
