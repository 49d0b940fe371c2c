/** What the user has to be told once: journals that could not be read whole, recipients that a message did not go to. */
import { say } from '../shared/locales/say.ts';
import type { Said, Words } from '../shared/words.ts';
import { createEmitter, type Emitter } from './emitter.ts';

export interface Notice { readonly id: string; readonly title: string; readonly titleWords?: Words; readonly text: string; readonly textWords?: Words }

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

export type JournalName = 'accounts' | 'operations' | 'outbox' | 'settings';

const notice = (id: string, title: Said, text: Said): Notice => ({ id, title: title.text, titleWords: title.words, text: text.text, textWords: text.words });

/** What could be read is in use; a copy of the damaged file was put aside before anything was changed. */
export const damagedJournal = (name: JournalName, setAside: string): Notice =>
  notice(`journal-${name}`, say(`engine-journal.damaged-${name}`), say('engine-journal.setAside', { path: setAside }));

/** Whom the server did not take a message for, and in which words; the others have it. */
export const notForAll = (id: string, subject: string, rejected: readonly { address: string; words: string }[]): Notice =>
  notice(`not-for-all-${id}`, say('engine-outbox.notForAll', { recipients: rejected.map(({ address }) => address).join(', ') }),
    say('engine-outbox.notForAllText', { subject, words: rejected.map(({ words }) => words).join('; ') }));

export const textsNotKept: Notice = notice('texts-not-kept', say('engine-journal.diskNearlyFull'), say('engine-journal.textsNotKept'));
