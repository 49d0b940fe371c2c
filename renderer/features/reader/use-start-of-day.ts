/** The first moment of today; changes once a day. */
import { useEffect, useState } from 'react';

export function useStartOfDay(): number {
  const [day, setDay] = useState(startOfDay);
  useEffect(() => {
    const timer = setInterval(() => setDay(startOfDay()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return day;
}

const startOfDay = (): number => new Date().setHours(0, 0, 0, 0);
