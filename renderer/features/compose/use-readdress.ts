/** Applies another kind of answer to a letter that is in the composer already, once, and tells what has come of it. */
import { useState } from 'react';
import type { Letter } from './letter.ts';
import { outcomeOf, readdressed, type Asked, type Outcome } from './readdress.ts';

export interface Readdress {
  /** `unknown`: nobody can say whom that kind goes to. Null where there is nothing to say. */
  readonly outcome: Exclude<Outcome, 'kept'> | 'unknown' | null;
  /** What was offered is wanted. */
  readonly onWanted: () => void;
}

export function useReaddress(asked: Asked | null, letter: Letter, change: (letter: Letter) => void, isSending: boolean): Readdress {
  const [done, setDone] = useState<{ of: Asked; outcome: Outcome | 'unknown' } | null>(null);
  // What is on its way stays as it was sent. Before anything is drawn: no Send button stands beside other recipients than were asked for.
  if (asked && done?.of !== asked && !isSending) {
    const outcome = asked.people ? outcomeOf(letter, asked.kind, asked.people) : 'unknown';
    setDone({ of: asked, outcome });
    if (asked.people && outcome === 'changed') change(readdressed(letter, asked.kind, asked.people));
  }
  const outcome = asked && done?.of === asked ? done.outcome : 'kept';
  // What the writer has changed since is no longer so.
  const isAsAsked = asked?.people ? outcomeOf(letter, asked.kind, asked.people) === 'kept' : false;
  const isOver = outcome === 'kept' || (outcome === 'changed' && !isAsAsked) || (outcome === 'offered' && isAsAsked);
  return {
    outcome: isOver ? null : outcome,
    onWanted: () => {
      if (!asked?.people) return;
      change(readdressed(letter, asked.kind, asked.people));
      setDone({ of: asked, outcome: 'changed' });
    },
  };
}
