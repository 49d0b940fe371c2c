/** A sanitised message made ready for the frame: at once, or step by step where that takes long, so that the window answers in between. */
import { useEffect, useMemo, useState } from 'react';
import { foldQuote } from '../quotes/fold-html.ts';
import { dress, prepare, type Prepared, type PrepareOptions } from './prepare.ts';
import { purify } from './purify.ts';
import type { Sanitized } from './sanitize.ts';

/** UTF-16 units of clean HTML that take no time. */
const AT_ONCE = 100_000;

/** `undefined` while it is made; null: too much for the second wall, nothing of it may be shown. */
export function usePrepared(clean: Sanitized | null, { inline, remotePrefix, dark, original }: PrepareOptions): Prepared | null | undefined {
  const isLong = clean !== null && clean.html.length > AT_ONCE;
  const now = useMemo(() => {
    if (clean === null || isLong) return undefined;
    return attempt(() => prepare(clean.html, clean.sheet, { inline, remotePrefix, dark, original }));
  }, [clean, isLong, inline, remotePrefix, dark, original]);
  const [later, setLater] = useState<{ of: Sanitized; made: Prepared | null } | null>(null);
  useEffect(() => {
    if (clean === null || !isLong) return undefined;
    let timer = setTimeout(() => {
      const fragment = attempt(() => purify(clean.html));
      timer = setTimeout(() => setLater({ of: clean, made: fragment && attempt(() => dress(fragment, clean.sheet, { inline, remotePrefix, dark, original })) }));
    });
    return () => clearTimeout(timer);
  }, [clean, isLong, inline, remotePrefix, dark, original]);
  // Made for other choices: shown until it is made anew.
  return isLong ? (later?.of === clean ? later.made : undefined) : now;
}

function attempt<T extends Prepared | DocumentFragment>(make: () => T): T | null {
  try {
    const made = make();
    if ('fragment' in made) foldQuote(made.fragment);
    return made;
  } catch {
    return null;
  }
}
