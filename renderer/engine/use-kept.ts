/** A value that stays the same object, whole or in parts, as long as it says the same: what is drawn from it is not drawn anew. */
import { useLayoutEffect, useMemo, useState } from 'react';
import { keepIdentity } from './keep-identity.ts';

/** `value`: what JSON can hold. */
export function useKept<T>(value: T): T {
  // Written once it is on screen, so that a drawing that was given up leaves nothing behind.
  const [last] = useState<{ kept: unknown }>(() => ({ kept: undefined }));
  const kept = useMemo(() => keepIdentity(last.kept, value), [last, value]);
  useLayoutEffect(() => { last.kept = kept; }, [last, kept]);
  return kept;
}
