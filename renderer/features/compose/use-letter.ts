/** The letter being written as React state, kept in the journal by its autosave. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { DraftId, OperationId } from '../../../shared/ids.ts';
import type { Outgoing } from '../../../shared/ipc/contract/compose.ts';
import type { DraftLetter } from '../../../shared/model/draft.ts';
import type { Connection } from '../../engine/connection.ts';
import { useEngine } from '../../engine/EngineProvider.tsx';
import { randomName } from '../../engine/random-name.ts';
import { Autosave, isSame, type SaveState } from './autosave.ts';
import { draftLetterOf, letterOfDraft } from './draft-letter.ts';
import { differs, isBlank, letterOf, type Letter } from './letter.ts';
import { live, putAside, type AsideNews } from './put-aside.ts';
import { dropSaved, dropUnsent, keepUnsent } from './unsent.ts';

/** What a composer opens. */
export interface LetterStart {
  readonly draftId: DraftId;
  /** What it begins with; if it was saved before, only what it answers. */
  readonly initial: Outgoing;
  readonly saved: { readonly letter: DraftLetter; readonly revision: number; readonly at: number } | null;
  /** A send that was refused and is written anew. */
  readonly replaces: OperationId | null;
  /** The text of the message that is answered could not be had. */
  readonly isUnquoted?: boolean;
  /** Some of those who got it are not known here. */
  readonly isIncomplete?: boolean;
}

export interface LetterHandle {
  readonly letter: Letter;
  readonly change: (part: Partial<Letter>) => void;
  readonly state: SaveState;
  /** It is on its way, sent from here or from where it was before it was opened again. */
  readonly isSending: boolean;
  readonly autosave: Autosave;
}

/** Both are told once the composer has left the screen. */
export function useLetter({ draftId, initial, saved, replaces }: LetterStart, { onForked, onAside }: AsideNews): LetterHandle {
  const engine = useEngine();
  const [autosave] = useState(() => [...live].find((one) => one.id === draftId && !one.isStopped && !one.isDiscarding) ?? autosaveOver(engine, draftId, saved));
  const [letter, setLetter] = useState<Letter>(() => (autosave.letter ? letterOfDraft(autosave.letter) : letterOf(initial)));
  const state = useSyncExternalStore(autosave.subscribe, autosave.get);
  const isSending = useSyncExternalStore(autosave.subscribe, autosave.isSending);
  const [first] = useState(letter);
  const replaced = saved ? saved.letter.replaces : replaces;

  useEffect(() => {
    // Opened and not touched is nothing to keep.
    if (letter !== first) autosave.change(draftLetterOf(letter, initial, replaced));
  }, [autosave, letter, first, initial, replaced]);

  useEffect(() => {
    live.add(autosave);
    const release = autosave.use();
    const leave = (): void => autosave.keep();
    const look = (): void => void autosave.flush();
    addEventListener('pagehide', leave);
    addEventListener('blur', look);
    return () => {
      release();
      removeEventListener('pagehide', leave);
      removeEventListener('blur', look);
      autosave.keep();
      // Taken off the screen and put back in the same breath is no leaving.
      setTimeout(() => { if (!autosave.isUsed) putAside(autosave, (letter) => (saved ? !isBlank(letter) : differs(letter, initial)), { onForked, onAside }); });
    };
  }, [autosave, initial, saved, onForked, onAside]);

  const change = useCallback((part: Partial<Letter>) => setLetter((old) => ({ ...old, ...part })), []);
  return { letter, change, state, isSending, autosave };
}

function autosaveOver(engine: Connection, id: DraftId, saved: LetterStart['saved']): Autosave {
  if (saved) dropSaved(id, (letter) => isSame(letter, saved.letter));
  return new Autosave({
    id,
    base: saved?.revision ?? 0,
    saved: saved?.letter ?? null,
    savedAt: saved?.at ?? null,
    save: (input) => engine.call('drafts.save', input),
    discard: (draft) => engine.call('drafts.discard', { id: draft }),
    net: { keep: keepUnsent, drop: dropUnsent },
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    random: randomName,
  });
}
