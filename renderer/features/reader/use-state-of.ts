/** State of one message in a part of the window that stays for the next: making it anew would take longer than all the rest. */
import { useCallback, useState } from 'react';
import type { MessageId } from '../../../shared/ids.ts';

/** With another message it is `initial` again, and what comes late for the one before changes nothing. */
export function useStateOf<T>(of: MessageId, initial: T): readonly [T, (next: T | ((old: T) => T)) => void] {
  const [kept, setKept] = useState({ of, value: initial });
  if (kept.of !== of) setKept({ of, value: initial });
  const set = useCallback((next: T | ((old: T) => T)) => setKept((old) => {
    if (old.of !== of) return old;
    return { of, value: typeof next === 'function' ? (next as (old: T) => T)(old.value) : next };
  }), [of]);
  return [kept.of === of ? kept.value : initial, set];
}
