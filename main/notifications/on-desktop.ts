/** Shows notes on the desktop where the host can, and takes away those that no longer stand. */
import { noteText } from '../../shared/text/note-text.ts';
import { NOTE_ACTIONS, type Note, type NoteAction } from '../../shared/model/note.ts';
import type { Desktop } from '../ports.ts';
import type { NewMail } from './new-mail.ts';

export interface OnDesktop {
  /** Whether the host shows notes; else the windows do. */
  readonly byHost: boolean;
  stop(): void;
}

export function showOnDesktop(newMail: Pick<NewMail, 'changed' | 'notes'>, { notify }: Pick<Desktop, 'notify'>, act: (id: string, action: NoteAction, at: number) => void): OnDesktop {
  if (!notify) return { byHost: false, stop: () => undefined };
  const shown = new Map<string, { at: number; close: () => void }>();
  const follow = (): void => {
    const notes = new Map(newMail.notes().map((note): [string, Note] => [note.id, note]));
    for (const [id, { close }] of shown) {
      if (notes.has(id)) continue;
      shown.delete(id);
      close();
    }
    for (const note of notes.values()) {
      const before = shown.get(note.id);
      // Fewer than before, because some were read elsewhere: not told again.
      if (before?.at === note.at) continue;
      before?.close();
      shown.set(note.id, { at: note.at, close: notify(noteText(note), (action) => act(note.id, NOTE_ACTIONS.find((known) => known === action) ?? 'open', note.at)) });
    }
  };
  const off = newMail.changed.on(follow);
  follow();
  return {
    byHost: true,
    stop() {
      off();
      for (const { close } of shown.values()) close();
      shown.clear();
    },
  };
}
