/** Letters in a composer, or put aside and not in the journal yet: whoever opens such a letter again goes on with it. */
import type { DraftId } from '../../../shared/ids.ts';
import type { Autosave, SaveState } from './autosave.ts';
import { letterOfDraft } from './draft-letter.ts';
import type { Letter } from './letter.ts';

export const live = new Set<Autosave>();

export interface AsideNews {
  /** It goes on as a letter of its own, since another composer had saved it. Told before what became of it. `isOnScreen`: it is back in a composer. */
  readonly onForked: (from: DraftId, to: DraftId, isOnScreen: boolean) => void;
  /** It is kept, or still being tried. */
  readonly onAside: (id: DraftId, state: SaveState) => void;
}

export function putAside(autosave: Autosave, isWorthKeeping: (letter: Letter) => boolean, { onForked, onAside }: AsideNews): void {
  const before = autosave.id;
  const settle = (): void => {
    if (autosave.isUsed || !(autosave.isSaved || autosave.isStopped)) return;
    off();
    live.delete(autosave);
  };
  const off = autosave.subscribe(settle);
  void autosave.close(!autosave.letter || isWorthKeeping(letterOfDraft(autosave.letter))).then((isKept) => {
    settle();
    if (autosave.id !== before) onForked(before, autosave.id, autosave.isUsed);
    if (isKept && !autosave.isUsed) onAside(autosave.id, autosave.get());
  });
}
