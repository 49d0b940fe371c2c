/** A row in words: its people, its signs, its accessible name. */
import { FLAG } from '../../../shared/model/flags.ts';
import type { Address } from '../../../shared/model/message.ts';
import { longDate } from '../../../shared/text/short-date.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { shownName } from '../../../shared/trust/claimed-address.ts';
import { listWords } from '../../../shared/text/locale.ts';
import { t } from '../../../shared/locales/t.ts';
import { isConversation, isFlagged, isUnread, type ListRow } from './list-row.ts';
import type { RowLook } from './row-look.ts';

export interface Person {
  readonly name: string;
  readonly unread: boolean;
}

/** Who wrote, or to whom where `outgoing` (sent mail, drafts). Of several in a conversation the first part of the name. */
export function peopleOf(row: ListRow, { outgoing, own }: Pick<RowLook, 'outgoing' | 'own'>): readonly Person[] {
  if (isConversation(row)) {
    if (row.people.length === 0) return [{ name: t('list.noSender'), unread: row.unread > 0 }];
    return row.people.map((one) => ({ name: own.has(one.address.toLowerCase()) ? t('list.me') : row.people.length > 1 ? shortName(one) : nameOf(one), unread: one.unread }));
  }
  const unread = isUnread(row);
  const people = outgoing ? row.to : row.from;
  if (people.length === 0) return [{ name: t(outgoing ? 'list.noRecipient' : 'list.noSender'), unread }];
  return people.map((one) => ({ name: nameOf(one), unread }));
}

const nameOf = (address: Address): string => shownName(address) || t('list.unknown');

/** `Mara` of `Mara Lindqvist`; a name with a comma or an address stays whole. */
function shortName(address: Address): string {
  const whole = nameOf(address);
  const first = whole.slice(0, whole.indexOf(' '));
  return !address.name || whole.includes(',') || whole.includes('@') || first.length < 2 ? whole : first;
}

export const subjectOf = (row: ListRow): string => visibleLine(row.subject, 300) || t('list.noSubject');

/** `Mara Lindqvist, Wader count, Friday, 20 November 2026 at 14:05, unread, flagged, attachment`. */
export function rowName(row: ListRow, look: RowLook, date = longDate(row.date)): string {
  const tags = look.tagsOf(row.keywords).map(({ name }) => name);
  const signs = [
    isUnread(row) && (isConversation(row) && row.count > 1 ? t('list.unreadIn', { n: row.unread }) : t('list.unread')),
    isFlagged(row) && t('list.flagged'),
    row.flags & FLAG.answered && t('list.replied'),
    row.flags & FLAG.forwarded && t('list.forwarded'),
    row.hasAttachment && t('list.attachment'),
    isConversation(row) && row.draft && t('list.draft'),
    tags.length > 0 && t('list.tagged', { tags: listWords(tags) }),
  ];
  const count = isConversation(row) && row.count > 1 ? t('list.messagesIn', { count: row.count }) : null;
  const name = [peopleOf(row, look).map(({ name }) => name).join(', '), count, subjectOf(row), date, ...signs].filter(Boolean).join(', ');
  const place = look.placeOf(row.folderId);
  return place ? t('list.inPlace', { row: name, place }) : name;
}
