/** A note in words: what the desktop shows of new mail. */
import { t } from '../locales/t.ts';
import type { Note, NoteAction } from '../model/note.ts';
import { shownName } from '../trust/claimed-address.ts';
import { visibleLine } from './visible.ts';

export interface NoteText { title: string; body: string; actions: { name: NoteAction; label: string }[] }

const LONGEST = 200;

export function noteText({ count, messages, details, folderName, email }: Note): NoteText {
  const where = folderName === '' ? t('notifications.in_inbox', { email }) : t('notifications.in_folder', { folder: folderName, email });
  const actions = (count === 1 ? ['markRead', 'archive', 'reply'] as const : ['markRead'] as const).map((name) => ({ name, label: t(`notifications.${name}`) }));
  const [first] = messages;
  if (!details || !first) return { title: t('notifications.new', { count }), body: where, actions };
  const who = (from: Note['messages'][number]['from']): string => shownName(from, LONGEST);
  const what = (subject: string): string => shown(subject) || t('notifications.noSubject');
  if (count === 1) return { title: who(first.from), body: [what(first.subject), shown(first.preview), where].filter(Boolean).join('\n'), actions };
  const rest = count - messages.length;
  return {
    title: t('notifications.new', { count }),
    body: [...messages.map(({ from, subject }) => `${who(from)}: ${what(subject)}`), ...(rest > 0 ? [t('notifications.more', { count: rest })] : []), where].join('\n'),
    actions,
  };
}

const shown = (text: string): string => visibleLine(text, LONGEST);
