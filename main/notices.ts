/** What the user has to be told once: journals that could not be read whole. */
import { createEmitter, type Emitter } from './emitter.ts';

export interface Notice { readonly id: string; readonly title: string; readonly text: string }

export interface Notices {
  readonly changed: Emitter<void>;
  all(): readonly Notice[];
  add(notice: Notice): void;
  dismiss(id: string): void;
}

export function createNotices(): Notices {
  const changed = createEmitter<void>();
  let notices: readonly Notice[] = [];
  return {
    changed,
    all: () => notices,
    add(notice) {
      notices = [...notices, notice];
      changed.emit();
    },
    dismiss(id) {
      notices = notices.filter((notice) => notice.id !== id);
      changed.emit();
    },
  };
}

const HOLDS = { accounts: 'accounts', operations: 'actions that were still on their way', outbox: 'messages that were being written or still to be sent', settings: 'settings' } as const;
export type JournalName = keyof typeof HOLDS;

/** What could be read is in use; a copy of the damaged file was put aside before anything was changed. */
export const damagedJournal = (name: JournalName, setAside: string): Notice => ({
  id: `journal-${name}`,
  title: `Part of the list of ${HOLDS[name]} could not be read`,
  text: `Godwit goes on with what could be read. The file as it was found is kept at ${setAside}. Mail on the server is not affected; check that nothing is missing.`,
});

export const textsNotKept: Notice = {
  id: 'texts-not-kept',
  title: 'The disk is nearly full',
  text: 'Godwit no longer fetches the text of messages in advance: they are read from the server when they are opened. Lists, actions and sending go on as before. Free some space, or clear stored texts and attachments in the settings of the account.',
};
