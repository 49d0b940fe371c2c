/** The time, told again every so often. */
import { useEffect, useState } from 'react';

/** Milliseconds since 1970, at most `every` ms old. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** The first moment of today; changes once a day, so that rows are not drawn anew for it. */
export function useToday(): number {
  const day = new Date(useNow(30_000));
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
