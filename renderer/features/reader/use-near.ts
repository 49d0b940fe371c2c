/** Whether a part of the reader is near enough to be drawn, and whether it is really on screen. */
import { useEffect, useRef, useState, type RefObject } from 'react';

/** Once near it stays drawn: what has been read keeps its height. */
export function useNear(): [ref: RefObject<HTMLDivElement | null>, isNear: boolean, isSeen: boolean] {
  const ref = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const near = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) setNear(true); }, { rootMargin: '1200px' });
    const seen = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false));
    near.observe(element);
    seen.observe(element);
    return () => {
      near.disconnect();
      seen.disconnect();
    };
  }, []);
  return [ref, isNear, isSeen];
}
