/** Keeps the notifications on screen in step with the notes that stand. */
import type { Note } from '../../../shared/model/note.ts';
import type { Painter } from './painter.ts';

/** Answers what to call with every new list; calls take effect one after the other. */
export function inStep(painter: Painter): (notes: readonly Note[]) => Promise<void> {
  const told = new Map<string, number>();
  let turn: Promise<void> = Promise.resolve();
  const follow = async (notes: readonly Note[]): Promise<void> => {
    const standing = new Set(notes.map(({ id }) => id));
    for (const id of await painter.shown()) {
      if (standing.has(id)) continue;
      told.delete(id);
      await painter.close(id);
    }
    for (const id of told.keys()) if (!standing.has(id)) told.delete(id);
    for (const note of notes) {
      // Fewer than before, because some were read elsewhere: not told again.
      if (told.get(note.id) === note.at) continue;
      told.set(note.id, note.at);
      await painter.show(note);
    }
  };
  return (notes) => {
    // Refused by the system: the mail is in the list all the same.
    turn = turn.then(() => follow(notes)).catch(() => undefined);
    return turn;
  };
}
