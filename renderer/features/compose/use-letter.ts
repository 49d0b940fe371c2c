/** The letter being written as React state, kept in this browser's storage while it differs from what it began with. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AccountId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import { differs, FIELDS, letterOf, type Field, type Letter } from './letter.ts';
import { addTyped } from './recipients.ts';
import { dropUnsent, findUnsent, keepUnsent, unsentKey, type Unsent } from './unsent.ts';

export interface LetterHandle {
  readonly letter: Letter;
  readonly change: (part: Partial<Letter>) => void;
  readonly kept: 'unchanged' | 'kept' | 'not-kept';
  /** Forgets what was kept; nothing is kept from then on. */
  readonly drop: () => void;
}

const PAUSE = 300;

export function useLetter(initial: Outgoing): LetterHandle {
  const key = unsentKey(initial);
  const [letter, setLetter] = useState<Letter>(() => {
    const unsent = findUnsent(key);
    return unsent ? restored(unsent, initial) : letterOf(initial);
  });
  const [kept, setKept] = useState<LetterHandle['kept']>('unchanged');
  const dropped = useRef(false);

  useEffect(() => {
    const save = (): void => {
      if (dropped.current) return;
      if (differs(letter, initial)) setKept(keepUnsent(key, unsentOf(letter, initial)) ? 'kept' : 'not-kept');
      else {
        dropUnsent(key);
        setKept('unchanged');
      }
    };
    const timer = setTimeout(save, PAUSE);
    addEventListener('pagehide', save);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', save);
      // The composer may be taken off the screen in the middle of a pause.
      if (!dropped.current && differs(letter, initial)) keepUnsent(key, unsentOf(letter, initial));
    };
  }, [key, letter, initial]);

  const change = useCallback((part: Partial<Letter>) => setLetter((old) => ({ ...old, ...part })), []);
  const drop = useCallback(() => {
    dropped.current = true;
    dropUnsent(key);
  }, [key]);
  return { letter, change, kept, drop };
}

const line = (letter: Letter, field: Field): string => [...letter.chips[field].map((chip) => chip.text), letter.typed[field]].filter(Boolean).join('\n');

const unsentOf = (letter: Letter, initial: Outgoing): Unsent => ({ initial, to: line(letter, 'to'), cc: line(letter, 'cc'), bcc: line(letter, 'bcc'), subject: letter.subject, text: letter.text, accountId: letter.accountId });

function restored(unsent: Unsent, initial: Outgoing): Letter {
  const letter = letterOf(initial);
  const chips = { ...letter.chips };
  for (const field of FIELDS) chips[field] = addTyped([], unsent[field]);
  return { ...letter, chips, subject: unsent.subject, text: unsent.text, accountId: unsent.accountId as AccountId };
}
